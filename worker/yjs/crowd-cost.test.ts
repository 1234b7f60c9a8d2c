/** Tests of crowds that write at one place: none meets the limit of comparisons. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { decodeUpdate } from "./decode.ts";
import { Structure } from "./structure.ts";

test.each<[name: string, people: number, rounds: number, edit: (text: Y.Text) => void]>([
  ["300 who press Enter on one empty note", 300, 1, (text) => text.insert(0, "\n")],
  ["300 who do so five times", 300, 5, (text) => text.insert(0, "\n")],
  ["480 who each append to one text", 480, 10, (text) => text.insert(text.length, "x")],
])("%s are taken, since their clients are honest", (_, people, rounds, edit) => {
  const structure = new Structure(() => false);
  const sent: Uint8Array[] = [];
  const docs = Array.from({ length: people }, () => new Y.Doc());
  for (const doc of docs) doc.on("update", (update: Uint8Array) => sent.push(update));
  for (let round = 0; round < rounds; round++) for (const doc of docs) edit(doc.getText("a"));
  expect(sent).toHaveLength(people * rounds);
  for (const update of sent) {
    const decoded = decodeUpdate(update);
    if (decoded === null) throw new Error("Yjs writes no such update.");
    expect(structure.integrate(decoded)).toBe(null);
  }
});
