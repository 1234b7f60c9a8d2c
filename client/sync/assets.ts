/** The channel of a room's stored images: requests with what the page shows when it opens a socket. */
import { ACCESS_HEADER, type AssetId, parseAssetId, parseImageType } from "../../shared/assets.ts";
import type { AssetChannel, AssetFailure } from "./channel.ts";

/** Answers after which the same request may succeed later, without another one. */
const PASSING = [408, 429, 500, 502, 503, 504];

/** The images at an address. `credentials`: the words that are shown, asked for at each request. */
export function assetChannel(
  address: string,
  credentials: () => readonly string[],
  ask: typeof fetch = (...request) => fetch(...request),
): AssetChannel {
  const headers = () => ({ [ACCESS_HEADER]: credentials().join(", ") });
  return {
    load: (id) =>
      attempt(async () => {
        const response = await ask(`${address}/${id}`, { headers: headers() });
        if (!response.ok) return failureOf(response);
        return { ok: true, value: await response.blob() };
      }),
    store: (image) =>
      attempt(async () => {
        const response = await ask(address, { method: "POST", headers: headers(), body: image });
        if (!response.ok) return failureOf(response);
        const stored = readStored(await response.json());
        return stored ?? { ok: false, error: "failed", isFinal: true };
      }),
  };
}

/** The result of a request; a network that does not carry it is a failure that passes. */
async function attempt<T>(request: () => Promise<T | AssetFailure>): Promise<T | AssetFailure> {
  try {
    return await request();
  } catch (error) {
    // `fetch` throws a TypeError where there is no network, and a body that breaks off does as well.
    if (error instanceof TypeError || error instanceof SyntaxError) {
      return { ok: false, error: "offline", isFinal: false };
    }
    throw error;
  }
}

async function failureOf(response: Response): Promise<AssetFailure> {
  const body: unknown = await response.json().catch(() => null);
  const word = typeof body === "object" && body !== null && "error" in body ? body.error : null;
  const error = typeof word === "string" ? word : "failed";
  return { ok: false, error, isFinal: !PASSING.includes(response.status) };
}

function readStored(body: unknown): Awaited<ReturnType<AssetChannel["store"]>> | null {
  if (typeof body !== "object" || body === null) return null;
  const { id, type, width, height, bytes } = body as Readonly<Record<string, unknown>>;
  const asset: AssetId | null = parseAssetId(id);
  const kind = parseImageType(type);
  const isSized = typeof width === "number" && typeof height === "number";
  if (asset === null || kind === null || !isSized || typeof bytes !== "number") return null;
  return { ok: true, value: { id: asset, type: kind, width, height, bytes } };
}
