/** Tests of the decoder against Yjs. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { readClientFrame } from "../../shared/wire/frames.ts";
import { allocationBomb, hostileFrames, varUints } from "../../testkit/hostile-frames.ts";
import { MAX_EMPTY_RUN } from "../limits.ts";
import { decodeStored, decodeUpdate } from "./decode.ts";
import type { DecodedUpdate, Range } from "./decoded-update.ts";
import { DeletionReader } from "./deletion-reader.ts";

/**
 * The content of an update as Yjs reads it, as far as it matters: which clocks it writes, empties
 * and deletes.
 */
function readByYjs(update: Uint8Array): unknown {
  const { structs, ds } = Y.decodeUpdate(update);
  const runs: { client: number; clock: number; end: number; structs: number }[] = [];
  const empties: unknown[] = [];
  for (const struct of structs) {
    if (struct instanceof Y.Skip) continue;
    const { client, clock } = struct.id;
    const end = clock + struct.length;
    const last = runs.at(-1);
    if (last?.client === client && last.end === clock) {
      last.end = end;
      last.structs += 1;
    } else runs.push({ client, clock, end, structs: 1 });
    const isEmpty = struct instanceof Y.GC || struct.content instanceof Y.ContentDeleted;
    if (isEmpty && end - clock > MAX_EMPTY_RUN) empties.push({ client, clock, end });
  }
  const deletions = [...ds.clients].flatMap(([client, ranges]) =>
    ranges.map(({ clock, len }) => ({ client, clock, end: clock + len })),
  );
  return { runs, empties, deletions: sorted(deletions) };
}

function readByUs(update: Uint8Array): unknown {
  const decoded = decodeUpdate(update);
  if (decoded === null) return null;
  const { runs, empties } = decoded;
  return {
    runs: runs.map(({ client, clock, end, structs }) => ({ client, clock, end, structs })),
    empties,
    deletions: sorted(deletionsIn(decoded)),
  };
}

/** The deletions of an update; as many ranges as it says. */
function deletionsIn(update: DecodedUpdate): Range[] {
  const reader = new DeletionReader(update);
  const deletions: Range[] = [];
  while (reader.next()) {
    deletions.push({ client: reader.client, clock: reader.clock, end: reader.end });
  }
  expect(deletions).toHaveLength(update.deletionCount);
  return deletions;
}

/** In order, and those that touch as one: Yjs keeps deletions as they come, and the room does not. */
function sorted(ranges: readonly Range[]): readonly Range[] {
  const joined: Range[] = [];
  for (const range of ranges.toSorted((a, b) => a.client - b.client || a.clock - b.clock)) {
    const last = joined.at(-1);
    if (last?.client === range.client && last.end >= range.clock) {
      joined.splice(-1, 1, { ...last, end: Math.max(last.end, range.end) });
    } else joined.push(range);
  }
  return joined;
}

function updateOf(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  change(doc);
  return Y.encodeStateAsUpdate(doc);
}

test("R33: an update that is read strictly is what Yjs reads, whatever the bytes", () => {
  let read = 0;
  fc.assert(
    fc.property(hostileFrames(99, 5), (bytes) => {
      const frame = typeof bytes === "string" ? null : readClientFrame(bytes);
      if (frame?.kind !== "update" && frame?.kind !== "step2") return;
      const decoded = readByUs(frame.update);
      if (decoded === null) return;
      read += 1;
      expect(decoded).toEqual(readByYjs(frame.update));
    }),
    { numRuns: 10_000 },
  );
  expect(read).toBeGreaterThan(100);
});

test("R33: every update that Yjs writes is read, with every kind of content", () => {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const map = doc.getMap("m");
  for (const value of [1, -1.5, 2 ** 60, 10n, "ü🌊", true, null, [1, [2]], { a: { b: 1 } }]) {
    map.set("value", value);
  }
  map.set("bytes", new Uint8Array([1, 2]));
  map.set("text", new Y.Text("words"));
  map.set("doc", new Y.Doc());
  map.delete("text");
  doc.getText("t").insert(0, "bold", { bold: true });
  doc.getText("t").insertEmbed(1, { x: [1] });
  doc.getXmlFragment("x").insert(0, [new Y.XmlElement("p"), new Y.XmlText("w")]);
  updates.push(Y.encodeStateAsUpdate(doc));
  for (const update of updates) {
    expect(readByUs(update)).toEqual(readByYjs(update));
  }
});

test.each<[name: string, update: Uint8Array]>([
  ["nothing at all", new Uint8Array()],
  ["bytes left over after the delete set", new Uint8Array([0, 0, 0])],
  ["a deletion of nothing", varUints(0, 1, 5, 1, 3, 0)],
  ["text that is not UTF-8", varUints(1, 1, 5, 0, 4, 1, 1, 116, 2, 0xc0, 0x80, 0)],
  ["half of a surrogate pair", varUints(1, 1, 5, 0, 4, 1, 1, 116, 3, 0xed, 0xa0, 0x80, 0)],
  ["an embed that is no JSON", varUints(1, 1, 5, 0, 5, 1, 1, 116, 1, 123, 0)],
  ["a document without options", varUints(1, 1, 5, 0, 9, 1, 1, 116, 1, 100, 126, 0)],
  ["a number of more bits than are exact", new Uint8Array([...new Array(9).fill(255), 0, 0])],
  ["an empty V2 update", Y.encodeStateAsUpdateV2(new Y.Doc())],
  ["thirty million structs in seven bytes", allocationBomb()],
  ["a client that comes twice", new Uint8Array([2, 1, 5, 0, 0, 1, 1, 5, 1, 0, 1, 0])],
  ["a struct of no length", new Uint8Array([1, 1, 5, 0, 0, 0, 0])],
  [
    "a clock beyond all editing",
    new Uint8Array([...varUints(1, 1, 5, 2 ** 52), 0, ...varUints(9, 0)]),
  ],
  ["a deletion beyond all editing", varUints(0, 1, 5, 1, 0, 2 ** 52)],
  [
    "a value that nests a thousand levels deep",
    updateOf((doc) => {
      let value: unknown[] = [];
      for (let level = 0; level < 1_000; level++) value = [value];
      doc.getArray("a").push([value]);
    }),
  ],
  [
    "an embed that nests a thousand levels deep",
    updateOf((doc) => {
      let value: object = {};
      for (let level = 0; level < 1_000; level++) value = { value };
      doc.getText("t").insertEmbed(0, value);
    }),
  ],
  [
    "two hundred documents in the document",
    updateOf((doc) => {
      for (let n = 0; n < 200; n++) doc.getMap("docs").set(`${n}`, new Y.Doc());
    }),
  ],
])("R33: an update is not read that holds %s", (_, update) => {
  expect(decodeUpdate(update)).toBe(null);
});

/** An update of client 7: one struct at a root, of this content. */
function holding(content: number, bytes: readonly number[]): Uint8Array {
  return new Uint8Array([1, 1, 7, 0, content, 1, 1, 114, ...bytes, 0]);
}

/** A document in the document, with one option. */
function subdocument(option: string, value: readonly number[]): Uint8Array {
  const letters = [...new TextEncoder().encode(option)];
  return holding(9, [1, 100, 118, 1, letters.length, ...letters, ...value]);
}

/** JSON as an embedded value. */
function embed(json: string): Uint8Array {
  return holding(5, [json.length, ...new TextEncoder().encode(json)]);
}

test("R106: the options of a document in the document do not change its id: it would be another one in each reader", () => {
  const update = subdocument("guid", [127]);
  const ids = [new Y.Doc(), new Y.Doc()].map((reader) => {
    Y.applyUpdate(reader, update);
    return (reader.getArray("r").get(0) as Y.Doc).guid;
  });
  // The reason for it all: the readers do not have the same document.
  expect(ids[0]).not.toBe(ids[1]);
  expect(decodeUpdate(update)).toBeNull();
  expect(decodeUpdate(subdocument("gcFilter", [125, 5]))).toBeNull();
  // A document that a room of an earlier version holds can still be read.
  expect(decodeStored(update).runs).toHaveLength(1);
});

test.each([
  ["gc", [121]],
  ["autoLoad", [120]],
  ["meta", [118, 1, 4, 103, 117, 105, 100, 125, 5]],
  ["encoding", [122, 0, 0, 0, 0, 0, 0, 0, 0]],
])("R106: a document in the document may have the option %s", (option, value) => {
  expect(decodeUpdate(subdocument(option, value))).not.toBeNull();
});

test.each([
  ["1e999", true],
  ['{"a":[1,-1e400]}', true],
  ["9".repeat(400), true],
  ["1e308", false],
  ['"1e999"', false],
  ['{"1e999":"\\"1e999"}', false],
  ["12345678901234567890", false],
])("R106: a number that no reader can write anew is refused: %s", (json, isRefused) => {
  expect(decodeUpdate(embed(json)) === null).toBe(isRefused);
});

test("R106: a collected item says nothing else, and a client is deleted from once", () => {
  expect(decodeUpdate(new Uint8Array([1, 1, 7, 0, 0, 1, 0]))).not.toBeNull();
  expect(decodeUpdate(new Uint8Array([1, 1, 7, 0, 0x80, 1, 0]))).toBeNull();
  const once = [1, 7, 2, 0, 1, 4, 1];
  const twice = [2, 7, 1, 0, 1, 7, 1, 4, 1];
  expect(decodeUpdate(new Uint8Array([0, ...once]))).not.toBeNull();
  expect(decodeUpdate(new Uint8Array([0, ...twice]))).toBeNull();
  expect(decodeStored(new Uint8Array([0, ...twice])).deletionCount).toBe(2);
});

test.each([
  ["in no order", [2, 1, 0, 2]],
  ["that overlap, as versions of Yjs before 13.5 merged them", [0, 2, 1, 2]],
])(
  "R105: deletions %s are put in order before a reader gets them",
  (_, [from, long, second, more]) => {
    const author = Object.assign(new Y.Doc(), { clientID: 7 });
    author.getText("text").insert(0, "abcd");
    const written = Y.encodeStateAsUpdate(author);
    const deletes = varUints(0, 1, 7, 2, from ?? 0, long ?? 0, second ?? 0, more ?? 0);
    const taken = decodeUpdate(deletes)?.bytes ?? new Uint8Array();
    author.getText("text").insert(4, "e".repeat(300));
    const reader = new Y.Doc();
    // It joins: what is broadcast comes before the document does, and waits for it.
    for (const update of [taken, written, Y.encodeStateAsUpdate(author)]) {
      Y.applyUpdate(reader, update);
    }
    expect(reader.getText("text").toString()).toBe(`d${"e".repeat(300)}`);
    expect(reader.store.pendingDs).toBeNull();
    expect(decodeUpdate(taken)?.bytes).toBe(taken);
  },
);
