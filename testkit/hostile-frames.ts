/** Hostile frames for tests: what an attacker or a broken program sends. */
import * as fc from "fast-check";
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import {
  awarenessFrame,
  gestureFrame,
  step1Frame,
  step2Frame,
  updateFrame,
} from "../shared/wire/frames.ts";
import { awarenessFrameOf } from "./wire.ts";

/** A frame of an attacker, or of a broken program. */
export type HostileFrame = Uint8Array<ArrayBuffer> | string;

/** lib0's variable length integers, one after the other. */
export function varUints(...numbers: readonly number[]): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  for (const number of numbers) encoding.writeVarUint(encoder, number);
  return plain(encoding.toUint8Array(encoder));
}

/** An update with one struct that has no content: by it, `client` has lived through `length` clocks. */
export function emptyStruct(
  client: number,
  clock: number,
  length: number,
): Uint8Array<ArrayBuffer> {
  return plain(new Uint8Array([...varUints(1, 1, client, clock), 0, ...varUints(length, 0)]));
}

/** An update that deletes one range of a client's clocks. */
export function deletion(client: number, clock: number, length: number): Uint8Array<ArrayBuffer> {
  return varUints(0, 1, client, 1, clock, length);
}

/** An update of 7 bytes that claims thirty million structs. */
export function allocationBomb(): Uint8Array<ArrayBuffer> {
  return varUints(1, 30_000_000, 1);
}

/** An update of several clients, each with one letter that stands after the next one's: nobody can ever show them. */
export function circle(...clients: readonly number[]): Uint8Array<ArrayBuffer> {
  const letters = clients.map((client, index) => {
    const next = clients[(index + 1) % clients.length] ?? client;
    return [...varUints(1, client, 0), 0x84, ...varUints(next, 0), 1, 98];
  });
  return plain(new Uint8Array([clients.length, ...letters.flat(), 0]));
}

/** Updates of client 7, each with a map in the map before it. */
export function nested(levels: number): Uint8Array<ArrayBuffer>[] {
  const doc = Object.assign(new Y.Doc(), { clientID: 7 });
  const updates: Uint8Array<ArrayBuffer>[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(plain(update)));
  let map = doc.getMap("shapes");
  for (let level = 0; level < levels; level++) map = map.set("in", new Y.Map()) as Y.Map<unknown>;
  return updates;
}

/** A presence update with one entry. */
export function presence(client: number, clock: number, state: string): Uint8Array<ArrayBuffer> {
  return plain(awarenessFrameOf(client, clock, state));
}

/**
 * Frames of every kind that has hurt a room somewhere. They are noise, honest frames
 * that were cut or flipped, bombs, and clocks out of bounds. Others are edits in the
 * name of `victim`, deletions of what `victim` has not written yet, V2 bytes, circles
 * and towers.
 *
 * @param next a clock that `victim` has not come to.
 */
export function hostileFrames(victim: number, next: number): fc.Arbitrary<HostileFrame> {
  const honest = fc.constantFrom(...honestUpdates());
  const levels = nested(300);
  const deep = Y.mergeUpdates(levels);
  const carrier = fc.constantFrom(updateFrame, step2Frame);
  const carried = (update: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
    fc.tuple(carrier, update).map(([frame, bytes]) => frame(bytes));
  const honestFrame = carried(honest);
  const number = fc.oneof(
    fc.nat(300),
    fc.constantFrom(victim, next, 2 ** 31, 2 ** 32, 2 ** 40, Number.MAX_SAFE_INTEGER),
  );
  const numbers = fc.array(number, { maxLength: 24 }).map((list) => varUints(...list));
  const clock = fc.constantFrom(next, next + 1, next + 1_000, 2 ** 40, Number.MAX_SAFE_INTEGER - 9);
  const length = fc.constantFrom(1, 5, 100_001, 2 ** 40, Number.MAX_SAFE_INTEGER);
  const state = fc.oneof(
    fc.constantFrom("null", "{}", "[]", "{", '"x"', '{"user":null}', '{"__proto__":{"a":1}}'),
    fc.json(),
  );
  const binary = fc.oneof(
    fc.uint8Array({ maxLength: 80 }),
    carried(fc.uint8Array({ maxLength: 80 })),
    carried(numbers),
    carried(fc.constant(allocationBomb())),
    fc.tuple(honestFrame, fc.nat()).map(([frame, cut]) => frame.slice(0, cut % frame.length)),
    fc
      .tuple(honestFrame, fc.array(fc.tuple(fc.nat(), fc.nat(7)), { minLength: 1, maxLength: 6 }))
      .map(([frame, flips]) => flipped(frame, flips)),
    fc
      .tuple(
        carrier,
        honest,
        fc.array(fc.tuple(fc.nat(), fc.nat(7)), { minLength: 1, maxLength: 3 }),
      )
      .map(([frame, update, flips]) => frame(flipped(update, flips))),
    carried(fc.tuple(clock, length).map(([at, long]) => emptyStruct(victim, at, long))),
    carried(fc.tuple(number, clock, length).map(([id, at, long]) => emptyStruct(id, at, long))),
    carried(fc.tuple(clock, length).map(([at, long]) => deletion(victim, at, long))),
    carried(honest.map((update) => Y.convertUpdateFormatV1ToV2(update))),
    carried(fc.constant(new Uint8Array(13))),
    carried(
      fc.uniqueArray(fc.nat(60), { minLength: 2, maxLength: 5 }).map((ids) => circle(...ids)),
    ),
    carried(fc.constant(deep)),
    // One after the other, these reach as deep.
    carried(fc.constantFrom(...levels)),
    fc.tuple(number, number, state).map(([id, at, text]) => presence(id, at, text)),
    fc.array(fc.constant([7, 1, 4, 110, 117, 108, 108]), { maxLength: 400 }).map((entries) =>
      // Null states without end, and without as many as were announced.
      awarenessFrame(new Uint8Array([...varUints(entries.length * 2), ...entries.flat()])),
    ),
    fc.uint8Array({ maxLength: 80 }).map(awarenessFrame),
    fc.uint8Array({ maxLength: 80 }).map(gestureFrame),
    fc.uint8Array({ maxLength: 12 }).map((bytes) => new Uint8Array([65, ...bytes])),
    numbers.map(step1Frame),
    fc.constantFrom(new Uint8Array([3]), new Uint8Array([2, 0]), new Uint8Array()),
  );
  const text = fc.oneof(fc.string(), fc.json(), fc.constant('{"type":"chat.send"}'));
  return fc.oneof({ weight: 12, arbitrary: binary.map(plain) }, { weight: 1, arbitrary: text });
}

/** Updates as honest programs make them, with every kind of content that Yjs has. */
function honestUpdates(): readonly Uint8Array[] {
  const updates: Uint8Array[] = [];
  const doc = new Y.Doc({ guid: "noise" });
  doc.clientID = 4_711;
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const text = doc.getText("noise");
  text.insert(0, "some noise, größer 🌊");
  text.format(2, 5, { bold: true });
  text.insertEmbed(3, { image: [1, [2, [3]]] });
  text.delete(1, 6);
  const map = doc.getMap("noise map");
  map.set("any", { a: [1, 2.5, "x", null, { b: true }], c: new Uint8Array([1, 2, 3]) });
  map.set("bytes", new Uint8Array(40));
  map.set("type", new Y.Map([["inner", new Y.Array()]]));
  map.set("doc", new Y.Doc({ guid: "inner" }));
  map.delete("type");
  const fragment = doc.getXmlFragment("noise xml");
  fragment.insert(0, [new Y.XmlElement("p"), new Y.XmlText("words")]);
  updates.push(Y.encodeStateAsUpdate(doc));
  return updates;
}

function flipped(
  bytes: Uint8Array,
  flips: readonly (readonly [at: number, bit: number])[],
): Uint8Array {
  const copy = bytes.slice();
  for (const [at, bit] of flips) {
    const index = at % copy.length;
    copy[index] = (copy[index] ?? 0) ^ (1 << bit);
  }
  return copy;
}

function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
