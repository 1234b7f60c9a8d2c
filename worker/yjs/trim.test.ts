/** Tests of trimming against `Y.diffUpdate`. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { decodeStored } from "./decode.ts";
import type { DecodedUpdate } from "./decoded-update.ts";
import { cuttingUpdate } from "./trim.ts";
import { finish } from "./work.ts";

/** An update with every kind of content that reaches over several clocks. */
function brought(): Uint8Array {
  const doc = Object.assign(new Y.Doc(), { clientID: 7 });
  const text = doc.getText("text");
  text.insert(0, "some words, größer 🌊🌊 and more");
  doc.getArray("array").insert(0, [1, "two", { three: [3] }, null, new Uint8Array(3)]);
  text.delete(2, 9);
  text.insert(4, "🌊");
  doc.getMap("map").set("type", new Y.Array());
  doc.getMap<Y.Array<unknown>>("map").get("type")?.insert(0, ["a", "b", "c"]);
  doc.getMap("map").delete("type");
  const other = Object.assign(new Y.Doc(), { clientID: 8 });
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  other.getText("text").insert(3, "between");
  other.getText("text").delete(0, 2);
  return Y.encodeStateAsUpdate(other);
}

/** The content of an update, as far as Yjs tells. */
function contents(update: Uint8Array): unknown {
  const { structs, ds } = Y.decodeUpdate(update);
  return {
    structs: structs.map((struct) =>
      struct instanceof Y.Item
        ? [struct.id, struct.length, struct.origin, struct.rightOrigin, struct.content]
        : [struct.constructor.name, struct.id, struct.length],
    ),
    ds,
  };
}

test("R110: a known struct is cut off as Yjs does it, and no value is built for that", () => {
  const update = brought();
  const decoded: DecodedUpdate = decodeStored(update);
  const ends = new Map(decoded.runs.map(({ client, end }) => [client, end]));
  fc.assert(
    fc.property(fc.nat(ends.get(7) ?? 0), fc.nat(ends.get(8) ?? 0), (seven, eight) => {
      const known = new Map([
        [7, seven],
        [8, eight],
      ]);
      const expected = Y.diffUpdate(update, Y.encodeStateVector(known));
      expect(contents(finish(cuttingUpdate(decoded, known)))).toEqual(contents(expected));
    }),
    { numRuns: 300 },
  );
});
