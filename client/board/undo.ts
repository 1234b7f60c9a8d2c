import * as Y from "yjs";
import { shapesOf } from "../../shared/board/document.ts";
import { createStore, type ReadableStore } from "../ui/store.ts";

/** Milliseconds: small changes further apart than this are steps of their own. */
const RUN_PAUSE_MS = 500;

/** How many steps back and forth there are. */
export interface HistoryDepth {
  readonly undo: number;
  readonly redo: number;
}

/** Undo and redo of my own changes alone: a step is a gesture, a command, a run of nudges, or a typed word. */
export class History {
  readonly depth: ReadableStore<HistoryDepth>;
  readonly #depth = createStore<HistoryDepth>({ undo: 0, redo: 0 });
  readonly #doc: Y.Doc;
  readonly #manager: Y.UndoManager;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#manager = new Y.UndoManager(shapesOf(doc), {
      trackedOrigins: new Set([this]),
      captureTimeout: RUN_PAUSE_MS,
    });
    for (const event of ["stack-item-added", "stack-item-popped", "stack-cleared"] as const) {
      this.#manager.on(event, () => this.#count());
    }
    this.depth = this.#depth;
  }

  /** Writes one step of its own, as one transaction. */
  step(write: () => void): void {
    this.#manager.stopCapturing();
    this.#doc.transact(write, this);
    this.#manager.stopCapturing();
  }

  /** Writes one of a run of small changes, such as nudges: quick ones are one step. */
  run(write: () => void): void {
    this.#doc.transact(write, this);
  }

  /** Writes an edit of a text. It belongs to the step before, however long ago, unless it `begins` one. */
  typed(write: () => void, begins: boolean): void {
    if (begins) this.#manager.stopCapturing();
    this.#manager.captureTimeout = Number.POSITIVE_INFINITY;
    this.#doc.transact(write, this);
    this.#manager.captureTimeout = RUN_PAUSE_MS;
  }

  /** Ends the run: what follows is a step of its own. */
  pause(): void {
    this.#manager.stopCapturing();
  }

  /** Writes something that nobody would want to undo, such as clearing away an empty text. */
  unrecorded(write: () => void): void {
    this.#doc.transact(write, UNRECORDED);
  }

  undo(): void {
    this.pause();
    this.#manager.undo();
    this.#count();
  }

  redo(): void {
    this.pause();
    this.#manager.redo();
    this.#count();
  }

  destroy(): void {
    this.#manager.destroy();
  }

  /** Also after undo and redo: steps that would change nothing any more leave the stacks without an event. */
  #count(): void {
    const undo = this.#manager.undoStack.length;
    const redo = this.#manager.redoStack.length;
    const { undo: undoBefore, redo: redoBefore } = this.#depth.get();
    if (undo !== undoBefore || redo !== redoBefore) this.#depth.set({ undo, redo });
  }
}

const UNRECORDED = Symbol("unrecorded");
