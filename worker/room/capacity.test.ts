/** Tests of a room that is full. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { SUBPROTOCOL } from "../../shared/wire/frames.ts";
import type { Env } from "../env.ts";
import { MAX_SOCKETS } from "../limits.ts";
import { hasTables } from "../testing/compaction.ts";
import { TestRoom } from "../testing/test-room.ts";
import { type ConnectClaims, claimsHeaders } from "./connect-claims.ts";
import { Room } from "./room.ts";

const late: ConnectClaims = {
  roomId: "full",
  isNative: true,
  protocol: SUBPROTOCOL,
  userId: "late",
  keys: [],
  owner: null,
  token: null,
  from: { visitor: null, place: null },
};

/** Two thousand sockets, which as real ones would take half a minute to come. */
function crowd(like: WebSocket): WebSocket[] {
  const attachment = { ...(like.deserializeAttachment() as object), presence: null };
  const socket = {
    readyState: WebSocket.OPEN,
    deserializeAttachment: () => attachment,
    serializeAttachment: () => undefined,
    send: () => undefined,
    close: () => undefined,
  };
  return Array.from({ length: MAX_SOCKETS }, () => ({ ...socket }) as unknown as WebSocket);
}

/** The room in which somebody is, made anew with as many as it takes. */
function fills(state: DurableObjectState): { room: Room; sockets: readonly WebSocket[] } {
  const [somebody] = state.getWebSockets();
  if (somebody === undefined) throw new Error("Somebody should be here.");
  const sockets = crowd(somebody);
  state.getWebSockets = () => sockets;
  state.getWebSocketAutoResponseTimestamp = () => null;
  return { room: new Room(state, env as Env), sockets };
}

/** The words for somebody who connects, and the code with which they are closed. */
async function knocks(room: Room, entry: ConnectClaims) {
  const request = new Request("https://stoa.test/room/full", { headers: claimsHeaders(entry) });
  const { webSocket } = room.fetch(request);
  if (webSocket === null) throw new Error("There should be a socket.");
  const heard = { texts: [] as string[], code: 0, reason: "" };
  webSocket.addEventListener("message", ({ data }) => {
    if (typeof data === "string") heard.texts.push(data);
  });
  webSocket.addEventListener("close", ({ code, reason }) => {
    Object.assign(heard, { code, reason });
  });
  webSocket.accept();
  await vi.waitFor(() => expect(heard.code + heard.texts.length).toBeGreaterThan(0));
  return heard;
}

test("R75: a room that is full closes who comes next at once, with a reason to read, and lets them in when somebody goes", async () => {
  const testRoom = new TestRoom();
  await testRoom.joins("Mina");
  await runInDurableObject(testRoom.stub, async (_, state) => {
    const { room, sockets } = fills(state);
    for (const isNative of [true, false]) {
      const { code, reason } = await knocks(room, { ...late, isNative });
      expect(code).toBe(CloseCode.Busy);
      expect(reason).toMatch(/So many are here/);
    }
    const [leaver] = sockets;
    if (leaver !== undefined) room.webSocketClose(leaver);
    const { code, texts } = await knocks(room, late);
    expect(code).toBe(0);
    expect(texts[0]).toContain("hello");
  });
});

test("R58: a client that finds a room full makes it look for those who are not there any more", async () => {
  const testRoom = new TestRoom();
  await hasTables(testRoom);
  await testRoom.joins("Mina");
  await runInDurableObject(testRoom.stub, async (_, state) => {
    const { room } = fills(state);
    const looks = () =>
      state.storage.sql.exec("SELECT at FROM due WHERE job = 'look'").toArray().length;
    expect(looks()).toBe(0);
    expect((await knocks(room, late)).code).toBe(CloseCode.Busy);
    expect(looks()).toBe(1);
  });
});
