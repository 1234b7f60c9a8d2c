/** Documents of 15 MiB as honest people write them, written as bytes: Yjs itself would take minutes. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";

/** Bytes of each document: a little below what a room takes. */
const BYTES = 15 * 1024 * 1024;

/** The items of one update. */
const ITEMS_AT_ONCE = 50_000;
const SHAPES_AT_ONCE = 2_000;

/** The shape that costs most: each letter is typed before the one before it, so no two are one item. */
export function lettersApart(): Uint8Array[] {
  return typedBackwards("a");
}

/** Somebody types a few letters, goes back, and types before them. */
export function wordsApart(): Uint8Array[] {
  return typedBackwards("words");
}

/** A board of shapes: each is a map with eight keys and a text. */
export function board(): Uint8Array[] {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  const shapes = doc.getMap("shapes");
  let bytes = 0;
  for (let index = 0; bytes < BYTES; bytes += updates.at(-1)?.byteLength ?? 0) {
    doc.transact(() => {
      for (let more = 0; more < SHAPES_AT_ONCE; more++, index++) {
        const shape = new Y.Map<unknown>();
        const keys = { type: "rectangle", stroke: "ink", width: "m", fill: "none", dash: "solid" };
        for (const [key, value] of Object.entries(keys)) shape.set(key, value);
        shape.set("xy", [index % 5_000, index / 7]);
        shape.set("size", [110.5, 60.25]);
        shape.set("z", `a${index}`);
        shape.set("text", new Y.Text(`Idea number ${index}`));
        shapes.set(`shape-${index}`, shape);
      }
    });
  }
  return updates;
}

function typedBackwards(word: string): Uint8Array[] {
  const client = 7;
  const updates: Uint8Array[] = [];
  let clock = 0;
  for (let bytes = 0; bytes < BYTES; bytes += updates.at(-1)?.byteLength ?? 0) {
    const update = encoding.createEncoder();
    for (const number of [1, ITEMS_AT_ONCE, client, clock]) encoding.writeVarUint(update, number);
    for (let more = 0; more < ITEMS_AT_ONCE; more++, clock += word.length) {
      // A text that names its right neighbour, or lies in the root type, as the first one.
      encoding.writeUint8(update, clock === 0 ? 4 : 4 | 64);
      encoding.writeVarUint(update, clock === 0 ? 1 : client);
      if (clock === 0) encoding.writeVarString(update, "text");
      else encoding.writeVarUint(update, clock - word.length);
      encoding.writeVarString(update, word);
    }
    encoding.writeVarUint(update, 0);
    updates.push(encoding.toUint8Array(update));
  }
  return updates;
}
