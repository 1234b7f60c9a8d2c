/** Tests of random hostile frames beside honest people. */
import { evictDurableObject } from "cloudflare:test";
import * as fc from "fast-check";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { SUBPROTOCOL } from "../../shared/wire/frames.ts";
import { type HostileFrame, hostileFrames } from "../../testkit/hostile-frames.ts";
import type { Person } from "../testing/person.ts";
import { ask } from "../testing/room-socket.ts";
import { TestRoom } from "../testing/test-room.ts";

/** Runs, and the hostile frames of each. `npm run hostile` sends more. */
const RUNS = 60;
const FRAMES = 60;

/** Somebody who sends what comes to mind, and comes back when shown the door. */
class Attacker {
  readonly #roomId: string;
  readonly #isNative: boolean;
  #socket: WebSocket | null = null;

  constructor(roomId: string, isNative: boolean) {
    this.#roomId = roomId;
    this.#isNative = isNative;
  }

  async sends(frame: HostileFrame): Promise<void> {
    this.#socket ??= await this.#comes();
    this.#socket.send(frame);
  }

  leaves(): void {
    this.#socket?.close();
    this.#socket = null;
  }

  async #comes(): Promise<WebSocket> {
    const headers: Record<string, string> = { Upgrade: "websocket" };
    if (this.#isNative) headers["Sec-WebSocket-Protocol"] = SUBPROTOCOL;
    const { webSocket } = await ask(`/room/${this.#roomId}`, { headers });
    if (webSocket === null) throw new Error("The room is not open to an attacker.");
    webSocket.accept();
    webSocket.addEventListener("close", () => {
      if (this.#socket === webSocket) this.#socket = null;
    });
    return webSocket;
  }
}

function written(author: Person, reader: Person): number {
  return Y.getState(reader.doc.store, author.doc.clientID);
}

/** Nothing waits in this document for something that never comes. */
function isWhole({ doc }: Person): boolean {
  return doc.store.pendingStructs === null && doc.store.pendingDs === null;
}

test("R39: whatever is sent, the others go on, with what they wrote, also after the room slept", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joinsByGenericClient("Jonas");
  mina.types("safe");
  let expected = "safe";
  const frames = fc.array(hostileFrames(mina.doc.clientID, 1_000_000), {
    minLength: FRAMES,
    maxLength: FRAMES,
    size: "max",
  });
  let sent = 0;
  await fc.assert(
    fc.asyncProperty(frames, fc.boolean(), async (hostile, isNative) => {
      const mallory = new Attacker(room.id, isNative);
      for (const frame of hostile) await mallory.sends(frame);
      sent += hostile.length;
      mina.types(".");
      expected += ".";
      await vi.waitFor(() => expect(written(mina, jonas)).toBe(written(mina, mina)));
      mallory.leaves();
      expect([mina.text, jonas.text]).toEqual([expected, expected]);
      expect([mina.closedWith, jonas.closedWith]).toEqual([null, null]);
    }),
    { numRuns: RUNS, endOnFailure: true },
  );
  expect(sent).toBe(RUNS * FRAMES);
  await evictDurableObject(room.stub);
  const aiko = await room.joins("Aiko");
  expect(aiko.text).toBe(expected);
  for (const person of [mina, jonas, aiko]) expect(isWhole(person)).toBe(true);
  await vi.waitFor(() =>
    expect(Y.encodeStateVector(mina.doc)).toEqual(Y.encodeStateVector(aiko.doc)),
  );
});
