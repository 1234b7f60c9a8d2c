/** Classification: how an update stands to a coverage, and what it adds. */
import { visitInOrder, visitingInOrder } from "./causal-order.ts";
import type { Coverage } from "./coverage.ts";
import type { DecodedUpdate, Range } from "./decoded-update.ts";
import { DeletionReader } from "./deletion-reader.ts";
import { finish, type Work } from "./work.ts";

/** The classification of an update against a document. */
export type Classification =
  /** It says nothing new: it was sent before. */
  | "duplicate"
  /** It says something new and follows on the document. */
  | "new"
  /** It follows on edits that are not there: something before it is missing. */
  | "missing-dependencies";

/** The part of an update that a document does not hold yet. */
export interface News {
  /** The Yjs clients that it has new structs of. */
  readonly clients: readonly number[];
  /** How many of them the document has never heard of. */
  readonly unknown: number;
  /** The most clocks that one struct without content ignores. */
  readonly emptyRun: number;
}

/** Ranges that are gone through between two pauses. */
const SLICE = 8_192;

/** The next clocks of the clients that an update has news of, as they will be. Mostly it is only one. */
interface Ends {
  readonly only: Range | null;
  readonly all: ReadonlyMap<number, number>;
  /** How many clients these are. */
  readonly size: number;
}

const NO_NEWS: News = { clients: [], unknown: 0, emptyRun: 0 };

const NO_CLOCKS: ReadonlyMap<number, number> = new Map();
const NO_ENDS: Ends = { only: null, all: NO_CLOCKS, size: 0 };

/**
 * How does `update` stand to what is covered? Dependencies count too, not only what
 * precedes the update. If a neighbour, a parent or a deleted edit is not
 * there, the update would wait, unseen, in every reader for ever.
 */
export function classify(coverage: Coverage, update: DecodedUpdate): Classification {
  const ends = endsWith(coverage, update);
  if (ends === null || !hasFoundations(coverage, update, ends)) return "missing-dependencies";
  if (restsOnItself(coverage, update, ends) && !visitInOrder([update], () => undefined))
    return "missing-dependencies";
  // A generator takes a moment to make, and most updates delete nothing.
  if (update.deletionCount === 0) return ends.size > 0 ? "new" : "duplicate";
  return finish(judgingDeletions(coverage, update, ends));
}

/** The same as a work that can be interrupted. */
export function* classifying(coverage: Coverage, update: DecodedUpdate): Work<Classification> {
  const ends = endsWith(coverage, update);
  if (ends === null || !hasFoundations(coverage, update, ends)) return "missing-dependencies";
  if (
    restsOnItself(coverage, update, ends) &&
    !(yield* visitingInOrder([update], () => undefined))
  ) {
    return "missing-dependencies";
  }
  return yield* judgingDeletions(coverage, update, ends);
}

/** Where each client that an update has new structs of ends with it; null when some before them are missing. */
function endsWith(coverage: Coverage, { runs }: DecodedUpdate): Ends | null {
  const [only] = runs;
  if (only !== undefined && runs.length === 1) {
    const known = coverage.clockOf(only.client);
    if (only.clock > known) return null;
    return only.end > known ? { only, all: NO_CLOCKS, size: 1 } : NO_ENDS;
  }
  const all = new Map<number, number>();
  for (const { client, clock, end } of runs) {
    const known = all.get(client) ?? coverage.clockOf(client);
    if (clock > known) return null;
    if (end > known) all.set(client, end);
  }
  return { only: null, all, size: all.size };
}

/** Where a client ends with an update. */
function endOf(coverage: Coverage, { only, all }: Ends, client: number): number {
  if (only !== null) return only.client === client ? only.end : coverage.clockOf(client);
  return all.get(client) ?? coverage.clockOf(client);
}

/** Is what an update's new structs are built on there, or in the update? */
function hasFoundations(
  coverage: Coverage,
  { foundations, isCircular }: DecodedUpdate,
  ends: Ends,
): boolean {
  if (ends.size === 0) return true;
  if (isCircular) return false;
  for (let at = 0; at < foundations.length; at += 2) {
    const [client = 0, clock = 0] = [foundations[at], foundations[at + 1]];
    if (clock >= endOf(coverage, ends, client)) return false;
  }
  return true;
}

/** Are new structs of an update built on others of it? Then these may wait for one another in a circle. */
function restsOnItself(coverage: Coverage, { foundations }: DecodedUpdate, ends: Ends): boolean {
  if (ends.size === 0) return false;
  for (let at = 0; at < foundations.length; at += 2) {
    if ((foundations[at + 1] ?? 0) >= coverage.clockOf(foundations[at] ?? 0)) return true;
  }
  return false;
}

/** Classifies an update, whose structs follow on the document, by its deletions. */
function* judgingDeletions(
  coverage: Coverage,
  update: DecodedUpdate,
  ends: Ends,
): Work<Classification> {
  let deletes = false;
  if (update.deletionCount > 0) {
    const deletions = new DeletionReader(update);
    for (let left = SLICE; deletions.next(); left--) {
      if (left === 0) {
        left = SLICE;
        yield;
      }
      const { client, clock, end } = deletions;
      if (end > endOf(coverage, ends, client)) return "missing-dependencies";
      deletes ||= !coverage.deletesAll(client, clock, end);
    }
  }
  return deletes || ends.size > 0 ? "new" : "duplicate";
}

/** The part that an update which follows on this adds to it. */
export function newsOf(coverage: Coverage, update: DecodedUpdate): News {
  const [only] = update.runs;
  if (only !== undefined && update.runs.length === 1 && update.empties.length === 0) {
    const known = coverage.clockOf(only.client);
    if (only.end <= known) return NO_NEWS;
    return { clients: [only.client], unknown: known === 0 ? 1 : 0, emptyRun: 0 };
  }
  const clients = new Set<number>();
  let unknown = 0;
  for (const { client, end } of update.runs) {
    const known = coverage.clockOf(client);
    if (end <= known || clients.has(client)) continue;
    clients.add(client);
    if (known === 0) unknown += 1;
  }
  let emptyRun = 0;
  for (const { client, clock, end } of update.empties) {
    emptyRun = Math.max(emptyRun, end - Math.max(coverage.clockOf(client), clock));
  }
  return { clients: [...clients], unknown, emptyRun };
}

/** The clocks of those clients whose runs in `update` begin with known structs; null when none does. */
export function overlaps(
  coverage: Coverage,
  update: DecodedUpdate,
): ReadonlyMap<number, number> | null {
  let known: Map<number, number> | null = null;
  for (const { client, clock } of update.runs) {
    const end = coverage.clockOf(client);
    if (clock >= end) continue;
    known ??= new Map();
    known.set(client, end);
  }
  return known;
}
