import { MAX_EMPTY_RUN, MAX_SUBDOCUMENTS, MAX_UPDATE_STRUCTS } from "../../shared/limits.ts";
import { MalformedError, Reader } from "./reader.ts";
import { Content, NOWHERE, StructReader } from "./struct.ts";
import { finish, type Work } from "./work.ts";

/** Clocks of one Yjs client: the first one, and the first one after them. */
export interface Range {
  readonly client: number;
  readonly clock: number;
  readonly end: number;
}

/** Structs of one Yjs client that follow on one another without a gap. */
export interface Run extends Range {
  readonly structs: number;
  /** Where its structs stand in the update's bytes. */
  readonly from: number;
  readonly to: number;
}

/** A Yjs update (V1), taken apart as far as a room needs: what it writes, what it stands on, what it deletes. */
export interface DecodedUpdate {
  readonly bytes: Uint8Array;
  /** In the order of the bytes; a client has several where its structs leave clocks out. */
  readonly runs: readonly Run[];
  /** What its items are built on, of other clients' clocks: client, clock, client, clock … */
  readonly foundations: readonly number[];
  /** Is an item built on a later one of its own client? No client writes that. */
  readonly isCircular: boolean;
  /** Does an item hold a shared type that does not lie right at the document's root? */
  readonly nests: boolean;
  /** Structs without content (collected or deleted) that pass over more clocks than `MAX_EMPTY_RUN`. */
  readonly empties: readonly Range[];
  readonly deletions: readonly Range[];
  /** Where in the bytes the delete set begins. */
  readonly deletionsFrom: number;
}

/**
 * Takes a Yjs update apart without applying it, as strictly as it can be read:
 * to its last byte, each client once, and within bounds of memory. The values
 * that items hold are walked over, not built, because a room has no use for
 * them. The format is that of Yjs 13 (npm: yjs, `src/utils/updates.js`).
 *
 * @returns null when it is malformed, or is a bomb.
 */
export function decodeUpdate(update: Uint8Array): DecodedUpdate | null {
  return finish(decodingUpdate(update));
}

/**
 * Takes apart an update that comes from elsewhere and may be of an earlier
 * version, as an archive is: it may hold what readers take otherwise than it
 * is written, which `healDocument` drops.
 *
 * @returns null when it is malformed, or is a bomb.
 */
export function* decodingArchived(update: Uint8Array): Work<DecodedUpdate | null> {
  try {
    return yield* new UpdateReader(update, { ...CLIENTS, allowsOdd: true }).read();
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}

/** The same as \`decodeUpdate\`, as a work that can be interrupted. */
export function* decodingUpdate(update: Uint8Array): Work<DecodedUpdate | null> {
  try {
    return yield* new UpdateReader(update, CLIENTS).read();
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}

/**
 * Takes apart an update of our own storage, which may hold what many brought.
 *
 * @throws MalformedError when it is damaged.
 */
export function decodeStored(update: Uint8Array): DecodedUpdate {
  return finish(decodingStored(update));
}

/** The same as a work that can be interrupted. */
export function decodingStored(update: Uint8Array): Work<DecodedUpdate> {
  return new UpdateReader(update, STORAGE).read();
}

/** Clocks above this lose their last digits in varied arithmetic; nobody edits so often. */
const MAX_CLOCK = 2 ** 40;

/** Clocks that a client may come to: the structure of a document knows no others. Nobody edits so often. */
const MAX_CLIENT_CLOCK = 2 ** 31 - 1;

/** How strictly an update is read. */
interface Strictness {
  readonly maxParts: number;
  readonly maxSubdocuments: number;
  /** The first clock that no struct and no deletion may reach beyond. */
  readonly maxClock: number;
  /** May it hold what readers take otherwise than it is written? Rooms of earlier versions do. */
  readonly allowsOdd: boolean;
}

const CLIENTS: Strictness = {
  maxParts: MAX_UPDATE_STRUCTS,
  maxSubdocuments: MAX_SUBDOCUMENTS,
  maxClock: MAX_CLIENT_CLOCK,
  allowsOdd: false,
};

const STORAGE: Strictness = {
  maxParts: Number.POSITIVE_INFINITY,
  maxSubdocuments: Number.POSITIVE_INFINITY,
  maxClock: MAX_CLOCK,
  allowsOdd: true,
};

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

class UpdateReader {
  readonly #reader: Reader;
  readonly #struct: StructReader;
  readonly #strictness: Strictness;
  readonly #runs: Run[] = [];
  #foundations: number[] | null = null;
  #empties: Range[] | null = null;
  #isCircular = false;
  #nests = false;
  #parts = 0;
  #pauseAt = SLICE;
  /** The run that is being read, and the next struct's clock. */
  #run = NO_RUN;
  #clock = 0;
  #subdocuments = 0;

  constructor(update: Uint8Array, strictness: Strictness) {
    this.#reader = new Reader(update);
    this.#struct = new StructReader(this.#reader);
    this.#strictness = strictness;
  }

  /** Reads the update, and yields after some thousand parts each. */
  *read(): Work<DecodedUpdate> {
    const reader = this.#reader;
    const blocks = reader.varUint();
    const clients = blocks > 1 ? new Set<number>() : null;
    for (let left = blocks; left > 0; left--) {
      const structs = reader.varUint();
      const client = reader.varUint();
      // Yjs forgets an earlier block of the same client when it applies.
      if (clients?.has(client)) throw new MalformedError(`Client ${client} comes twice.`);
      clients?.add(client);
      const clock = reader.varUint();
      this.#run = { client, clock, structs: 0, from: reader.at };
      this.#clock = clock;
      for (let more = structs; more > 0; more -= SLICE) {
        this.#structs(client, Math.min(more, SLICE));
        if (this.#parts >= this.#pauseAt) yield this.#pause();
      }
      if (this.#run.structs > 0) this.#runs.push({ ...this.#run, end: this.#clock, to: reader.at });
    }
    const deletionsFrom = reader.at;
    const deletions: Range[] = [];
    const deletes = reader.varUint();
    const deleted = deletes > 1 && !this.#strictness.allowsOdd ? new Set<number>() : null;
    for (let left = deletes; left > 0; left--) {
      const client = reader.varUint();
      // yrs forgets an earlier list of the same client's.
      if (deleted?.has(client)) throw new MalformedError(`${client} is deleted from twice.`);
      deleted?.add(client);
      for (let more = reader.varUint(); more > 0; more -= SLICE) {
        this.#deletions(deletions, client, Math.min(more, SLICE));
        if (this.#parts >= this.#pauseAt) yield this.#pause();
      }
    }
    if (reader.at !== reader.bytes.length) throw new MalformedError("Bytes are left over.");
    return {
      bytes: reader.bytes,
      runs: this.#runs,
      foundations: this.#foundations ?? NONE,
      isCircular: this.#isCircular,
      nests: this.#nests,
      empties: this.#empties ?? NONE,
      deletions: deletions.length === 0 ? NONE : deletions,
      deletionsFrom,
    };
  }

  #pause(): void {
    this.#pauseAt = this.#parts + SLICE;
  }

  /** Reads so many of a client's structs. */
  #structs(client: number, count: number): void {
    const reader = this.#reader;
    const struct = this.#struct;
    let clock = this.#clock;
    let run = this.#run;
    for (let left = count; left > 0; left--) {
      this.#count();
      const start = reader.at;
      struct.read();
      const { content, length } = struct;
      // Written so that what is no number at all fails, too.
      if (!(length > 0 && clock + length <= this.#strictness.maxClock)) {
        throw new MalformedError("A struct has no length, or too much of it.");
      }
      if (content === Content.Skip) {
        if (run.structs > 0) this.#runs.push({ ...run, end: clock, to: start });
        run = { client, clock: clock + length, structs: 0, from: reader.at };
      } else {
        run.structs += 1;
        this.#note(client, clock);
      }
      clock += length;
    }
    this.#clock = clock;
    this.#run = run;
  }

  /** Notes what matters of the struct that was just read. */
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

  /** Of an item's own client only what came before it can be there. */
  #foundation(ownClient: number, ownClock: number, client: number, clock: number): void {
    if (client === ownClient) this.#isCircular ||= clock >= ownClock;
    else {
      this.#foundations ??= [];
      this.#foundations.push(client, clock);
    }
  }

  /** Reads so many deletions of a client's clocks. */
  #deletions(deletions: Range[], client: number, count: number): void {
    const reader = this.#reader;
    for (let left = count; left > 0; left--) {
      this.#count();
      const clock = reader.varUint();
      const end = clock + reader.varUint();
      // Readers throw at a deletion of nothing.
      if (end <= clock || end > this.#strictness.maxClock) {
        throw new MalformedError("A deletion has no length, or too much of it.");
      }
      deletions.push({ client, clock, end });
    }
  }

  #count(): void {
    if (++this.#parts > this.#strictness.maxParts)
      throw new MalformedError("The update has too many parts.");
  }
}
