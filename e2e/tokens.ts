/** Tokens as any other site's server would make them, without a library of ours. */
import { createHmac } from "node:crypto";

/** Signs claims as a JWT (HS256). */
export function signed(claims: object, secret: string): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const text = `${part({ alg: "HS256", typ: "JWT" })}.${part(claims)}`;
  return `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}`;
}
