/** The channel of a room's stored images: requests with what the page shows when it opens a socket. */
import { ACCESS_HEADER } from "../../shared/assets.ts";
import { parseRoomId, type RoomId } from "../../shared/ids.ts";
import { failureOf } from "./asset-failure.ts";
import type { AssetChannel, AssetFailure } from "./channel.ts";

export interface AssetChannelOptions {
  /** Where the server is: `http://host` or `https://host`. */
  readonly server: string;
  readonly room: RoomId;
  /** Returns the words that are shown to a room, at each request. */
  readonly credentials: (room: RoomId) => readonly string[];
  readonly ask?: typeof fetch;
}

/** The images of a room, and those of others as far as this browser may read them. */
export function assetChannel({
  server,
  room,
  credentials,
  ask = (...request) => fetch(...request),
}: AssetChannelOptions): AssetChannel {
  const address = (of: RoomId) => `${server}/room/${of}/assets`;
  const headers = (of: RoomId) => ({ [ACCESS_HEADER]: credentials(of).join(", ") });
  return {
    load: (id, other) =>
      attempt(async () => {
        const of = other === undefined ? room : parseRoomId(other);
        if (of === null) return { ok: false, error: "no-such-image", isFinal: true };
        const response = await ask(`${address(of)}/${id}`, { headers: headers(of) });
        if (response.ok) return { ok: true, value: await response.blob() };
        const body: unknown = await response.json().catch(() => null);
        return failureOf({ status: response.status, body });
      }),
    store: (image, options = {}) =>
      attempt(async () => {
        // Most visits store none.
        const { sendImage } = await import("./send-image.ts");
        return await sendImage(address(room), headers(room), image, options);
      }),
  };
}

/** The result of a request; a network that does not carry it is a failure that passes. */
async function attempt<T>(request: () => Promise<T | AssetFailure>): Promise<T | AssetFailure> {
  try {
    return await request();
  } catch (error) {
    // `fetch` throws a TypeError where there is no network, and so does an import or a body that breaks off.
    if (error instanceof TypeError || error instanceof SyntaxError) {
      return { ok: false, error: "offline", isFinal: false };
    }
    throw error;
  }
}
