/** Hostile but well-formed updates of the differential fuzz: structs as no Yjs client writes them. */
import * as encoding from "lib0/encoding";
import * as Y from "yjs";
import type { HostileStep, Place, StructStep } from "./script.ts";
import { CONTENT, writeContent } from "./values.ts";

/** Client ids that a hostile client writes as; those of honest clients who are here the room refuses. */
const CLIENTS = [4, 5, 6, 7, 8, 9, 0, 10, 2 ** 32 + 1, 2 ** 53 - 1];
const PLAIN_CLIENTS = 8;

interface Id {
  readonly client: number;
  readonly clock: number;
}

/** The items that the structs of an update can name. */
class Known {
  readonly #doc: Y.Doc;
  /** Clients and their next clocks, with what the update has written so far. */
  readonly next: Map<number, number>;
  readonly #types: Id[] = [];

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.next = Y.decodeStateVector(Y.encodeStateVector(doc));
    for (const structs of doc.store.clients.values()) {
      for (const struct of structs) {
        if (struct instanceof Y.Item && struct.content instanceof Y.ContentType) {
          this.#types.push(struct.id);
        }
      }
    }
  }

  /** A clock by number: the ends of structs more often than what lies within. */
  any(pick: number): Id | null {
    const structs = [...this.#doc.store.clients.values()].flat();
    const struct = structs[pick % Math.max(1, structs.length)];
    if (struct === undefined) return null;
    const { client, clock } = struct.id;
    const within = pick % 3 === 0 ? pick % struct.length : struct.length - 1;
    return { client, clock: clock + within };
  }

  find(place: Place, client: number, clock: number): Id | null {
    if (place.of === "nobody") return null;
    if (place.of === "own") return clock > 0 ? { client, clock: clock - 1 } : null;
    return this.any(place.pick);
  }

  type(pick: number, isType: boolean): Id | null {
    if (!isType) return this.any(pick);
    return this.#types[pick % Math.max(1, this.#types.length)] ?? null;
  }

  wroteType(id: Id): void {
    this.#types.push(id);
  }

  /** The item that stands right of another in a reader's document. */
  after({ client, clock }: Id): Id | null {
    const structs = this.#doc.store.clients.get(client) ?? [];
    const struct = structs.find(({ id, length }) => id.clock <= clock && clock < id.clock + length);
    if (!(struct instanceof Y.Item)) return null;
    if (clock < struct.id.clock + struct.length - 1) return { client, clock: clock + 1 };
    return struct.right === null ? null : struct.right.id;
  }
}

/** The bytes of a hostile update, for a room of which a reader has `doc`. */
export function hostileUpdate(
  doc: Y.Doc,
  { blocks, deletions }: HostileStep,
  isPlain = false,
): Uint8Array {
  const known = new Known(doc);
  const encoder = encoding.createEncoder();
  const clients = new Set<number>();
  const mine = blocks.flatMap((block) => {
    // ywasm 0.18 knows 32 bits of a client id.
    const client = CLIENTS[block.client % (isPlain ? PLAIN_CLIENTS : CLIENTS.length)] ?? 0;
    if (clients.has(client)) return [];
    clients.add(client);
    return [{ client, structs: block.structs }];
  });
  encoding.writeVarUint(encoder, mine.length);
  for (const { client, structs } of mine) {
    const from = known.next.get(client) ?? 0;
    encoding.writeVarUint(encoder, structs.length);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, from);
    let clock = from;
    for (const struct of structs) {
      if (struct.content === "type") known.wroteType({ client, clock });
      clock += writeStruct(encoder, plainer(struct, isPlain), { client, clock, known });
    }
    known.next.set(client, clock);
  }
  // yrs 0.18 ignores deletions out of order, and the rest of one that begins in what is collected.
  writeDeletions(encoder, isPlain ? [] : deletions, known);
  return encoding.toUint8Array(encoder);
}

interface Struct extends Omit<StructStep, "key"> {
  readonly key: string | null;
  readonly isPlain: boolean;
}

/** The content that yrs reads as Yjs does: yrs does not know how Yjs once wrote values as JSON. */
function plainer(struct: StructStep, isPlain: boolean): Struct {
  const isOther = struct.content === "json" || struct.content === "document";
  const isCollected = isPlain && struct.content === "collected";
  // A deletion that reaches beyond what is collected is cut short by yrs.
  const content = isCollected ? "deleted" : isPlain && isOther ? "any" : struct.content;
  // As an object's key, it shows nothing by Yjs, which makes plain objects.
  const key = isPlain && struct.key === "__proto__" ? "p" : struct.key;
  return { ...struct, content, key, isPlain };
}

function writeStruct(
  encoder: encoding.Encoder,
  struct: Struct,
  { client, clock, known }: Id & { readonly known: Known },
): number {
  const ref = CONTENT[struct.content];
  if (struct.content === "collected") {
    encoding.writeUint8(encoder, ref);
    return writeContent(encoder, struct.content, struct);
  }
  const left = known.find(struct.left, client, clock);
  const right = rightOf(struct, left, { client, clock, known });
  const isPlaced = left !== null || right !== null;
  const hasKey = struct.key !== null && (!isPlaced || struct.saysKey);
  encoding.writeUint8(
    encoder,
    ref | (left === null ? 0 : 128) | (right === null ? 0 : 64) | (hasKey ? 32 : 0),
  );
  if (left !== null) writeId(encoder, left);
  if (right !== null) writeId(encoder, right);
  if (!isPlaced) {
    const parent =
      typeof struct.parent === "string" ? null : known.type(struct.parent, struct.inType);
    if (parent === null) {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, String(struct.parent));
    } else {
      encoding.writeVarUint(encoder, 0);
      writeId(encoder, parent);
    }
    if (struct.key !== null) encoding.writeVarString(encoder, struct.key);
  }
  return writeContent(encoder, struct.content, struct);
}

function rightOf(
  { right }: Pick<StructStep, "right">,
  left: Id | null,
  { client, clock, known }: Id & { readonly known: Known },
): Id | null {
  if (right !== "next") return known.find(right, client, clock);
  return left === null ? null : known.after(left);
}

function writeId(encoder: encoding.Encoder, { client, clock }: Id): void {
  encoding.writeVarUint(encoder, client);
  encoding.writeVarUint(encoder, clock);
}

function writeDeletions(
  encoder: encoding.Encoder,
  deletions: HostileStep["deletions"],
  known: Known,
): void {
  const ranges = deletions.flatMap(({ pick, length }) => {
    const at = known.any(pick);
    if (at === null) return [];
    const end = Math.min(at.clock + length, known.next.get(at.client) ?? 0);
    return end > at.clock ? [{ ...at, length: end - at.clock }] : [];
  });
  const byClient = Map.groupBy(ranges, ({ client }) => client);
  encoding.writeVarUint(encoder, byClient.size);
  for (const [client, list] of byClient) {
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, list.length);
    for (const { clock, length } of list) {
      encoding.writeVarUint(encoder, clock);
      encoding.writeVarUint(encoder, length);
    }
  }
}
