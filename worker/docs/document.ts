import * as Y from "yjs";
import { step2Frame, updateFrame } from "../../shared/wire/frames.ts";
import { type Coverage, type DecodedUpdate, Extent } from "./extent.ts";
import type { DocumentStore, LogEntry } from "./store.ts";

/** A Yjs update that says nothing. */
const NOTHING = new Uint8Array([0, 0]);

/** Bytes of join frames that are kept in memory while the room is warm. */
const JOIN_CACHE_BYTES = 8 * 1024 * 1024;

/**
 * One Yjs document of a room, held as what it covers and as the frames that
 * bring it to who joins; never as a `Y.Doc`. Both are read from the store when
 * first needed and kept up with every window while the room is warm.
 */
export class StoredDocument {
  readonly #store: DocumentStore;
  readonly #id: number;
  #extent: Extent | null = null;
  #join: { frames: Uint8Array[]; bytes: number } | null = null;

  constructor(store: DocumentStore, id: number) {
    this.#store = store;
    this.#id = id;
  }

  /** How does a client's update stand to what is stored or expected? */
  judge(update: DecodedUpdate): Coverage {
    return this.#covered().judge(update);
  }

  /** This update was taken and will be appended with its window; what follows on it is no gap. */
  expect(update: DecodedUpdate): void {
    this.#covered().add(update);
  }

  /** What is stored, as a state vector: the question of sync step 1. */
  stateVector(): Uint8Array {
    return this.#covered().stateVector();
  }

  /** Writes one window of expected updates: it is stored from here on, or this throws and nothing is. */
  append(entry: LogEntry): void {
    this.#store.append(this.#id, entry);
    if (this.#join === null) return;
    const frame = updateFrame(entry.data);
    this.#join.frames.push(frame);
    this.#join.bytes += frame.byteLength;
    if (this.#join.bytes > JOIN_CACHE_BYTES) this.#join = null;
  }

  /**
   * The answer to a client's step 1: what is stored, as it is stored, then
   * step 2. Who has every edit already gets the deletions alone, because a
   * state vector says nothing about those.
   */
  answer(stateVector: ReadonlyMap<number, number>): readonly Uint8Array[] {
    const extent = this.#covered();
    if (stateVector.size > 0 && extent.isWithin(stateVector)) {
      return [step2Frame(extent.deletions())];
    }
    return [...this.#joinFrames(), step2Frame(NOTHING)];
  }

  /** Forgets what it holds in memory: the store has a new head, or what was expected did not come. */
  reload(): void {
    this.#extent = null;
    this.#join = null;
  }

  #covered(): Extent {
    if (this.#extent === null) {
      const { extent } = this.#store.document(this.#id);
      const covered = extent === null ? new Extent() : Extent.decode(extent);
      for (const update of this.#store.log(this.#id)) covered.add(Y.decodeUpdate(update));
      this.#extent = covered;
    }
    return this.#extent;
  }

  #joinFrames(): readonly Uint8Array[] {
    if (this.#join !== null) return this.#join.frames;
    const { head } = this.#store.document(this.#id);
    const frames: Uint8Array[] = [];
    if (head !== null) frames.push(updateFrame(this.#store.head(head)));
    for (const update of this.#store.log(this.#id)) frames.push(updateFrame(update));
    const bytes = frames.reduce((sum, frame) => sum + frame.byteLength, 0);
    if (bytes <= JOIN_CACHE_BYTES) this.#join = { frames, bytes };
    return frames;
  }
}
