/** Tests of the waits of clients that come back. */
import { expect, test } from "vitest";
import { MAX_WAITING, RECONNECT_MS } from "./limits.ts";
import { Reconnects } from "./reconnects.ts";

test("R126: a client that is closed for good time after time waits longer each time, and after a quiet while not at all", () => {
  const reconnects = new Reconnects();
  let now = 1_000_000;
  const waits: number[] = [];
  for (let i = 0; i < 10; i++) {
    const wait = reconnects.wait("place", now) ?? Number.NaN;
    waits.push(wait);
    now += wait;
    reconnects.closed("place", now);
  }
  expect(waits).toEqual([0, 0, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000]);
  expect(reconnects.wait("another place", now)).toBe(0);
  now += RECONNECT_MS.forget + 1;
  expect(reconnects.wait("place", now)).toBe(0);
  reconnects.closed("place", now);
  expect(reconnects.wait("place", now)).toBe(0);
});

test("R126: a client that comes back as y-websocket 1.5 does reaches the room a few times a minute", () => {
  const reconnects = new Reconnects();
  const MINUTE = 60_000;
  let reached = 0;
  // Its own wait begins anew at 100 ms with each socket that opens.
  for (let now = 0; now < 10 * MINUTE; now += 150) {
    now += reconnects.wait("place", now) ?? 0;
    reached += 1;
    reconnects.closed("place", now);
  }
  expect(reached).toBeLessThan(30);
});

test("R126: so many wait and no more, in one place and in all, also when clients go while they wait", () => {
  const reconnects = new Reconnects();
  const close = (place: string, now: number) => {
    for (let i = 0; i < 5; i++) reconnects.closed(place, now);
  };
  for (let place = 0; place < 100; place++) close(String(place), 0);
  for (let i = 0; i < MAX_WAITING.perPlace; i++) expect(reconnects.wait("0", 1)).toBe(3_999);
  expect(reconnects.wait("0", 1)).toBe(null);
  for (let place = 1; place < 100; place++) {
    for (let i = 0; i < MAX_WAITING.perPlace; i++) reconnects.wait(String(place), 1);
  }
  expect(reconnects.waiting).toBe(MAX_WAITING.together);
  expect(reconnects.wait("99", 1)).toBe(null);
  close("late", 4_000);
  expect(reconnects.wait("late", 4_001)).toBe(3_999);
  expect(reconnects.waiting).toBe(1);
});

test("R126: of places no more are remembered than may be", () => {
  const reconnects = new Reconnects(3);
  for (let place = 0; place < 1_000; place++) reconnects.closed(String(place), place);
  expect(reconnects.size).toBe(3);
});
