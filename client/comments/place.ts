/** The board as comments see it: where pins are, and what moves them. */
import type { Pin } from "../../shared/comments/comment.ts";
import type { ReadableStore } from "../ui/store.ts";

export type Point = Pin["at"];

/** Where a pin stands now. */
export interface PinPlace {
  readonly at: Point;
  /** Its shape was deleted: it stands where it stood last. */
  readonly isGone: boolean;
}

export interface CommentBoard {
  readonly camera: ReadableStore<{ readonly x: number; readonly y: number; readonly zoom: number }>;
  readonly viewport: ReadableStore<{ readonly width: number; readonly height: number }>;
  readonly insets: ReadableStore<{
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
    readonly left: number;
  }>;
  /** The pin of a comment that begins at a point: with the shape that is there. */
  pinAt(point: Point): Pin;
  placeOf(thread: string, pin: Pin): PinPlace;
  /** Calls when one of these shapes was moved or deleted, or came back. */
  watch(shapes: () => ReadonlySet<string>, listener: () => void): () => void;
  /** Calls with the ids of shapes that this user has deleted. */
  onMyDeletion(listener: (ids: readonly string[]) => void): () => void;
  lookAt(place: { readonly x: number; readonly y: number }): void;
  /** Comes nearer to a place. */
  zoomTo(at: Point): void;
  focus(): void;
}
