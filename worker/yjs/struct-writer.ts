/** The struct writer: one client's structs, joined where Yjs would hold them as one. */
import { ByteWriter } from "./byte-writer.ts";
import { Content, HAS_KEY, HAS_ORIGIN, HAS_RIGHT_ORIGIN, NOWHERE } from "./struct.ts";

/**
 * A struct, or a part of one, that is to be written. One of them is filled
 * again and again: an object for each struct keeps the garbage collector busy.
 */
export class Part {
  clock = 0;
  length = 0;
  content = 0;
  /** The first byte's bit that says whether it lies in a map. */
  isKeyed = false;
  leftClient = 0;
  leftClock = NOWHERE;
  rightClient = 0;
  rightClock = NOWHERE;
  /** Where the bytes of its parent stand, if it names no neighbour. */
  parentBytes = NOTHING;
  parentFrom = 0;
  parentTo = 0;
  /** Where its content stands: of a text the characters alone, of values those values alone. */
  bytes = NOTHING;
  from = 0;
  to = 0;

  /** Takes over all that another one says. */
  copy(other: Part): void {
    this.clock = other.clock;
    this.length = other.length;
    this.content = other.content;
    this.isKeyed = other.isKeyed;
    this.leftClient = other.leftClient;
    this.leftClock = other.leftClock;
    this.rightClient = other.rightClient;
    this.rightClock = other.rightClock;
    this.parentBytes = other.parentBytes;
    this.parentFrom = other.parentFrom;
    this.parentTo = other.parentTo;
    this.bytes = other.bytes;
    this.from = other.from;
    this.to = other.to;
  }
}

const NOTHING: Uint8Array = new Uint8Array();

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
  /** The part that is open, if there is one: later ones may be joined to it. */
  readonly #open = new Part();
  #isOpen = false;
  #firstClock = 0;
  #length = 0;
  /** Where the content of joined parts begins in the target; below zero where there is one part only, which is not written yet. */
  #joinedFrom = -1;
  readonly #header = new ByteWriter(256);

  /** @param target where the client's block goes. */
  constructor(client: number, target: ByteWriter) {
    this.#client = client;
    this.#target = target;
    this.#from = target.length;
  }

  /** Adds what has the next clocks. */
  add(part: Part): void {
    const target = this.#target;
    const open = this.#open;
    if (this.#isOpen && this.#follows(open, part)) {
      if (this.#joinedFrom < 0) {
        this.#joinedFrom = target.length;
        target.copy(open.bytes, open.from, open.to);
      }
      this.#length += part.length;
      target.copy(part.bytes, part.from, part.to);
      return;
    }
    if (this.#isOpen) this.#close();
    else this.#firstClock = part.clock;
    this.#isOpen = true;
    open.copy(part);
    this.#length = part.length;
    this.#joinedFrom = -1;
  }

  /** Puts before them how many they are, whose, and from which clock on. */
  end(): void {
    if (this.#isOpen) this.#close();
    const header = this.#header;
    header.clear();
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
    this.#structs += 1;
    const target = this.#target;
    const { bytes, from, to } = this.#open;
    if (this.#joinedFrom < 0) {
      this.#writeHeader(target, to - from);
      target.copy(bytes, from, to);
      return;
    }
    const header = this.#header;
    header.clear();
    this.#writeHeader(header, target.length - this.#joinedFrom);
    target.insert(this.#joinedFrom, header.written);
  }

  /** Writes what stands before the content, which has so many bytes. */
  #writeHeader(target: ByteWriter, contentBytes: number): void {
    const open = this.#open;
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
      target.copy(open.parentBytes, open.parentFrom, open.parentTo);
    }
    if (content === Content.Deleted || content === Content.Any || content === Content.Json) {
      target.varUint(this.#length);
    } else if (content === Content.Text) {
      target.varUint(contentBytes);
    }
  }
}
