/** Kinds: all that there is to know about one type of shape, in one object. This is what each kind gives. */

import type { TextLayout } from "./draw/layout.ts";
import type { Palette } from "./draw/palette.ts";
import type { Path } from "./draw/path.ts";
import type { Pen } from "./draw/pen.ts";
import type { Box } from "./geometry.ts";
import type { Fields, Point, ShapeBase, Size } from "./record.ts";
import type { ObstacleFinder } from "./route/follow.ts";
import type { TargetFinder } from "./route/target.ts";
import type { Align, VerticalAlign } from "./style.ts";

/** Any shape: the common fields, and a type. */
export type AnyShape = ShapeBase & { readonly type: string };

/** The choices of a shape's look that the style panel offers; each is a stored field. */
export const STYLE_KEYS = [
  "stroke",
  "fill",
  "tone",
  "width",
  "dash",
  "finish",
  "route",
  "tail",
  "head",
  "letter",
  "font",
  "align",
  "valign",
] as const;
export type StyleKey = (typeof STYLE_KEYS)[number];

/** The line around a shape or along it, relative to its `xy` and before it is turned. Hits, marquees and hovers go by it. */
export interface Outline {
  /** The box of the path, without the width of its line. It costs nothing, while a path may have to be made. */
  readonly box: Box;
  /** How far beyond that box something is drawn. */
  readonly bleed: number;
  readonly path: Path;
  /** All lines that are drawn, where there are more than the path: they are hit, too. */
  readonly lines?: Path;
  /** Microseconds that making the path takes, about. */
  readonly effort: number;
  /** Has it an inside? */
  readonly closed: boolean;
  /** Is its inside looked through? */
  readonly hollow: boolean;
  /** The width of the line that is drawn along it; 0: none. */
  readonly line: number;
}

/** Where a shape's text stands, relative to its `xy` and before it is turned. */
export interface TextFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Where the words stand in its height. */
  readonly vertical: VerticalAlign;
}

/** The eight handles of a selection's frame, by the side of the board they look to. */
export type BoxHandle = "nw" | "n" | "ne" | "e" | "se" | "s" | "sw" | "w";

/** A handle at a point of a single selected shape, on the board. */
export interface PointHandle {
  readonly name: string;
  readonly at: Point;
}

/** One type of shape. */
export interface ShapeKind<S extends AnyShape = AnyShape> {
  readonly type: S["type"];
  /** The fields that are stored besides those of every shape. Copies, differences and gestures go by them. */
  readonly keys: readonly (keyof S & string)[];
  /** Fields that say one thing only together: when one of them is written, all are. */
  readonly together?: readonly string[];
  /** The rows of the style panel. */
  readonly styles: readonly StyleKey[];
  /** Does its stroke name a paper, on which it stands? */
  readonly paper?: true;
  /** Reads its own fields; `null` when it cannot be drawn without one of them. */
  read(base: ShapeBase, fields: Fields): S | null;
  outline(shape: S): Outline;
  /** Draws all but the words. The pen is at the shape's place. `words`: how these are set, if they are. */
  draw(shape: S, pen: Pen, palette: Palette, words: TextLayout | null): void;
  /** Does `draw` itself keep to the pen's budget? */
  readonly paced?: true;
  /** Makes what takes long, so that it can be drawn another time; says whether there was something. */
  prepare?(shape: S, pen: Pen): boolean;
  /** The shape at another place and in another size; `null` where nothing else follows from it. */
  placed?(shape: S, xy: Point, size: Size): S;
  /** The shape when the box around a selection becomes another one by a handle. */
  resized(shape: S, from: Box, to: Box, handle: BoxHandle): S;
  /** Is its proportion kept whenever it is resized? */
  readonly keepsRatio?: true;
  /** The shape turned by radians about a point of the board. Without it, its box is turned. */
  turned?(shape: S, by: number, about: Point): S;
  /** The shape as it is mirrored from left to right (`"x"`) or from top to bottom (`"y"`) within its box. Without it, it looks the same. */
  mirrored?(shape: S, axis: "x" | "y"): S;
  /** The handles of a single one, instead of those of the frame; and the shape with one of them elsewhere. */
  handles?(shape: S): readonly PointHandle[];
  pulled?(shape: S, handle: string, to: Point, shift: boolean): S;

  /** Where its text stands; a kind without it carries none. */
  textFrame?(shape: S): TextFrame;
  textColor?(shape: S, palette: Palette): string;
  /** The colour of a line around its letters, if they would not be seen. */
  textEdge?(shape: S, palette: Palette): string | null;
  readonly words?: {
    /** How the lines of a new one are aligned. */
    readonly align: Align;
    /** Is it made for its words? Then the text tool goes on with them. */
    readonly main: boolean;
    /** Is it nothing without a letter? */
    readonly only: boolean;
  };
  /** The sizes that its letters may have, the largest first: the first at which its words fit its frame. */
  letterSizes?(shape: S): readonly [number, ...number[]];
  /** Where its lines wrap; `null`: at line breaks alone. Without it, at the frame's width. */
  wrap?(shape: S): number | null;
  /** The size that it takes with its words, as they are set: no smaller than it is, unless it follows them. */
  room?(shape: S, words: TextLayout): Size;
  /** The least width at which a word of this width stands in one of its lines. Without it, words may be broken. */
  widthFor?(word: number): number;

  /** Where its bound ends are, by the shapes that they follow: pure, and never written. */
  follow?(shape: S, targetOf: TargetFinder, obstaclesIn?: ObstacleFinder): S;
  /** It holds others, and may cut off what reaches beyond it. */
  readonly container?: { readonly clips: boolean };
}

/** The shape type of a kind. */
export type ShapeOf<K> = K extends ShapeKind<infer S> ? S : never;
