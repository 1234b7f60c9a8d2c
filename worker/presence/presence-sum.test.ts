/** Tests of the bound on all presence states of a room. */
import { expect, test, vi } from "vitest";
import { presence } from "../../testkit/hostile-frames.ts";
import type { Session } from "../connection/session.ts";
import { MAX_PRESENCE_SUM } from "../limits.ts";
import { TestRoom } from "../testing/test-room.ts";
import { encodePresence } from "./awareness-codec.ts";
import { PresenceRegistry } from "./presence-registry.ts";

const noSave = { save: () => undefined, send: () => undefined, isNative: false, userId: "person" };

test("R114: presence beyond what a room holds is refused, and a smaller state or another's leaving makes room", () => {
  const board = new PresenceRegistry();
  const sessions: Session[] = [];
  const says = (session: Session, clientId: number, clock: number, characters: number): string => {
    const state = JSON.stringify({ filling: "x".repeat(characters) });
    // The bytes before the update in its frame: the type, and the length in one to three bytes.
    const frame = encodePresence([{ clientId, clock, state }]);
    const update = frame.subarray(frame.byteLength > 16_000 ? 4 : frame.byteLength > 129 ? 3 : 2);
    return board.accept(session, update, sessions);
  };
  const comes = (): Session => {
    const session = { ...noSave, presence: null, grant: { role: "editor", name: null } };
    sessions.push(session as unknown as Session);
    return session as unknown as Session;
  };
  const outcomes: string[] = [];
  for (let client = 1; client <= 400; client++) outcomes.push(says(comes(), client, 1, 3_500));
  const taken = outcomes.filter((outcome) => outcome === "accepted").length;
  expect(outcomes.slice(taken).every((outcome) => outcome === "refused")).toBe(true);
  const sum = sessions.reduce((all, session) => all + (session.presence?.state.length ?? 0), 0);
  expect(sum).toBeLessThanOrEqual(MAX_PRESENCE_SUM);
  expect(sum).toBeGreaterThan(MAX_PRESENCE_SUM - 4_000);
  const first = sessions.shift();
  const late = comes();
  expect(says(late, 1_001, 1, 3_500)).toBe("refused");
  if (first === undefined) throw new Error("Nobody is here.");
  board.onLeave(first, sessions);
  expect(says(late, 1_001, 1, 3_500)).toBe("accepted");
});

test("R114: everybody who comes in one window is told who is here by one frame, made once", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  await mina.sees("Mina");
  for (let n = 0; n < 20; n++) mina.sends(new Uint8Array([3]));
  mina.sends(presence(7, 1, "{}"));
  const frames = () => mina.frames.filter(({ kind }) => kind === "awareness").length;
  const jonas = await room.joins("Jonas");
  await jonas.sees("Jonas", "Mina");
  await vi.waitFor(() => expect(frames()).toBeGreaterThan(0));
  expect(frames()).toBeLessThan(20);
});
