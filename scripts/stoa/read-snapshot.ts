/** A process of its own that builds one document with Yjs, as a reader does, and writes what goes wrong, a line each. */
import { readFileSync } from "node:fs";
import * as Y from "yjs";
import { decodeStored } from "../../worker/yjs/decode.ts";
import { healDocument } from "../../worker/yjs/heal.ts";
import { unpackUpdates } from "./snapshot.ts";

const problems = readSnapshot(unpackUpdates(readFileSync(0)));
process.stdout.write(problems.map((problem) => `${problem}\n`).join(""));

/** The errors of a program that reads these updates. */
function readSnapshot(updates: readonly Uint8Array[]): string[] {
  const found: string[] = [];
  const tries = (what: string, action: () => void): void => {
    try {
      action();
    } catch (error) {
      found.push(`${what}: ${error instanceof Error ? error.message : String(error)}.`);
    }
  };
  tries("The document cannot be looked through", () => {
    const { dropped, faults } = healDocument(updates);
    if (dropped === 0) return;
    found.push(
      `The document holds ${dropped} items that no Yjs client writes (${[...faults].join(", ")}); \`repair\` drops them.`,
    );
  });
  const doc = new Y.Doc();
  let told = 0;
  doc.on("update", () => {
    told += 1;
  });
  tries("Yjs cannot apply the document", () => {
    for (const update of updates) Y.applyUpdate(doc, update);
  });
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) {
    found.push("Parts of the document wait for edits that are not there.");
  }
  tries("Yjs cannot write the document anew", () => {
    decodeStored(Y.encodeStateAsUpdate(doc));
  });
  tries("The document cannot be read", () => {
    for (const type of doc.share.values()) type.toJSON();
  });
  const before = told;
  tries("Yjs cannot take an edit to the document", () => {
    doc.getText("stoa check").insert(0, "x");
  });
  if (told === before) found.push("Whoever reads the document is told of no edit any more.");
  return found;
}
