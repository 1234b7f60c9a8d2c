import type { Align, Font, Width } from "../../../shared/board/style.ts";

/** One line as it is drawn. */
export interface LayoutLine {
  /** What stands in it, white space at its end included, the line break not. */
  readonly text: string;
  /** Where its first character stands in the whole text. */
  readonly start: number;
  /** Left edge, from the left of the text's frame. */
  readonly x: number;
  /** Top edge, from the top of the text. */
  readonly y: number;
  /** Without the white space at its end. */
  readonly width: number;
  /** Is it read from right to left? */
  readonly rtl: boolean;
}

/** A text set in lines. */
export interface TextLayout {
  readonly lines: readonly LayoutLine[];
  /** The widest line. */
  readonly width: number;
  readonly height: number;
  readonly lineHeight: number;
  /** The CSS font it was measured in. */
  readonly font: string;
  readonly maxWidth: number | null;
}

export interface LayoutOptions {
  readonly font: Font;
  /** Font size in board units. */
  readonly size: number;
  /** Where lines wrap; `null`: only at line breaks. */
  readonly maxWidth: number | null;
  readonly align: Align;
}

/** The width of `text` in a CSS font. */
export type Measure = (text: string, font: string) => number;

/** A caret's place, from the text frame's top left. */
export interface Caret {
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export declare function layoutText(
  text: string,
  options: LayoutOptions,
  measure?: Measure,
): TextLayout;
export declare function caretAt(layout: TextLayout, index: number, measure?: Measure): Caret;
/** The CSS font of a board font at a named size, in board units. */
export declare function fontOf(font: Font, width: Width): string;
export declare function cssFont(font: Font, size: number): string;
/** The size of a text shape's box around its text. */
export declare function textSize(
  text: string,
  font: Font,
  width: Width,
  maxWidth: number | null,
  measure?: Measure,
): readonly [number, number];
/** How high a note of `noteWidth` must be for its text. */
export declare function noteHeight(
  text: string,
  font: Font,
  width: Width,
  noteWidth: number,
  measure?: Measure,
): number;
