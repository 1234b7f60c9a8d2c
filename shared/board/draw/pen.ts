/** Pens: what a shape is drawn with, whatever the paper is. They know no shape. */
import type { AssetId } from "../../assets.ts";
import type { Crop } from "../crop.ts";
import type { Flip } from "../flip.ts";
import type { Box } from "../geometry.ts";
import type { Point, Size } from "../record.ts";
import type { Dash } from "../style.ts";
import type { Budget } from "./budget.ts";
import type { Path } from "./path.ts";

/** A place on the board where something is drawn: a shape is one as it stands. */
export interface Place {
  readonly xy: Point;
  readonly size: Size;
  /** Turned about the middle of its box, clockwise, in radians. */
  readonly angle: number;
  readonly opacity: number;
}

/** Letters of one font in one line. */
export interface Letters {
  readonly drawn: string;
  /** As CSS says it, in board units. */
  readonly font: string;
  readonly rtl: boolean;
}

/** A stored image as a shape shows it. */
export interface Picture {
  readonly asset: AssetId;
  /** Its own width and height in pixels. */
  readonly natural: Size;
  /** The part that is shown: left, top, width and height as shares of the whole. */
  readonly crop: Crop;
  /** How that part is mirrored within its box; absent: not at all. */
  readonly flip?: Flip;
}

/** The success of a paper with an image: it is drawn, or not yet, or not at all. */
export type PictureState = "drawn" | "loading" | "failed";

/** One drawing, several papers: a canvas, an SVG file, or a record for tests. */
export interface Pen {
  /** Device pixels of a board unit; `Infinity` on paper that can be enlarged. */
  readonly detail: number;
  /** The part of the board that is drawn: the rest may be left out. */
  readonly within: Box;
  /** Letters lower than this cannot be read on this paper, in board units. */
  readonly leastLetters: number;
  readonly budget: Budget;
  /** Paths and letters that follow are relative to this place's `xy`, and turned with it. */
  place(at: Place): void;
  /** Draws what `draw` draws only as far as it lies in this box of the board. It may be called within itself. */
  clipped(to: Box, draw: () => void): void;
  fill(path: Path, color: string): void;
  /** `width` in board units; `dashesFor`: the width of the line whose pieces and gaps it has. */
  stroke(path: Path, color: string, width: number, dash: Dash, dashesFor?: number): void;
  /** `x` is the edge at which the letters begin in their direction, `y` their baseline; `edge`: the colour of a line around them. */
  text(letters: Letters, x: number, y: number, color: string, edge?: string | null): void;
  /** Draws a stored image in this size from the place's `xy` on, if the paper has it. */
  image(picture: Picture, size: Size): PictureState;
  /** The initials of a person by public id; `null`: this paper does not know them. */
  initialsOf?(id: string): string | null;
  /** Says whether a public id is the user's own; absent: this paper has no user. */
  isMe?(id: string): boolean;
  /** Has the paper made this long path its own already, so that it takes only the drawing? */
  has(path: Path): boolean;
  /** Makes it its own, to be drawn another time. */
  make(path: Path): void;
}
