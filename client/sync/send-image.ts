/** Sends an image to its room. `fetch` does not tell how much has left, so this is an `XMLHttpRequest`. */
import { type AssetId, parseAssetId, parseImageType } from "../../shared/assets.ts";
import { type Answer, failureOf } from "./asset-failure.ts";
import type { Stored, StoreOptions } from "./channel.ts";

/** Sends an image, and reads the answer. A network that does not carry it is a failure that passes. */
export async function sendImage(
  address: string,
  headers: Readonly<Record<string, string>>,
  image: Blob,
  { signal, onShare }: StoreOptions,
): Promise<Stored> {
  if (signal?.aborted === true) return ABORTED;
  const answer = await new Promise<Answer | "aborted" | "offline">((resolve) => {
    const request = new XMLHttpRequest();
    request.open("POST", address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    if (onShare !== undefined) {
      request.upload.onprogress = ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0);
    }
    request.onload = () => resolve({ status: request.status, body: parsed(request.responseText) });
    request.onerror = () => resolve("offline");
    request.onabort = () => resolve("aborted");
    signal?.addEventListener("abort", () => request.abort(), { once: true });
    request.send(image);
  });
  if (answer === "aborted") return ABORTED;
  if (answer === "offline") return { ok: false, error: "offline", isFinal: false };
  if (answer.status < 200 || answer.status > 299) return failureOf(answer);
  return readStored(answer.body) ?? { ok: false, error: "failed", isFinal: true };
}

const ABORTED: Stored = { ok: false, error: "aborted", isFinal: true };

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

function readStored(body: unknown): Stored | null {
  if (typeof body !== "object" || body === null) return null;
  const { id, type, width, height, bytes } = body as Readonly<Record<string, unknown>>;
  const asset: AssetId | null = parseAssetId(id);
  const kind = parseImageType(type);
  const isSized = typeof width === "number" && typeof height === "number";
  if (asset === null || kind === null || !isSized || typeof bytes !== "number") return null;
  return { ok: true, value: { id: asset, type: kind, width, height, bytes } };
}
