/** Owning a room that is nobody's, as its page does: by a socket that asks for the owner key. */
import { randomBytes } from "node:crypto";
import { parseRoomEvent } from "../../shared/wire/events.ts";
import { GUEST_PREFIX, OWNER_PREFIX, SUBPROTOCOL } from "../../shared/wire/frames.ts";
import { Failure } from "../failure.ts";
import type { RemoteRoom } from "./remote.ts";

/** Milliseconds for which a server may leave the question open. */
const PATIENCE_MS = 15_000;

/**
 * Makes a new owner of a room.
 *
 * @returns the owner key; null when the room is somebody's.
 * @throws Failure when the room cannot be reached, or lets nobody in.
 */
export async function claimRoom({ page }: RemoteRoom): Promise<string | null> {
  const secret = randomBytes(32).toString("base64url");
  const offers = [SUBPROTOCOL, `${GUEST_PREFIX}${secret}`, `${OWNER_PREFIX}new`];
  const socket = new WebSocket(page.replace(/^http/, "ws"), offers);
  try {
    return await new Promise((resolve, reject) => {
      const fail = (why: string): void => reject(new Failure(`${page} ${why}.`));
      const timer = setTimeout(() => fail("does not answer"), PATIENCE_MS);
      timer.unref();
      socket.addEventListener("message", ({ data }) => {
        const event = typeof data === "string" ? parseRoomEvent(data) : null;
        if (event?.type === "hello") resolve(event.ownerKey ?? null);
      });
      socket.addEventListener("error", () => fail("cannot be reached by a socket"));
      socket.addEventListener("close", ({ reason }) =>
        fail(`let nobody in (${reason || "closed"})`),
      );
    });
  } finally {
    socket.close();
  }
}
