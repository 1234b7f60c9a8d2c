/** A part of the overlay: a mark over the shapes, painted, hit and dragged by one object. */
import type { Point } from "../../../shared/board/shape.ts";
import type { NameTags } from "../../ui/names.ts";
import type { ReadableStore } from "../../ui/store.ts";
import type { Editor } from "../editor.ts";
import type { Other } from "../live/others.ts";
import type { Drag, PointerInput } from "../tools/tool.ts";
import type { ScreenPen } from "./screen-pen.ts";

/** Something that tells when it changes: a store, or what is seen. */
export interface Watched {
  subscribe(listener: () => void): () => void;
}

/** A part that a press can take. */
export interface Grip {
  /** The CSS cursor over it. */
  readonly cursor: string;
  /** Is a double click its own? Else it means the shape or the board below. */
  readonly takesDoubleClicks?: true;
  drag(input: PointerInput): Drag | null;
}

export interface OverlayPart {
  /** Parts with a larger number lie over others, and are hit before them. */
  readonly above: number;
  /** Whatever it is painted from besides the camera: when one of these changes, it is painted again. */
  readonly from: readonly Watched[];
  isShown(): boolean;
  /** Paints it; called only when it is shown. */
  paint(pen: ScreenPen): void;
  /** The grip at a point of the screen, in CSS pixels; `ctrl`: that key, or Command, is held. It is asked for while the select tool is in the hand. */
  grab?(at: Point, pointer: PointerInput["pointer"], ctrl?: boolean): Grip | null;
  /** The pointer has left the board. */
  leave?(): void;
}

/** All that parts are made of. */
export interface OverlayBoard {
  readonly editor: Editor;
  /** The other people who have something selected, or type. */
  readonly others: ReadableStore<readonly Other[]>;
  /** The tags that tell people of one name apart. */
  readonly tags: ReadableStore<NameTags>;
}

/** Makes a part for one board. */
export type OverlayKind = (board: OverlayBoard) => OverlayPart;

/** Is no hand of mine at work? Handles and the hover wait for that. */
export function isAtRest({ hand }: Editor): boolean {
  const { moved, framed } = hand.motion.get();
  return moved.length === 0 && framed === null && hand.marquee.get() === null;
}
