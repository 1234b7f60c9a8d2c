import * as fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { readClientFrame } from "../../shared/wire/frames.ts";
import { allocationBomb, hostileFrames, varUints } from "../testing/hostile.ts";
import { decodeUpdate } from "./decode.ts";

/** What matters of a decoded update: which clocks it writes and deletes. */
function clocks({ structs, ds }: ReturnType<typeof Y.decodeUpdate>): unknown {
  return {
    structs: structs.map(({ id, length }) => [id.client, id.clock, length]),
    deleted: [...ds.clients].map(([client, ranges]) => [
      client,
      ranges.map(({ clock, len }) => [clock, len]),
    ]),
  };
}

function updateOf(change: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  change(doc);
  return Y.encodeStateAsUpdate(doc);
}

test("R33: what is read strictly is what Yjs reads, whatever the bytes", () => {
  let read = 0;
  fc.assert(
    fc.property(hostileFrames(99, 5), (bytes) => {
      const frame = typeof bytes === "string" ? null : readClientFrame(bytes);
      if (frame?.kind !== "update" && frame?.kind !== "step2") return;
      const decoded = decodeUpdate(frame.update);
      if (decoded === null) return;
      read += 1;
      expect(clocks(decoded)).toEqual(clocks(Y.decodeUpdate(frame.update)));
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
    expect(clocks(decodeUpdate(update) ?? Y.decodeUpdate(varUints(0, 0)))).toEqual(
      clocks(Y.decodeUpdate(update)),
    );
  }
});

test.each<[name: string, update: Uint8Array]>([
  ["nothing at all", new Uint8Array()],
  ["bytes left over after the delete set", new Uint8Array([0, 0, 0])],
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
