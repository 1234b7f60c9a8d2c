/** Forged updates for tests: structs as no Yjs client writes them. */
import * as encoding from "lib0/encoding";

export type Id = readonly [client: number, clock: number];

/** One struct that is to be written. Its content has one clock, except for `text` and `empty`. */
export interface Forged {
  readonly id: Id;
  readonly left?: Id | null;
  readonly right?: Id | null;
  /** The root type, or the item of the type, in which it lies, where it names no neighbour. */
  readonly parent?: string | Id;
  readonly key?: string;
  readonly text?: string;
  /** So many clocks without content: deleted ones, or what is left of what was collected. */
  readonly deleted?: number;
  readonly collected?: number;
  /** A shared type, as Yjs numbers them. */
  readonly type?: number;
}

/** An update after which a document never again calls an observer, in one piece. */
export const POISON = ofHex(
  "030201002701067368617065730474797065062100010002787901020200880101027f7b7fe1ccf385ebc8a0c502" +
    "010101046e756c6c0603004902010267317601086175746f4c6f6164788701000188030102787b7fe1ccf385ebc8" +
    "a02400010001610161490304026732760102676379a60200095f5f70726f746f5f5f027b7d010303050100010601",
);

/** An update with these structs, each client's in the order of its clocks, and these deletions. */
export function forged(
  items: readonly Forged[],
  deletions: readonly (readonly [...Id, length: number])[] = [],
): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder();
  const clients = Map.groupBy(items, ({ id }) => id[0]);
  encoding.writeVarUint(encoder, clients.size);
  for (const [client, structs] of [...clients].sort(([a], [b]) => b - a)) {
    encoding.writeVarUint(encoder, structs.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, structs[0]?.id[1] ?? 0);
    for (const struct of structs) write(encoder, struct);
  }
  const deleted = Map.groupBy(deletions, ([client]) => client);
  encoding.writeVarUint(encoder, deleted.size);
  for (const [client, ranges] of deleted) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, ranges.length);
    for (const [, clock, length] of ranges) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
  return new Uint8Array(encoding.toUint8Array(encoder));
}

function write(encoder: encoding.Encoder, struct: Forged): void {
  const { left, right, parent = "text", key, text, deleted, collected, type } = struct;
  if (collected !== undefined) {
    encoding.writeUint8(encoder, 0);
    encoding.writeVarUint(encoder, collected);
    return;
  }
  const content = deleted !== undefined ? 1 : type !== undefined ? 7 : text !== undefined ? 4 : 3;
  const info = content | (left ? 0x80 : 0) | (right ? 0x40 : 0) | (key !== undefined ? 0x20 : 0);
  encoding.writeUint8(encoder, info);
  for (const id of [left, right]) {
    if (!id) continue;
    encoding.writeVarUint(encoder, id[0]);
    encoding.writeVarUint(encoder, id[1]);
  }
  if (!left && !right) {
    encoding.writeVarUint(encoder, typeof parent === "string" ? 1 : 0);
    if (typeof parent === "string") encoding.writeVarString(encoder, parent);
    else for (const number of parent) encoding.writeVarUint(encoder, number);
    if (key !== undefined) encoding.writeVarString(encoder, key);
  }
  if (deleted !== undefined) encoding.writeVarUint(encoder, deleted);
  else if (type !== undefined) encoding.writeVarUint(encoder, type);
  else if (text !== undefined) encoding.writeVarString(encoder, text);
  else encoding.writeVarUint8Array(encoder, new Uint8Array([7]));
}

function ofHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (byte) => Number.parseInt(byte, 16));
}
