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

/** A value beside the document that each step remembers, such as the selection: it comes back with undo and redo. */
export interface Remembered {
  get(): unknown;
  set(value: unknown): void;
}

/** Undo and redo of my own changes alone: a step is a gesture, a command, a run of nudges, or a typed word. */
export class History {
  readonly depth: ReadableStore<HistoryDepth>;
  readonly #depth = createStore<HistoryDepth>({ undo: 0, redo: 0 });
  readonly #doc: Y.Doc;
  readonly #manager: Y.UndoManager;
  readonly #beside: Remembered | undefined;
  /** The value before what is being written. */
  #before: unknown;
  /** The newest step, until it is known what came after it. */
  #open: Step | null = null;
  #acts: "write" | "undo" | null = null;

  constructor(doc: Y.Doc, beside?: Remembered) {
    this.#doc = doc;
    this.#beside = beside;
    this.#manager = new Y.UndoManager(shapesOf(doc), {
      trackedOrigins: new Set([this]),
      captureTimeout: RUN_PAUSE_MS,
    });
    this.#manager.on("stack-item-added", ({ stackItem }) => this.#remember(stackItem));
    for (const event of ["stack-item-added", "stack-item-popped", "stack-cleared"] as const) {
      this.#manager.on(event, () => this.#count());
    }
    this.depth = this.#depth;
  }

  /** My own act while it is written: a step, or undo and redo. Null: a change is another's, or typed. */
  get acts(): "write" | "undo" | null {
    return this.#acts;
  }

  /** Writes one step of its own, as one transaction. */
  step(write: () => void): void {
    this.#act("write", () => {
      this.#look();
      this.#manager.stopCapturing();
      this.#doc.transact(write, this);
      this.#manager.stopCapturing();
    });
  }

  /** Writes one of a run of small changes, such as nudges: quick ones are one step. */
  run(write: () => void): void {
    this.#look();
    this.#doc.transact(write, this);
  }

  /** Writes an edit of a text, or a part of a long step. It belongs to the step before, however long ago, unless it `begins` one. */
  typed(write: () => void, begins: boolean): void {
    this.#look();
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
    this.#act("undo", () => this.#step("undo", "undoing"));
  }

  redo(): void {
    this.#act("undo", () => this.#step("redo", "redoing"));
  }

  destroy(): void {
    this.#manager.destroy();
  }

  #act(kind: "write" | "undo", change: () => void): void {
    const before = this.#acts;
    this.#acts = kind;
    try {
      change();
    } finally {
      this.#acts = before;
    }
  }

  #step(kind: "undo" | "redo", flag: "undoing" | "redoing"): void {
    const manager = this.#manager;
    const stack = kind === "undo" ? "undoStack" : "redoStack";
    this.pause();
    this.#look();
    let step: Step | null = null;
    try {
      this.#doc.transact((transaction) => {
        deleteWhole(transaction, shapesOf(this.#doc), manager[stack].at(-1));
        step = manager[kind]();
        if (step !== null) fillKeys(transaction, step);
        // The manager reads it at the end of the transaction, and thinks of no transaction around its own.
        manager[flag] = true;
      }, manager);
    } finally {
      manager[flag] = false;
    }
    this.#count();
    this.#comeBack(step, kind);
  }

  /** Keeps the value before a step that begins, and the one after the step that has ended. */
  #look(): void {
    this.#close();
    this.#before = this.#beside?.get();
  }

  #remember(step: Step): void {
    const { undoing, redoing } = this.#manager;
    if (this.#beside === undefined || undoing || redoing) return;
    step.meta.set("undo", this.#before);
    this.#open = step;
    // A tool selects what it has made after it has written it.
    queueMicrotask(() => this.#close());
  }

  #close(): void {
    if (this.#open !== null) this.#open.meta.set("redo", this.#beside?.get());
    this.#open = null;
  }

  /** Brings back the value that a step remembers, and hands on what it remembers to the step back. */
  #comeBack(step: Step | null, kind: "undo" | "redo"): void {
    if (step === null || this.#beside === undefined) return;
    const { undoStack, redoStack } = this.#manager;
    const back = (kind === "undo" ? redoStack : undoStack).at(-1);
    for (const [key, value] of step.meta) back?.meta.set(key, value);
    if (step.meta.has(kind)) this.#beside.set(step.meta.get(kind));
  }

  /** Also after undo and redo: steps that would change nothing any more leave the stacks without an event. */
  #count(): void {
    const undo = this.#manager.undoStack.length;
    const redo = this.#manager.redoStack.length;
    const { undo: undoBefore, redo: redoBefore } = this.#depth.get();
    if (undo !== undoBefore || redo !== redoBefore) this.#depth.set({ undo, redo });
  }
}

/** A step as the manager keeps it: what it had written, and what it had deleted or replaced. */
type Step = Y.UndoManager["undoStack"][number];

/** A step that made fewer shapes is undone as fast without. */
const MANY = 100;

/**
 * Deletes most of the many shapes that a step had made, each as a whole. The manager goes backwards: it deletes the
 * fields of each shape before the shape, and takes note of each one, in twice the time. It must find something to
 * delete itself, or it would take the step before, too.
 */
function deleteWhole(
  transaction: Y.Transaction,
  shapes: Y.Map<Y.Map<unknown>>,
  step: Step | undefined,
): void {
  if (step === undefined) return;
  const made: Y.Item[] = [];
  Y.iterateDeletedStructs(transaction, step.insertions, (struct) => {
    if (struct instanceof Y.Item && !struct.deleted && struct.parent === shapes) made.push(struct);
  });
  if (made.length < MANY) return;
  for (const item of made.slice(1)) item.delete(transaction);
}

/**
 * Gives the keys of shapes the values that a step had replaced or deleted, where undoing the step has left none.
 * Yjs brings no value back to a key that somebody else has set at the same time, also where that value does not
 * count. Then the key would have none: without its place, a shape is lost to everybody.
 */
function fillKeys(transaction: Y.Transaction, { deletions, insertions }: Step): void {
  Y.iterateDeletedStructs(transaction, deletions, (struct) => {
    if (!(struct instanceof Y.Item) || struct.parentSub === null) return;
    // A value that the step itself had given, before another one.
    if (Y.isDeleted(insertions, struct.id)) return;
    const map = livingParent(transaction, struct);
    if (map === null || map.has(struct.parentSub)) return;
    const value: unknown = struct.content.getContent().at(-1);
    if (!(value instanceof Y.AbstractType) && value !== undefined) map.set(struct.parentSub, value);
  });
}

/** The map of a shape's fields in which an item is, or in which its fields stand since a redo. */
function livingParent({ doc }: Y.Transaction, { parent }: Y.Item): Y.Map<unknown> | null {
  let holder = parent instanceof Y.AbstractType ? parent._item : null;
  while (holder?.deleted === true && holder.redone !== null) {
    holder = Y.getItem(doc.store, holder.redone) as Y.Item;
  }
  if (holder === null || holder.deleted || !(holder.content instanceof Y.ContentType)) return null;
  return holder.content.type instanceof Y.Map ? holder.content.type : null;
}

const UNRECORDED = Symbol("unrecorded");
