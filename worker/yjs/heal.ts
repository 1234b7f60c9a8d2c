/** Healing: drops from a stored document the items that no Yjs client writes. It decides no new update. */

import { decodingStored } from "./decode.ts";
import type { DecodedUpdate } from "./decoded-update.ts";
import { addRanges, deletionsOf, gatheringDeletions } from "./delete-set.ts";
import type { Broken, Fault } from "./fault.ts";
import { gc } from "./gc.ts";
import { chain, merging } from "./merge.ts";
import { Structure } from "./structure.ts";
import { finish, type Work } from "./work.ts";

/** Times that a document is looked through: what depends on a dropped item may break a rule anew. */
const ROUNDS = 4;

/** The outcome of healing a document. */
export interface Healed {
  /** The whole document as one update. */
  readonly update: Uint8Array;
  /**
   * How many items were dropped because they break a rule. The items that depended on them went
   * with them.
   */
  readonly dropped: number;
  /** Which rules they broke. */
  readonly faults: ReadonlySet<Fault | "misread">;
}

/**
 * Makes one update of a whole document, in which every item is what a Yjs
 * client could have written. An item that breaks a rule is collected: it leaves
 * its clocks, as deleted. The same happens to items beside or in it, as in a
 * reader that dropped it. Of several values of a key in one item the last one
 * stays, which is the one that readers show.
 *
 * @throws MalformedError when an update cannot be read.
 */
export function healDocument(updates: readonly Uint8Array[]): Healed {
  return finish(healing(updates));
}

/** Does the same as a work that can be interrupted. */
export function* healing(updates: readonly Uint8Array[]): Work<Healed> {
  const faults = new Set<Fault | "misread">();
  let decoded: DecodedUpdate[] = [];
  for (const update of updates) decoded.push(yield* decodingStored(update));
  if (chain(decoded) === null) decoded = [yield* decodingStored(yield* merging(decoded))];
  let dropped = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const broken = deletionsOf([]);
    const found = yield* faultsOf(decoded);
    for (const { fault, ...range } of found) {
      faults.add(fault);
      if (fault !== "joined-values") addRanges(broken, [range]);
    }
    const result = yield* gc(decoded, broken);
    if (result === null) throw new Error("The document holds some clocks twice.");
    dropped += result.healed;
    decoded = [yield* decodingStored(result.update)];
    if (result.healed === 0) break;
    if (found.length === 0) faults.add("misread");
  }
  const [whole] = decoded;
  return { update: whole?.bytes ?? new Uint8Array([0, 0]), dropped, faults };
}

/** Returns the items of a stored document that break a rule, each with the rule. */
function* faultsOf(updates: readonly DecodedUpdate[]): Work<Broken[]> {
  const deleted = yield* gatheringDeletions(updates);
  const structure = new Structure(
    (client, clock) => deleted.get(client)?.covers(clock, clock + 1) === true,
  );
  const found: Broken[] = [];
  for (const update of updates) {
    yield* structure.integratingStored(update, (broken) => found.push(broken));
  }
  return found;
}
