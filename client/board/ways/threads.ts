/** The open threads of comments, as far as the board's parts list them. The page around the board tells them. */
import { createStore, type ReadableStore } from "../../ui/store.ts";
import { perEditor } from "../editor/per-editor.ts";

/** A thread that is open. */
export interface OpenThread {
  readonly key: string;
  /** The name of the person who began it. */
  readonly by: string;
  /** The words of its first comment. */
  readonly text: string;
  /** The comments after the first. */
  readonly replies: number;
  /** The shape that it is about; null: a point of the board. */
  readonly shape: string | null;
}

/** The threads of a board, and the way to each. */
export interface Threads {
  readonly open: ReadableStore<readonly OpenThread[]>;
  show(key: string): void;
}

/** The threads of a board; null: it has none, as a board that stands alone. */
export const threadsOf = perEditor(() => createStore<Threads | null>(null));
