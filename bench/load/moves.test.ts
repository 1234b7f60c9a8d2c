import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { eachMove, MAP_NAME, Mover, markOf, stamp } from "./moves.ts";

describe("the load clients' updates", () => {
  it("are byte for byte those that Yjs makes for an overwritten map entry", () => {
    const mover = new Mover(123_456_789, 7);
    const doc = new Y.Doc();
    doc.clientID = 123_456_789;
    const made: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => made.push(update));
    for (let count = 0; count < 300; count++) {
      const update = mover.next(count * 50);
      const reader = new Y.Doc();
      Y.applyUpdate(reader, Y.encodeStateAsUpdate(doc));
      Y.applyUpdate(reader, update);
      doc.getMap(MAP_NAME).set("person-7", reader.getMap(MAP_NAME).get("person-7"));
      expect(Buffer.from(update)).toEqual(Buffer.from(made.at(-1) ?? []));
    }
  });

  it("are all found, with their senders and times, in one merged update", () => {
    const movers = [1, 2, 300].map((number) => new Mover(1_000 + number, number));
    const updates = [5, 1_000.25, 90_000.5].flatMap((now) =>
      movers.map((mover) => mover.next(now)),
    );
    const found: [number, number][] = [];
    eachMove(Buffer.from(Y.mergeUpdates(updates)), 0, (number, at) => found.push([number, at]));
    expect(found).toHaveLength(9);
    for (const number of [1, 2, 300]) {
      const times = found.filter(([who]) => who === number).map(([, at]) => at);
      expect(times.sort((a, b) => a - b)).toEqual([5, 1_000.25, 90_000.5]);
    }
  });

  it("carry the time that is stamped on them last, and nothing else changes", () => {
    const frame = Buffer.from(`{"id":"${markOf(42, 0)}"}`);
    expect(stamp(frame, 1_234.5)).toBe(true);
    expect(frame.toString()).toBe(`{"id":"${markOf(42, 1_234.5)}"}`);
    expect(stamp(Buffer.from('{"kind":"done"}'), 1)).toBe(false);
  });
});
