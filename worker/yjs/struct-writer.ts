/** The struct writer: one client's structs, joined where Yjs would hold them as one. */
import { ByteWriter } from "./byte-writer.ts";
import { Content, HAS_KEY, HAS_ORIGIN, HAS_RIGHT_ORIGIN, NOWHERE } from "./struct.ts";

/** A struct, or a part of one, that is to be written. */
export interface Part {
  readonly clock: number;
  readonly length: number;
  readonly content: number;
  /** The first byte's bit that says whether it lies in a map. */
  readonly isKeyed: boolean;
  readonly leftClient: number;
  readonly leftClock: number;
  readonly rightClient: number;
  readonly rightClock: number;
  /** The bytes of its parent, where it names no neighbour. */
  readonly parent: Uint8Array;
  /** Its content: of a text the characters alone, of values those values alone. */
  readonly bytes: Uint8Array;
}

/** Contents of several clocks, that can be joined when they follow on one another. */
const JOINABLE: ReadonlySet<number> = new Set([
  Content.Collected,
  Content.Deleted,
  Content.Text,
  Content.Any,
  Content.Json,
]);

/**
 * Writes one client's structs of a Yjs update (V1), and joins those that Yjs would
 * hold as one. These are structs that were written or deleted in one go, in however
 * many updates.
 */
export class StructWriter {
  readonly #client: number;
  readonly #target: ByteWriter;
  readonly #from: number;
  #structs = 0;
  #open: Part | null = null;
  #firstClock = 0;
  #length = 0;
  #contents: Uint8Array[] = [];

  /** @param target where the client's block goes. */
  constructor(client: number, target: ByteWriter) {
    this.#client = client;
    this.#target = target;
    this.#from = target.length;
  }

  /** Adds what has the next clocks. */
  add(part: Part): void {
    if (this.#open !== null && this.#follows(this.#open, part)) {
      this.#length += part.length;
      this.#contents.push(part.bytes);
      return;
    }
    if (this.#open === null) this.#firstClock = part.clock;
    this.#close();
    this.#open = part;
    this.#length = part.length;
    this.#contents = [part.bytes];
  }

  /** Puts before them how many they are, whose, and from which clock on. */
  end(): void {
    this.#close();
    const header = new ByteWriter(30);
    header.varUint(this.#structs);
    header.varUint(this.#client);
    header.varUint(this.#firstClock);
    this.#target.insert(this.#from, header.written);
  }

  /** As Yjs joins them (`Item.mergeWith`): the later one was written right after the earlier one, before the same. */
  #follows(open: Part, next: Part): boolean {
    if (open.content !== next.content || !JOINABLE.has(next.content)) return false;
    if (next.content === Content.Collected) return true;
    // A map shows the last value of a key: values that are joined would be one.
    if ((open.isKeyed || next.isKeyed) && next.content !== Content.Deleted) return false;
    return (
      next.leftClient === this.#client &&
      next.leftClock === next.clock - 1 &&
      next.rightClock === open.rightClock &&
      (next.rightClock === NOWHERE || next.rightClient === open.rightClient)
    );
  }

  #close(): void {
    const open = this.#open;
    if (open === null) return;
    this.#structs += 1;
    const target = this.#target;
    const { content, leftClock, rightClock } = open;
    if (content === Content.Collected) {
      target.uint8(content);
      target.varUint(this.#length);
      return;
    }
    target.uint8(
      content |
        (leftClock === NOWHERE ? 0 : HAS_ORIGIN) |
        (rightClock === NOWHERE ? 0 : HAS_RIGHT_ORIGIN) |
        (open.isKeyed ? HAS_KEY : 0),
    );
    if (leftClock !== NOWHERE) {
      target.varUint(open.leftClient);
      target.varUint(leftClock);
    }
    if (rightClock !== NOWHERE) {
      target.varUint(open.rightClient);
      target.varUint(rightClock);
    }
    if (leftClock === NOWHERE && rightClock === NOWHERE) {
      target.append(open.parent);
    }
    if (content === Content.Deleted || content === Content.Any || content === Content.Json) {
      target.varUint(this.#length);
    } else if (content === Content.Text) {
      target.varUint(this.#contents.reduce((sum, { byteLength }) => sum + byteLength, 0));
    }
    for (const bytes of this.#contents) target.append(bytes);
  }
}
