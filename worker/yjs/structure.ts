/** The structure: the order of a document's items, and whether a Yjs client could have written a new one. */
import { MAX_STEPS_AT_ONCE } from "../limits.ts";
import { VISITED_AT_ONCE, type Visit, visitingInOrder, visitRun } from "./causal-order.ts";
import { ClientNumbers } from "./client-numbers.ts";
import type { ClockRanges } from "./clock-ranges.ts";
import type { DecodedUpdate } from "./decoded-update.ts";
import { deletionsOf } from "./delete-set.ts";
import { DeletionReader } from "./deletion-reader.ts";
import type { Broken, Fault } from "./fault.ts";
import { Integrator } from "./integrator.ts";
import type { IsDeleted } from "./list-finder.ts";
import { MANY_PIECES, NONE, Pieces } from "./pieces.ts";
import { GONE, Places } from "./places.ts";
import { decodingStructure, encodingStructure, type Parts } from "./structure-bytes.ts";
import type { StructReader } from "./struct.ts";
import { finish, type Work } from "./work.ts";

/** Deletions that are looked at before others may have their turn. */
const DIVIDED_AT_ONCE = 4_096;

/**
 * The structure of a document: the lists in which its items lie, in their
 * order, without content. It takes an update whole or not at all, and refuses
 * one with an item that would break or slow down the documents of readers.
 */
export class Structure {
  /** Was too much of a refused update in here to take it back? Then this is not true any more. */
  isLost = false;
  readonly #pieces: Pieces;
  readonly #places: Places;
  readonly #numbers: ClientNumbers;
  readonly #integrator: Integrator;
  readonly #isDeletedBefore: IsDeleted;
  /** The update at hand, and its deletions; these are put in order when they are first asked for. */
  #update: DecodedUpdate | null = null;
  #deletions: Map<number, ClockRanges> | null = null;

  /**
   * @param isDeletedBefore tells which clocks earlier updates deleted; it is asked while an
   *   update is taken.
   * @param parts what is in here already.
   */
  constructor(isDeletedBefore: IsDeleted, parts: Parts = nothing()) {
    this.#isDeletedBefore = isDeletedBefore;
    this.#pieces = parts.pieces;
    this.#places = parts.places;
    this.#numbers = new ClientNumbers(parts.clients);
    this.#integrator = new Integrator(parts, this.#numbers, {
      isDeleted: (client, clock) => this.#isDeleted(client, clock),
      isDeletedNow: (client, clock, end) => this.#isDeletedNow(client, clock, end),
    });
  }

  /**
   * Reads the bytes of `encode`, as a work that can be interrupted.
   *
   * @throws MalformedError when they are damaged.
   */
  static *reading(isDeletedBefore: IsDeleted, kept: Uint8Array): Work<Structure> {
    return new Structure(isDeletedBefore, yield* decodingStructure(kept));
  }

  /** For storage: `reading` reads it. */
  encode(): Uint8Array {
    return finish(this.encoding());
  }

  /** The same as a work that can be interrupted. */
  encoding(): Work<Uint8Array> {
    return encodingStructure({
      pieces: this.#pieces,
      places: this.#places,
      clients: this.#numbers.clients,
      steps: this.#integrator.steps,
    });
  }

  /** Can nobody see what has this clock, because it was collected, or counts as such? */
  isCollected(client: number, clock: number): boolean {
    return this.#integrator.finder.placeAt(this.#integrator.finder.pieceAt(client, clock)) === GONE;
  }

  /** Steps that were made to find places since this was made. */
  get stepsMade(): number {
    return this.#integrator.stepsMade;
  }

  /** The number of pieces, for measurements. */
  get size(): number {
    return this.#pieces.count;
  }

  /** Is there room for what an update of so many bytes adds, or is room made fast? No piece comes of less than a byte. */
  hasRoomFor(bytes: number): boolean {
    return this.#pieces.count < MANY_PIECES || this.#pieces.hasRoomFor(bytes);
  }

  /** Makes that room, in turns. */
  *makingRoomFor(bytes: number): Work {
    if (!this.hasRoomFor(bytes)) yield* this.#pieces.growing(bytes);
  }

  /**
   * Takes in an update that follows on the document and holds nothing of it.
   *
   * @returns null, or why it is refused: then everything is as before, unless
   *   `isLost` says that this structure has to be built anew.
   */
  integrate(update: DecodedUpdate): Fault | null {
    if (update.runs.length > 1 || update.isCircular) return finish(this.integrating(update));
    const before = this.#begin(update);
    let fault: Fault | null = null;
    visitRun(update, (struct, client, clock) => {
      fault ??= this.#integrator.add(struct, client, clock);
    });
    if (fault === null && update.deletionCount > 0) finish(this.#dividing(update));
    return this.#end(before, fault);
  }

  /** The same in steps. */
  *integrating(update: DecodedUpdate): Work<Fault | null> {
    const before = this.#begin(update);
    let fault: Fault | null = null;
    yield* this.#visiting(update, (struct, client, clock) => {
      fault ??= this.#integrator.add(struct, client, clock);
    });
    if (fault === null) yield* this.#dividing(update);
    return this.#end(before, fault);
  }

  /** Visits the structs of an update, and makes room for pieces between two turns. */
  *#visiting(update: DecodedUpdate, visit: Visit): Work {
    const visits = visitingInOrder([update], visit);
    while (visits.next().done !== true) {
      yield;
      yield* this.#pieces.growing(2 * VISITED_AT_ONCE);
    }
  }

  /**
   * Takes in the stored content without conditions. An item that breaks a rule
   * counts as collected here, with all that was put beside or into it.
   *
   * @param found is told of each item that breaks one.
   */
  integrateStored(update: DecodedUpdate, found: (broken: Broken) => void = () => undefined): void {
    if (update.runs.length > 1 || update.isCircular) {
      finish(this.integratingStored(update, found));
      return;
    }
    this.#beginStored(update);
    visitRun(update, (struct, client, clock) => this.#addStored(struct, client, clock, found));
    if (update.deletionCount > 0) finish(this.#dividing(update));
    this.#endStored();
  }

  /** The same in steps. */
  *integratingStored(
    update: DecodedUpdate,
    found: (broken: Broken) => void = () => undefined,
  ): Work {
    this.#beginStored(update);
    yield* this.#visiting(update, (struct, client, clock) =>
      this.#addStored(struct, client, clock, found),
    );
    yield* this.#dividing(update);
    this.#endStored();
  }

  #beginStored(update: DecodedUpdate): void {
    this.#integrator.stepsLeft = Number.POSITIVE_INFINITY;
    this.#update = update;
    this.#deletions = null;
  }

  #addStored(
    struct: StructReader,
    client: number,
    clock: number,
    found: (broken: Broken) => void,
  ): void {
    const end = clock + struct.length;
    const fault = this.#integrator.addRest(struct, client, clock);
    if (fault !== null) found({ fault, client, clock, end });
  }

  #endStored(): void {
    this.#update = null;
    this.#deletions = null;
  }

  /** @returns the state that is needed to take an update back. */
  #begin(update: DecodedUpdate): Before {
    const { count, typeCount } = this.#places;
    this.#integrator.stepsLeft = MAX_STEPS_AT_ONCE;
    this.#update = update;
    this.#deletions = null;
    this.#pieces.begin();
    return {
      places: count,
      types: typeCount,
      clients: this.#numbers.count,
      steps: this.#integrator.steps,
    };
  }

  #end(before: Before, fault: Fault | null): Fault | null {
    this.#update = null;
    this.#deletions = null;
    if (fault === null) {
      this.#pieces.commit();
      return null;
    }
    // More by the stored items than by the update itself: in a calmer document it could be taken.
    const isCrowded =
      fault === "too-costly" &&
      2 * before.steps >= this.#integrator.steps + this.#integrator.stepsOfLast;
    this.isLost = !this.#pieces.undo((place, piece) => {
      this.#places.head[place] = piece;
    });
    this.#places.truncate(before.places, before.types);
    this.#integrator.steps = before.steps;
    while (this.#numbers.count > before.clients) {
      this.#numbers.dropLast();
      this.#pieces.index.dropClient();
    }
    return isCrowded ? "crowded" : fault;
  }

  /** Yjs holds deleted clocks apart from others. */
  *#dividing(update: DecodedUpdate): Work {
    const deletions = new DeletionReader(update);
    for (let left = DIVIDED_AT_ONCE; deletions.next(); left--) {
      if (left === 0) {
        left = DIVIDED_AT_ONCE;
        yield;
      }
      const { client, clock, end } = deletions;
      const number = this.#numbers.known(client);
      if (number === NONE) continue;
      this.#integrator.steps +=
        this.#pieces.divide(number, clock) + this.#pieces.divide(number, end);
    }
  }

  #isDeleted(client: number, clock: number): boolean {
    return this.#isDeletedBefore(client, clock) || this.#isDeletedNow(client, clock, clock + 1);
  }

  /** Does the update at hand delete all of these clocks? */
  #isDeletedNow(client: number, clock: number, end: number): boolean {
    this.#deletions ??= deletionsOf(this.#update === null ? [] : [this.#update]);
    return this.#deletions.get(client)?.covers(clock, end) === true;
  }
}

/** How much there was before an update. */
interface Before {
  readonly places: number;
  readonly types: number;
  readonly clients: number;
  readonly steps: number;
}

function nothing(): Parts {
  return { pieces: new Pieces(), places: new Places(), clients: [], steps: 0 };
}
