/** Words as Excalidraw has them: an element of its own, with its lines as they are set. */
import { LINE_HEIGHT, layoutText, type TextLayout } from "../../../../shared/board/draw/layout.ts";
import type { ListMark } from "../../../../shared/board/draw/lists.ts";
import { isFormatted, runsOf } from "../../../../shared/board/draw/runs.ts";
import { shownText, textColor } from "../../../../shared/board/draw/shape-text.ts";
import { centerOf, rotate } from "../../../../shared/board/geometry.ts";
import { kindOf, type TextualShape } from "../../../../shared/board/kinds.ts";
import { nameOf } from "../../../../shared/board/link-address.ts";
import { FONT_SIZE, type Font } from "../../../../shared/board/style.ts";
import { type Element, elementOf, LIGHT, type Standing } from "./element.ts";

/** Its fonts that look the most like ours: Excalifont, Helvetica, Cascadia. It has none with serifs. */
const FONTS: Readonly<Record<Font, number>> = { hand: 5, sans: 2, serif: 2, mono: 3 };

const ALIGNS = { start: "left", middle: "center", end: "right" } as const;
const SHARES = { start: 0, middle: 0.5, end: 1 } as const;

/** Lines as they are set, and the text without the breaks that only wrap it. */
interface Lines {
  readonly text: string;
  readonly originalText: string;
}

/** Has a shape words that are shown? */
export function hasWords(shape: TextualShape): boolean {
  return shape.text.length > 0 || shape.type === "link";
}

/** The words of a shape in or on it: bound to its element, or beside it. */
export function labelOf(
  shape: TextualShape,
  standing: Standing,
  container: string | null,
): Element {
  const { layout, frame, top, title } = shownWords(shape);
  const share = SHARES[shape.align];
  const [x, y] = shape.xy;
  const { height } = layout;
  // Words beside their figure wrap by themselves; those in an element are set by it.
  const wraps = container === null && layout.lines.length > 1;
  const width = wraps ? frame.width : layout.width;
  const left = x + frame.x + (frame.width - width) * share;
  // It is turned about its own middle, and the words of a shape about that of the shape.
  const middle = rotate(
    [left + width / 2, y + top + height / 2],
    centerOf(shape.xy, shape.size),
    shape.angle,
  );
  return textElement(shape, standing, layout, title, {
    id: `${shape.id}-label`,
    x: middle[0] - width / 2,
    y: middle[1] - height / 2,
    width,
    height,
    containerId: container,
    verticalAlign: frame.vertical,
    autoResize: !wraps,
  });
}

/** A text by itself. */
export function textOf(shape: TextualShape, standing: Standing): Element {
  const { layout } = shownText(shape);
  return textElement(shape, standing, layout, null, {
    id: shape.id,
    containerId: null,
    verticalAlign: "top",
    autoResize: kindOf(shape).wrap?.(shape) === null,
  });
}

function textElement(
  shape: TextualShape,
  standing: Standing,
  layout: TextLayout,
  title: string | null,
  own: Element,
): Element {
  const isLone = own["containerId"] === null && shape.type === "text";
  return elementOf("text", shape, standing, {
    strokeColor: isLone ? LIGHT.stroke[shape.stroke] : textColor(shape, LIGHT),
    strokeStyle: "solid",
    link: title === null ? linkIn(shape) : null,
    ...linesOf(layout),
    fontSize: layout.size,
    fontFamily: FONTS[shape.font],
    textAlign: ALIGNS[shape.align],
    lineHeight: LINE_HEIGHT,
    ...own,
  });
}

/** The words as they are shown. A card without a title shows where it leads. */
function shownWords(shape: TextualShape) {
  if (shape.type !== "link" || shape.text.length > 0) return { ...shownText(shape), title: null };
  const { frame, top } = shownText(shape);
  const title = nameOf(shape.url).host;
  const layout = layoutText(title, {
    font: shape.font,
    size: FONT_SIZE[shape.letter],
    maxWidth: frame.width,
    align: shape.align,
  });
  return { layout, frame, top, title };
}

/** The address to which all words lead, or the first of several. */
function linkIn({ text }: TextualShape): string | null {
  return runsOf(text).find(({ link }) => link)?.link ?? null;
}

/** Is any look of its letters lost? One link of all words is kept. */
export function losesFormats({ text }: TextualShape): boolean {
  if (!isFormatted(text)) return false;
  const [first, ...others] = runsOf(text);
  const { text: _, link, line, ...look } = first ?? { text: "" };
  const isPlain = Object.values(look).every((value) => value === false || value === null);
  return others.length > 0 || !isPlain || !link || (line !== undefined && line !== null);
}

function linesOf({ lines }: TextLayout): Lines {
  const shown: string[] = [];
  const paragraphs: string[] = [];
  let end = -1;
  for (const { text, start, mark } of lines) {
    const before = mark === null ? "" : signOf(mark);
    shown.push(before + text.trimEnd());
    if (start === end) paragraphs.push((paragraphs.pop() ?? "") + text);
    else paragraphs.push(before + text);
    end = start + text.length;
  }
  return { text: shown.join("\n"), originalText: paragraphs.join("\n") };
}

/** The mark of a list in letters. */
function signOf({ list, indent, label }: ListMark): string {
  const signs = { bullet: "•", ordered: label, checked: "☑", unchecked: "☐" } as const;
  return `${"  ".repeat(indent)}${signs[list]} `;
}
