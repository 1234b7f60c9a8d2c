/** The update reader: goes through the bytes of one Yjs update, struct by struct, and notes its facts. */
import { MAX_EMPTY_RUN } from "../limits.ts";
import type { DecodedUpdate, Range, Run } from "./decoded-update.ts";
import { deletionsInOrder } from "./delete-set.ts";
import { Foundations } from "./foundations.ts";
import { LARGE_CONTENT, type LargeContent, noteLargeContents } from "./large-contents.ts";
import { MalformedError, Reader } from "./reader.ts";
import { Content, NOWHERE, StructReader } from "./struct.ts";
import { finish, type Work } from "./work.ts";

/** How strictly an update is read. */
export interface Strictness {
  readonly maxParts: number;
  readonly maxSubdocuments: number;
  /** The first clock that no struct and no deletion may reach beyond. */
  readonly maxClock: number;
  /** May it hold what readers take otherwise than it is written? Rooms of earlier versions do. */
  readonly allowsOdd: boolean;
}

const NONE: readonly never[] = [];

/** Parts of an update that are read between two pauses: about a millisecond's work. */
const SLICE = 4_096;

/** Before the first. */
const NO_RUN: Omit<Run, "end" | "to"> & { structs: number } = {
  client: 0,
  clock: 0,
  structs: 0,
  from: 0,
};

/** Reads one update. */
export class UpdateReader {
  readonly #reader: Reader;
  readonly #struct: StructReader;
  readonly #strictness: Strictness;
  readonly #runs: Run[] = [];
  #foundations: Foundations | null = null;
  #deletionCount = 0;
  /** Where the deletion before ends, of the same client. */
  #lastEnd = 0;
  #deletionsFrom = 0;
  #empties: Range[] | null = null;
  #isCircular = false;
  #nests = false;
  /** Does a deletion begin before the one before it ends? */
  #isDisordered = false;
  #parts = 0;
  #pauseAt = SLICE;
  /** The clients of the blocks or deletions so far, where there are several. */
  #clients: Set<number> | null = null;
  /** The client whose structs or deletions are being read, the run, and the next struct's clock. */
  #client = 0;
  #run = NO_RUN;
  #clock = 0;
  #subdocuments = 0;
  /** Where the struct that is being read begins, and the large contents so far. */
  #start = 0;
  #larges: Map<number, LargeContent> | null = null;

  /** @param isPatient it is read in turns. */
  constructor(update: Uint8Array, strictness: Strictness, isPatient: boolean) {
    this.#reader = new Reader(update);
    this.#struct = new StructReader(this.#reader, isPatient);
    this.#strictness = strictness;
  }

  /** Reads the update. */
  read(): DecodedUpdate {
    for (let left = this.#beginBlocks(); left > 0; left--) {
      this.#structs(this.#beginBlock());
      this.#endBlock();
    }
    for (let left = this.#beginDeletions(); left > 0; left--) {
      this.#deletionsOf(this.#beginDeletionsOf());
    }
    const result = this.#result();
    return this.#mustOrder ? finish(deletionsInOrder(result)) : result;
  }

  /** Reads the update, and yields after some thousand parts each. */
  *reading(): Work<DecodedUpdate> {
    for (let left = this.#beginBlocks(); left > 0; left--) {
      for (let more = this.#beginBlock(); more > 0; ) {
        const slice = Math.min(more, SLICE);
        more -= slice - this.#structs(slice);
        if (this.#struct.rest !== null) {
          yield* this.#struct.rest;
          this.#endStruct();
          more -= 1;
        }
        if (this.#parts >= this.#pauseAt) yield this.#pause();
      }
      this.#endBlock();
    }
    for (let left = this.#beginDeletions(); left > 0; left--) {
      for (let more = this.#beginDeletionsOf(); more > 0; more -= SLICE) {
        this.#deletionsOf(Math.min(more, SLICE));
        if (this.#parts >= this.#pauseAt) yield this.#pause();
      }
    }
    const result = this.#result();
    return this.#mustOrder ? yield* deletionsInOrder(result) : result;
  }

  /** A stored update reaches readers behind the items that it deletes, so its order does no harm. */
  get #mustOrder(): boolean {
    return this.#isDisordered && !this.#strictness.allowsOdd;
  }

  /** @returns how many blocks of structs there are: one for each client. */
  #beginBlocks(): number {
    const blocks = this.#reader.varUint();
    this.#clients = blocks > 1 ? new Set() : null;
    return blocks;
  }

  /** @returns how many structs the next block has. */
  #beginBlock(): number {
    const reader = this.#reader;
    const structs = reader.varUint();
    const client = reader.varUint();
    // Yjs forgets an earlier block of the same client when it applies.
    this.#once(client, "comes twice");
    this.#client = client;
    this.#clock = reader.varUint();
    this.#run = { client, clock: this.#clock, structs: 0, from: reader.at };
    return structs;
  }

  #endBlock(): void {
    if (this.#run.structs > 0) this.#endRun(this.#clock, this.#reader.at);
  }

  #endRun(end: number, to: number): void {
    const { client, clock, structs, from } = this.#run;
    this.#runs.push({ client, clock, end, structs, from, to });
  }

  /** @returns from how many clients something is deleted. */
  #beginDeletions(): number {
    this.#deletionsFrom = this.#reader.at;
    const deletes = this.#reader.varUint();
    this.#clients = deletes > 1 && !this.#strictness.allowsOdd ? new Set() : null;
    return deletes;
  }

  /** @returns how many deletions there are from the next client. */
  #beginDeletionsOf(): number {
    const client = this.#reader.varUint();
    // yrs forgets an earlier list of the same client's.
    this.#once(client, "is deleted from twice");
    this.#client = client;
    this.#lastEnd = 0;
    return this.#reader.varUint();
  }

  #once(client: number, what: string): void {
    const clients = this.#clients;
    if (clients === null) return;
    if (clients.has(client)) throw new MalformedError(`Client ${client} ${what}.`);
    clients.add(client);
  }

  #result(): DecodedUpdate {
    const reader = this.#reader;
    if (reader.at !== reader.bytes.length) throw new MalformedError("Bytes are left over.");
    if (this.#larges !== null) noteLargeContents(reader.bytes, this.#larges);
    return {
      bytes: reader.bytes,
      runs: this.#runs,
      foundations: this.#foundations?.pairs ?? NONE,
      isCircular: this.#isCircular,
      nests: this.#nests,
      empties: this.#empties ?? NONE,
      deletionCount: this.#deletionCount,
      deletionsFrom: this.#deletionsFrom,
    };
  }

  #pause(): void {
    this.#pauseAt = this.#parts + SLICE;
  }

  /**
   * Reads so many of a client's structs, or fewer, up to one whose content is left for later.
   *
   * @returns how many are left, that one among them.
   */
  #structs(count: number): number {
    const struct = this.#struct;
    for (let left = count; left > 0; left--) {
      this.#count();
      this.#start = this.#reader.at;
      struct.read();
      if (struct.rest !== null) return left;
      this.#endStruct();
    }
    return 0;
  }

  /** Counts the struct that was just read. */
  #endStruct(): void {
    const reader = this.#reader;
    const struct = this.#struct;
    const { content, length } = struct;
    const clock = this.#clock;
    // Written so that a value which is no number at all fails, too.
    if (!(length > 0 && clock + length <= this.#strictness.maxClock)) {
      throw new MalformedError("A struct has no length, or too much of it.");
    }
    this.#clock = clock + length;
    if (content === Content.Skip) {
      if (this.#run.structs > 0) this.#endRun(clock, this.#start);
      this.#run = {
        client: this.#client,
        clock: this.#clock,
        structs: 0,
        from: reader.at,
      };
      return;
    }
    this.#run.structs += 1;
    this.#note(this.#client, clock);
    if (reader.at - struct.contentFrom >= LARGE_CONTENT) {
      this.#larges ??= new Map();
      const { isOdd } = struct;
      this.#larges.set(struct.contentFrom, { to: reader.at, length, isOdd });
    }
  }

  /** Notes the important facts of the struct that was just read. */
  #note(client: number, clock: number): void {
    const struct = this.#struct;
    if (struct.isOdd && !this.#strictness.allowsOdd) {
      throw new MalformedError("A struct is not what readers take it for.");
    }
    if (struct.leftClock !== NOWHERE) {
      this.#foundation(client, clock, struct.leftClient, struct.leftClock);
    }
    if (struct.rightClock !== NOWHERE) {
      this.#foundation(client, clock, struct.rightClient, struct.rightClock);
    }
    if (struct.parentClock !== NOWHERE) {
      this.#foundation(client, clock, struct.parentClient, struct.parentClock);
    }
    switch (struct.content) {
      case Content.Collected:
      case Content.Deleted:
        if (struct.length > MAX_EMPTY_RUN) {
          this.#empties ??= [];
          this.#empties.push({ client, clock, end: clock + struct.length });
        }
        return;
      case Content.Type:
        this.#nests ||= !struct.isAtRoot;
        return;
      case Content.Document:
        if (++this.#subdocuments > this.#strictness.maxSubdocuments) {
          throw new MalformedError("There are too many documents in the document.");
        }
    }
  }

  /** Of an item's own client only earlier structs can be there. */
  #foundation(ownClient: number, ownClock: number, client: number, clock: number): void {
    if (client === ownClient) {
      this.#isCircular ||= clock >= ownClock;
      return;
    }
    this.#foundations ??= new Foundations();
    this.#foundations.add(client, clock);
  }

  /** Reads so many deletions of a client's clocks. */
  #deletionsOf(count: number): void {
    const reader = this.#reader;
    this.#deletionCount += count;
    let last = this.#lastEnd;
    for (let left = count; left > 0; left--) {
      this.#count();
      const clock = reader.varUint();
      const end = clock + reader.varUint();
      if (clock < last) this.#isDisordered = true;
      last = end;
      // Readers throw at a deletion of nothing.
      if (end <= clock || end > this.#strictness.maxClock) {
        throw new MalformedError("A deletion has no length, or too much of it.");
      }
    }
    this.#lastEnd = last;
  }

  #count(): void {
    if (++this.#parts > this.#strictness.maxParts)
      throw new MalformedError("The update has too many parts.");
  }
}
