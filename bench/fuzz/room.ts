/** The room's path of an update as pure functions: decode, judge, rules, window, log, compaction. No sockets, no SQL. */
import * as Y from "yjs";
import { checkLimits } from "../../worker/sync/update-limits.ts";
import { classify, newsOf, overlaps } from "../../worker/yjs/classify.ts";
import { Coverage } from "../../worker/yjs/coverage.ts";
import { decodeStored, decodeUpdate } from "../../worker/yjs/decode.ts";
import type { DecodedUpdate } from "../../worker/yjs/decoded-update.ts";
import { type Depth, gcUpdates } from "../../worker/yjs/gc.ts";
import { mergeUpdates } from "../../worker/yjs/merge.ts";
import { Structure } from "../../worker/yjs/structure.ts";

/** The outcome of an update. */
export type Outcome = "taken" | "duplicate" | "missing-dependencies" | "refused";

/** A room of one document, as `DocumentSync` and `StoredDocument` treat updates. */
export class PureRoom {
  readonly #coverage = new Coverage();
  #structure = this.#newStructure();
  #pending: DecodedUpdate[] = [];
  #head: Uint8Array | null = null;
  #log: Uint8Array[] = [];
  /** Each window as the room has sent it to everybody, the first one first. */
  readonly broadcasts: Uint8Array[] = [];

  /** Takes an update as the answer to a step 1, which may bring a document from elsewhere. */
  take(update: Uint8Array): Outcome {
    const decoded = decodeUpdate(update);
    if (decoded === null) return "refused";
    const coverage = classify(this.#coverage, decoded);
    if (coverage !== "new") return coverage;
    const fresh = this.#cut(decoded);
    const verdict = checkLimits(newsOf(this.#coverage, fresh), {
      isAnswer: true,
      knownClients: this.#coverage.clientCount,
      documentBytes: 0,
      updateBytes: update.byteLength,
    });
    if (verdict !== "take") return "refused";
    // The last check, because what passes it is in the structure.
    if (this.#structure.integrate(fresh) !== null) {
      if (this.#structure.isLost) this.#structure = this.#built();
      return "refused";
    }
    this.#coverage.add(fresh);
    this.#pending.push(fresh);
    return "taken";
  }

  /** Takes an update as a room of version 0.1 did: whatever can be read, and follows on what is there. */
  takeAsOld(update: Uint8Array): Outcome {
    const decoded = decodeStored(update);
    const coverage = classify(this.#coverage, decoded);
    if (coverage !== "new") return coverage;
    const fresh = this.#cut(decoded);
    this.#coverage.add(fresh);
    this.#pending.push(fresh);
    return "taken";
  }

  /** Closes the window: what was taken is one row, and one frame to everybody. */
  broadcast(): void {
    if (this.#pending.length === 0) return;
    const data = mergeUpdates(this.#pending);
    this.#pending = [];
    this.#log.push(data);
    this.broadcasts.push(data);
  }

  /** Turns the log into a snapshot. */
  compact(depth: Depth): void {
    this.broadcast();
    if (this.#head === null && this.#log.length === 0) return;
    this.#head = gcUpdates(this.document(), depth);
    this.#log = [];
  }

  /** The updates that a joining client is sent: the snapshot, then the log. */
  document(): readonly Uint8Array[] {
    return this.#head === null ? this.#log : [this.#head, ...this.#log];
  }

  #newStructure(): Structure {
    return new Structure((client, clock) => this.#coverage.deletes(client, clock));
  }

  /** The structure of what is here, as when a room wakes. */
  #built(): Structure {
    const structure = this.#newStructure();
    for (const bytes of this.document()) structure.integrateStored(decodeStored(bytes));
    for (const update of this.#pending) structure.integrateStored(update);
    return structure;
  }

  #cut(update: DecodedUpdate): DecodedUpdate {
    const known = overlaps(this.#coverage, update);
    if (known === null) return update;
    return decodeStored(Y.diffUpdate(update.bytes, Y.encodeStateVector(new Map(known))));
  }
}
