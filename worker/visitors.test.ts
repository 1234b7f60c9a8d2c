/** Tests of meters and visitors. */
import { expect, test, vi } from "vitest";
import { VISITOR } from "../shared/limits.ts";
import { Meter } from "./meter.ts";
import { metrics } from "./metrics.ts";
import { countLimited, Visitors } from "./visitors.ts";

test("R125: a meter is full at first, fills with time up to its burst, and not when the clock goes back", () => {
  const meter = new Meter({ burst: 10, perSecond: 2 }, 0);
  expect(meter.take(10, 0)).toBe(0);
  expect(meter.take(1, 0)).toBe(500);
  expect(meter.wait(1, 500)).toBe(0);
  expect(meter.take(1, 500)).toBe(0);
  expect(meter.take(1, 100)).toBe(500);
  expect(meter.take(10, 60_000)).toBe(0);
  expect(meter.take(1, 60_000)).toBe(500);
});

test("R125: an amount that was spent beyond a meter makes others wait for longer", () => {
  const meter = new Meter({ burst: 1, perSecond: 1 }, 0);
  meter.spend(3);
  expect(meter.wait(1, 0)).toBe(3_000);
});

test("R125: sockets are counted over all rooms, and a room's object that is made anew begins anew", () => {
  const visitors = new Visitors();
  const visitor = visitors.at("192.0.2.7", { ...VISITOR, sockets: 3 });
  visitors.entered("a", visitor);
  visitors.entered("a", visitor);
  visitors.entered("b", visitor);
  expect(visitor.hasAllSockets).toBe(true);
  visitors.left("b", visitor);
  visitors.left("b", visitor);
  expect([visitor.sockets, visitor.hasAllSockets]).toEqual([2, false]);
  visitors.roomMade("a");
  expect(visitor.sockets).toBe(0);
  visitors.entered("a", visitor);
  expect(visitor.sockets).toBe(1);
});

test("R125: visitors are remembered up to a bound, and those with sockets always", () => {
  const visitors = new Visitors(3);
  const first = visitors.at("1", VISITOR);
  const second = visitors.at("2", VISITOR);
  visitors.entered("room", first);
  for (let address = 3; address < 1_000; address++) visitors.at(String(address), VISITOR);
  expect(visitors.at("1", VISITOR)).toBe(first);
  expect(visitors.find(first.id)).toBe(first);
  expect(visitors.find(second.id)).toBe(null);
  expect(visitors.size).toBe(4);
  visitors.left("room", first);
  expect(visitors.size).toBe(3);
  expect(visitors.at("1", VISITOR)).toBe(first);
});

test("R125: whoever meets a limit is counted, and told in the log once a minute, without an address", () => {
  const lines: string[] = [];
  vi.spyOn(console, "info").mockImplementation((line: string) => void lines.push(line));
  for (const now of [1_000, 2_000, 60_000, 61_000]) countLimited("imports", now);
  vi.restoreAllMocks();
  expect(metrics.limited.toString()).toContain('stoa_visitors_limited_total{limit="imports"} 4');
  expect(lines.map((line) => JSON.parse(line))).toEqual(
    Array(2).fill({ level: "info", event: "visitor-limited", limit: "imports" }),
  );
});
