/** Following, as the rest of the board sees it. Its part is loaded after the board is in hand; until then there is none. */
import type { Point } from "../../../shared/board/shape.ts";
import type { ReadableStore } from "../../ui/store.ts";
import { createStore } from "../../ui/store.ts";
import { perEditor } from "../editor/per-editor.ts";
import type { Box } from "../geometry.ts";

/** The ways to follow people, and to call them. People are named by their public ids. */
export interface Follow {
  /** The person whom I follow; null: nobody. */
  readonly leader: ReadableStore<string | null>;
  /** Tells when somebody begins or ends to follow or to present. */
  readonly changes: ReadableStore<number>;
  follow(id: string): void;
  stop(): void;
  /** The person whom somebody else follows; null: nobody. */
  leaderOf(id: string): string | null;
  /** Does this person present the frames of the board? */
  presents(id: string): boolean;
  /** The part of the board that a person sees; null: it is not told, because nobody follows them. */
  viewOf(id: string): Box | null;
  /** Where a person's pointer is; null: not on the board. */
  pointerOf(id: string): Point | null;
  /** Asks everybody to come to where I am. */
  gather(): void;
}

/** Following on a board; null while its part is not there. */
export const followOf = perEditor(() => createStore<Follow | null>(null));
