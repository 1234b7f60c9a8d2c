/** Tests of stock clients that come back after a final close. */
import { expect, test, vi } from "vitest";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { metrics } from "../metrics.ts";
import { Owner } from "../testing/owners.ts";
import type { Door, Person } from "../testing/person.ts";
import { TestRoom } from "../testing/test-room.ts";

/** Comes as a stock client, sends what cannot be read, and is closed for good. */
async function misbehaves(room: TestRoom, door: Door): Promise<void> {
  const person = await room.hearsKnocking("Broken", door);
  person.sends(new Uint8Array([99]));
  await person.isClosedWith(CloseCode.BadData);
}

/** How long somebody takes to come in, in milliseconds. */
async function takes(come: () => Promise<Person>): Promise<number> {
  const before = Date.now();
  await come();
  return Date.now() - before;
}

test("R126: a stock client that comes back to what closed it for good reaches the room later each time", async () => {
  const room = new TestRoom();
  const broken: Door = { kind: "generic", address: "198.51.100.1" };
  const before = Date.now();
  for (let i = 0; i < 4; i++) await misbehaves(room, broken);
  // At once, at once, after 0.5 s and after 1 s.
  expect(Date.now() - before).toBeGreaterThanOrEqual(1_490);

  // The next waits for 2 s, in which nobody else does and the room hears nothing of it.
  const frames = () => metrics.framesIn.toString();
  const waiting = takes(() => room.hearsKnocking("Broken", broken));
  const others = await Promise.all([
    takes(() => room.hearsKnocking("Ours", { address: "198.51.100.1" })),
    takes(() => room.hearsKnocking("Elsewhere", { ...broken, address: "198.51.100.2" })),
    takes(() => new TestRoom().hearsKnocking("Another room", broken)),
  ]);
  expect(Math.max(...others)).toBeLessThan(1_500);
  expect(frames()).toBe(frames());
  // It is let in in the end: it may have been mended.
  expect(await waiting).toBeGreaterThanOrEqual(1_400);
}, 20_000);

test("R126: a bad link is answered later each time, before the room wakes, and a good one beside it is not", async () => {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const { key } = await owner.makesLink("editor");
  const address = "198.51.100.3";
  const before = Date.now();
  for (let i = 0; i < 3; i++) {
    const late = await room.hearsKnocking("Late", {
      kind: "generic",
      address,
      query: `?key=${"x".repeat(32)}`,
    });
    await late.isClosedWith(CloseCode.LinkRevoked);
  }
  expect(Date.now() - before).toBeGreaterThanOrEqual(490);
  const good = takes(() => room.admits("Good", { kind: "generic", address, query: `?key=${key}` }));
  expect(await good).toBeLessThan(900);
  await vi.waitFor(() => expect(owner.person.closedWith).toBe(null));
});
