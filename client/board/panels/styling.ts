import { STYLE_KEYS, type StyleKey as StoredStyle } from "../../../shared/board/kind.ts";
import { fieldOf, kindOf } from "../../../shared/board/kinds.ts";
import { hasText, type Shape } from "../../../shared/board/shape.ts";
import {
  type Align,
  type Color,
  type Dash,
  type Fill,
  type Finish,
  type Font,
  type Head,
  type Route,
  TONES,
  type Tone,
  type VerticalAlign,
  type Width,
} from "../../../shared/board/style.ts";
import { restyle, type StyleChange } from "../commands/style.ts";
import type { CurrentStyle, StyleKey } from "../current-style.ts";
import type { Editor } from "../editor.ts";

/** The stored styles, and their values. */
interface StyleValues {
  readonly stroke: Color;
  readonly fill: Fill;
  readonly tone: Tone;
  readonly width: Width;
  readonly dash: Dash;
  readonly finish: Finish;
  readonly route: Route;
  readonly tail: Head;
  readonly head: Head;
  readonly letter: Width;
  readonly font: Font;
  readonly align: Align;
  readonly valign: VerticalAlign;
}

/** The insides that a figure may have. */
export const INSIDES = ["none", ...TONES] as const;
export type Inside = (typeof INSIDES)[number];

/** The choices of a style panel. A field that is left out does not apply; `null`: the shapes differ in it. */
export type Styling = { readonly [K in StoredStyle]?: StyleValues[K] | null } & {
  /** Do the colours name a note's paper, or lines? */
  readonly paper: boolean;
  /** Do they name a highlighter's ink? */
  readonly marker?: true;
  /** The inside of the figures. */
  readonly inside?: Inside | null;
  /** How opaque the selected shapes are, 0 to 1. */
  readonly opacity?: number | null;
};

/** The colours as they stand side by side, the dull ones first. */
export const SWATCHES: readonly Color[] = [
  "ink",
  "grey",
  "white",
  "brown",
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "blue",
  "violet",
  "pink",
];

/** The steps of opacity that the panel offers. */
export const OPACITIES = [0.1, 0.25, 0.5, 0.75, 1] as const;

/** One choice in the panel. */
export type StyleChoice = {
  [K in StoredStyle]: { readonly [_ in K]: StyleValues[K] };
}[StoredStyle];

function insideOf(fill: unknown, tone: unknown): Inside {
  return fill === "none" ? "none" : (tone as Tone);
}

/** The field in which the style of the next shape has each of them. */
const CHOSEN = {
  stroke: "stroke",
  note: "stroke",
  marker: "stroke",
  markerWidth: "width",
  fill: "fill",
  tone: "tone",
  width: "width",
  letters: "letter",
  dash: "dash",
  finish: "finish",
  route: "route",
  tail: "tail",
  head: "head",
  font: "font",
} as const satisfies Readonly<Record<StyleKey, StoredStyle>>;

/**
 * The styling that is possible now: of the selected shapes, or else of the shapes that the tool in
 * hand will draw; `null`: none.
 */
export function stylingOf(
  toolStyles: readonly StyleKey[],
  selected: readonly Shape[],
  style: CurrentStyle,
): Styling | null {
  if (selected.length > 0) return stylingOfShapes(selected);
  if (toolStyles.length === 0) return null;
  const chosen = toolStyles.map((key) => [CHOSEN[key], style[key]]);
  const paper = toolStyles.includes("note");
  const marker = toolStyles.includes("marker") ? { marker: true } : {};
  const inside = toolStyles.includes("fill") ? { inside: insideOf(style.fill, style.tone) } : {};
  return { paper, ...marker, ...inside, ...Object.fromEntries(chosen) };
}

function stylingOfShapes(shapes: readonly Shape[]): Styling {
  const rows = STYLE_KEYS.flatMap((key) => {
    const having = shapes.filter((shape) => hasStyle(shape, key));
    return having.length === 0 ? [] : [[key, common(having.map((shape) => fieldOf(shape, key)))]];
  });
  const paper = shapes.every((shape) => kindOf(shape).paper === true);
  const isMarker = shapes.every((shape) => fieldOf(shape, "nib") === "marker");
  const marker = isMarker ? { marker: true } : {};
  const insides = shapes
    .filter((shape) => hasStyle(shape, "fill"))
    .map((shape) => insideOf(fieldOf(shape, "fill"), fieldOf(shape, "tone")));
  const inside = insides.length === 0 ? {} : { inside: common(insides) };
  const opacity = common(shapes.map((shape) => shape.opacity));
  return { paper, ...marker, ...inside, ...Object.fromEntries(rows), opacity };
}

/** The styles of letters: a figure has them only once it has a label. */
const OF_LETTERS: readonly StoredStyle[] = ["letter", "font", "align", "valign"];

function hasStyle(shape: Shape, key: StoredStyle): boolean {
  const { styles, words } = kindOf(shape);
  if (!styles.includes(key)) return false;
  if (!OF_LETTERS.includes(key) || words?.main) return true;
  return hasText(shape) && shape.text.length > 0;
}

function common<T>(values: readonly T[]): T | null {
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : null;
}

/** Applies a choice: to the selected shapes as one step, and to what is drawn next. */
export function choose(editor: Editor, styling: Styling, choice: StyleChoice): void {
  if (editor.selection.get().length > 0) restyle(editor, choice);
  const style = editor.me.style.get();
  // A new text begins as its kind has it.
  if ("align" in choice || "valign" in choice) return;
  if (styling.marker && "stroke" in choice)
    editor.me.style.set({ ...style, marker: choice.stroke });
  else if (styling.marker && "width" in choice) {
    editor.me.style.set({ ...style, markerWidth: choice.width });
  } else if ("stroke" in choice && styling.paper)
    editor.me.style.set({ ...style, note: choice.stroke });
  else if ("letter" in choice) editor.me.style.set({ ...style, letters: choice.letter });
  else editor.me.style.set({ ...style, ...choice });
}

/** Makes the selected shapes more or less see-through. */
export function chooseOpacity(editor: Editor, opacity: number): void {
  restyle(editor, { opacity }, true);
}

/** Gives figures an inside or takes it from them. One that had none gets the colour of its line. */
export function chooseInside(editor: Editor, inside: Inside): void {
  const style = editor.me.style.get();
  const change = (before: { readonly fill: unknown; readonly stroke: Color }): StyleChange => {
    if (inside === "none") return { fill: "none" };
    return before.fill === "none" ? { tone: inside, fill: before.stroke } : { tone: inside };
  };
  restyle(editor, (shape) => change({ fill: fieldOf(shape, "fill"), stroke: shape.stroke }));
  editor.me.style.set({ ...style, ...change(style) } as CurrentStyle);
}
