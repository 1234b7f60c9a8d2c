/** Tokens: checks a signed JWT. It knows nothing of roles beyond what the token says. */
import { verify } from "hono/jwt";
import * as v from "valibot";
import { claimsSchema } from "../../shared/access.ts";
import type { RoomId } from "../../shared/ids.ts";
import { cleanName } from "../../shared/names.ts";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import type { Env } from "../env.ts";
import type { ConnectClaims } from "../room/connect-claims.ts";

/** A token that was checked: its person and role, or the reason why it opens nothing. */
export type CheckedToken =
  | {
      readonly kind: "good";
      readonly sub: string;
      readonly token: NonNullable<ConnectClaims["token"]>;
    }
  | { readonly kind: "bad"; readonly code: CloseCode; readonly reason: string };

/** Checks a token that a site has signed with our `AUTH_SECRET`. The algorithm is ours to say, not the token's. */
export async function checkToken(env: Env, room: RoomId, token: string): Promise<CheckedToken> {
  if (!env.AUTH_SECRET) return bad("This Stoa takes no tokens: its AUTH_SECRET is not set.");
  let payload: unknown;
  try {
    // The end is looked at below, once the signature has told the signer.
    payload = await verify(token, env.AUTH_SECRET, { alg: "HS256", exp: false });
  } catch (error) {
    // The maker of a bad token finds out by the algorithm and the secret.
    if (error instanceof Error) return bad("This token is not signed as this Stoa wants it.");
    throw error;
  }
  const claims = v.safeParse(claimsSchema, payload);
  if (!claims.success) return bad("This token does not say room, role, sub and exp as it should.");
  const { role, sub, name, exp } = claims.output;
  if (claims.output.room !== room) return bad("This token is for another room.");
  if (exp * 1000 <= Date.now()) {
    return { kind: "bad", code: CloseCode.LinkRevoked, reason: "This token has expired." };
  }
  const shown = name === undefined ? null : cleanName(name);
  return { kind: "good", sub, token: { role, name: shown, expiresAt: exp * 1000 } };
}

function bad(reason: string): CheckedToken {
  return { kind: "bad", code: CloseCode.NoAccess, reason };
}
