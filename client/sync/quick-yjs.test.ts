import fc from "fast-check";
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import "./quick-yjs.ts";

const value = fc.oneof(
  fc.string(),
  fc.string({ unit: "grapheme", maxLength: 60 }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.uint8Array(),
  fc.tuple(fc.double(), fc.double()),
  fc.array(fc.oneof(fc.integer(), fc.string(), fc.tuple(fc.integer(), fc.string()))),
  fc.dictionary(
    fc.string().filter((key) => key !== "__proto__"),
    fc.integer(),
    { noNullPrototype: true },
  ),
);

/** A decoder as Yjs makes one, over these bytes. */
const decoderOf = (bytes: Uint8Array) => new Y.UpdateDecoderV1(decoding.createDecoder(bytes));

describe("Yjs, made quick", () => {
  it("reads every value as lib0 does, to the same byte", () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 8 }), (values) => {
        const encoder = encoding.createEncoder();
        for (const one of values) encoding.writeAny(encoder, one);
        const bytes = encoding.toUint8Array(encoder);
        const plain = decoding.createDecoder(bytes);
        const quick = decoderOf(bytes);
        for (const _ of values) {
          expect(quick.readAny()).toEqual(decoding.readAny(plain));
          expect(quick.restDecoder.pos).toBe(plain.pos);
        }
      }),
    );
  });

  it("reads or refuses any bytes as lib0 does", () => {
    const tried = (read: () => unknown): unknown => {
      try {
        return { read: read() };
      } catch (error) {
        return { refused: error instanceof Error };
      }
    };
    const few = fc.constantFrom(117, 119, 123, 125, 118, 2, 3, 0, 200, 97);
    const bytes = fc.array(fc.oneof(few, fc.nat(255)), { maxLength: 24 });
    fc.assert(
      fc.property(bytes, (numbers) => {
        const given = Uint8Array.from(numbers);
        const any = () => decoding.readAny(decoding.createDecoder(given));
        expect(tried(() => decoderOf(given).readAny())).toEqual(tried(any));
        const text = () => decoding.readVarString(decoding.createDecoder(given));
        expect(tried(() => decoderOf(given).readString())).toEqual(tried(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it("makes the same document of the same updates, with words and deletions, in any order", () => {
    const step = fc.tuple(fc.nat(1), fc.nat(4), fc.constantFrom("set", "delete", "type"), value);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const docs = [new Y.Doc(), new Y.Doc()] as const;
        const updates: Uint8Array[] = [];
        for (const doc of docs) doc.on("update", (update: Uint8Array) => updates.push(update));
        for (const [hand, key, what, given] of steps) {
          const map = docs[hand === 0 ? 0 : 1].getMap<unknown>("shapes");
          const text = docs[hand === 0 ? 0 : 1].getText("words");
          if (what === "set") map.set(String(key), given);
          else if (what === "delete") map.delete(String(key));
          else text.insert(text.length, JSON.stringify(given) ?? "");
        }
        const there = new Y.Doc();
        for (const update of updates) Y.applyUpdate(there, update);
        const back = new Y.Doc();
        for (const update of [...updates].reverse()) Y.applyUpdate(back, update);
        const merged = new Y.Doc();
        Y.applyUpdate(
          merged,
          Y.mergeUpdates(updates.length === 0 ? [Y.encodeStateAsUpdate(there)] : updates),
        );
        for (const doc of [back, merged]) {
          expect(doc.getMap("shapes").toJSON()).toEqual(there.getMap("shapes").toJSON());
          expect(doc.getText("words").toJSON()).toEqual(there.getText("words").toJSON());
          expect(Y.encodeStateAsUpdate(doc)).toEqual(Y.encodeStateAsUpdate(there));
        }
      }),
    );
  });

  it("holds the value of a field as it was written", () => {
    const doc = new Y.Doc();
    const from = new Y.Doc();
    from.getMap("shapes").set("a", [1.5, 2]);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(from));
    const content = doc.getMap("shapes")._map.get("a")?.content;
    expect(content).toBeInstanceOf(Y.ContentAny);
    expect(content instanceof Y.ContentAny && content.arr).toEqual([[1.5, 2]]);
  });
});
