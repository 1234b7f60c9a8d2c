/** The logs that the gc benchmark compacts: updates as the clients of a room send them, one for each transaction. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import { countEdits } from "../trace/trace.ts";
import { typeSynthetically } from "../trace/typist.ts";

/** Shapes of the board, and how many moves follow. */
const SHAPES = 9_000;
const MOVES = 7_500;

/** Edits of the text: `Y.mergeUpdates` takes the square of their number. */
const EDITS = 16_000;

/** Letters that an attacker puts into a text, each before another one: Yjs takes the square of their number. */
const LETTERS_BEFORE = 4_000;

/** Each log by its name; a log that is made twice is the same. */
export const LOGS: Readonly<Record<string, () => Uint8Array[]>> = {
  "a board: 9,000 shapes, then 7,500 moves": board,
  "a text: one person's 16,000 edits": text,
  "hostile: 4,000 letters, each before another one": hostile,
};

function board(): Uint8Array[] {
  const { doc, updates } = recorded();
  const shapes = doc.getMap<Y.Map<unknown>>("shapes");
  for (let index = 0; index < SHAPES; index++) {
    doc.transact(() => {
      const shape = new Y.Map<unknown>();
      shapes.set(`shape-${index}`, shape);
      const keys = { type: "rectangle", stroke: "ink", width: "m", fill: "none", z: `a${index}` };
      for (const [key, value] of Object.entries(keys)) shape.set(key, value);
      shape.set("xy", [index % 100, index / 100]);
    });
  }
  for (let move = 0; move < MOVES; move++) {
    const shape = shapes.get(`shape-${(move * 7) % SHAPES}`);
    shape?.set("xy", [move, move / 3]);
  }
  return updates;
}

function text(): Uint8Array[] {
  const { doc, updates } = recorded();
  const typed = doc.getText("text");
  const trace = typeSynthetically(EDITS);
  typed.insert(0, trace.startContent);
  for (const patches of trace.transactions) {
    doc.transact(() => {
      for (const [position, deleted, inserted] of patches) {
        typed.delete(position, deleted);
        typed.insert(position, inserted);
      }
    });
  }
  if (countEdits(trace) < 1_000) throw new Error("The typist has typed too little.");
  return updates;
}

/** One update: a text, and as many letters that each name the letter behind them, and none before them. */
function hostile(): Uint8Array[] {
  const encoder = encoding.createEncoder();
  const client = 7;
  const write = (...numbers: readonly number[]): void => {
    for (const number of numbers) encoding.writeVarUint(encoder, number);
  };
  write(1, LETTERS_BEFORE + 1, client, 0);
  encoding.writeUint8(encoder, 4);
  write(1);
  encoding.writeVarString(encoder, "text");
  encoding.writeVarString(encoder, "a".repeat(LETTERS_BEFORE));
  for (let clock = LETTERS_BEFORE - 1; clock >= 0; clock--) {
    encoding.writeUint8(encoder, 4 | 64);
    write(client, clock);
    encoding.writeVarString(encoder, "b");
  }
  write(0);
  return [encoding.toUint8Array(encoder)];
}

function recorded(): { doc: Y.Doc; updates: Uint8Array[] } {
  const doc = new Y.Doc();
  doc.clientID = 7;
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  return { doc, updates };
}
