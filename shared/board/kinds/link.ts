/** The link card: an address with a title that is typed by hand. Nothing of the address is ever fetched. */
import { LINE_HEIGHT, type TextLayout } from "../draw/layout.ts";
import { baselineOf, cssFont, fontGeneration, measureText } from "../draw/measure.ts";
import type { Palette } from "../draw/palette.ts";
import { BoxPath } from "../draw/path.ts";
import type { Pen } from "../draw/pen.ts";
import { SizedPath } from "../draw/sized-path.ts";
import type { Box } from "../geometry.ts";
import type { ShapeKind, TextFrame } from "../kind.ts";
import { nameOf, readAddress } from "../link-address.ts";
import { readWords, type ShapeBase, WORD_KEYS, type Words } from "../record.ts";
import { FONT_SIZE } from "../style.ts";
import { stretchedWithRoom } from "./stretch.ts";
import { layoutWords } from "./words.ts";

/** A link card; without a title, it shows its address alone. */
export interface LinkShape extends ShapeBase, Words {
  readonly type: "link";
  /** Of http, https or mailto. */
  readonly url: string;
}

/** The size of a new one, in board units. */
export const CARD_SIZE = [300, 76] as const;

const CORNER = 10;
const PADDING = 14;

/** The tile at its left, with the sign of a link. */
const TILE = { size: 40, corner: 8, gap: 14 } as const;

/** The button at its upper right, which opens it. */
const BUTTON = 32;

/** The line with the address: the size of its letters, and its height with the air below. */
const ADDRESS = { letters: 13, height: 36, lower: 18 } as const;

const TOP = 13;

const box = new BoxPath();

/** Two rings of a chain, around the point that `of` is given. */
const sign = new SizedPath(([x, y], to) => {
  to.roundRect(x - 12, y - 4.5, 14, 9, 4.5);
  to.roundRect(x - 2, y - 4.5, 14, 9, 4.5);
});

/** An arrow out of a page, around the point that `of` is given. */
const arrow = new SizedPath(([x, y], to) => {
  to.moveTo(x - 4, y + 4);
  to.lineTo(x + 4, y - 4);
  to.moveTo(x - 3, y - 4);
  to.lineTo(x + 4, y - 4);
  to.lineTo(x + 4, y + 3);
});

function textFrame({ size: [width, height], letter }: LinkShape): TextFrame {
  const x = PADDING + TILE.size + TILE.gap;
  const least = FONT_SIZE[letter];
  return {
    x,
    y: TOP,
    width: Math.max(least * 2, width - x - BUTTON - PADDING / 2),
    height: Math.max(least, height - TOP - ADDRESS.height),
    vertical: "top",
  };
}

/** The button that opens a card, relative to its `xy`. */
export function openButton({ size: [width] }: LinkShape): Box {
  return { minX: width - BUTTON - 6, minY: 6, maxX: width - 6, maxY: 6 + BUTTON };
}

export const link: ShapeKind<LinkShape> = {
  type: "link",
  keys: ["url", ...WORD_KEYS],
  styles: ["stroke", "letter", "font"],
  words: { align: "start", main: false, only: false },

  read(base, fields) {
    const url = readAddress(fields.get("url"));
    const words = url === null ? null : readWords(base, fields, "start");
    return url === null || words === null ? null : { ...base, ...words, type: "link", url };
  },

  outline({ size: [width, height] }) {
    return {
      box: { minX: 0, minY: 0, maxX: width, maxY: height },
      bleed: 1,
      path: new BoxPath().of(0, 0, width, height, cornerOf(width, height)),
      effort: 0,
      closed: true,
      hollow: false,
      line: 1,
    };
  },

  draw(shape, pen, palette) {
    const [width, height] = shape.size;
    const card = box.of(0, 0, width, height, cornerOf(width, height));
    pen.fill(card, palette.card);
    pen.stroke(card, palette.cardEdge, 1, "solid");
    const tile = Math.min(TILE.size, height - 12);
    if (tile < 24 || width < 140) return;
    drawTile(shape, tile, pen, palette);
    drawNames(shape, pen, palette);
  },

  resized: (shape, from, to, handle) =>
    stretchedWithRoom(shape, from, to, handle, (size) =>
      shape.text.length === 0
        ? 0
        : heightWith(layoutWords(shape, textFrame({ ...shape, size }).width)),
    ),

  textFrame,
  textColor: (_shape, palette) => palette.label,
  room: ({ size: [width, height] }, words) =>
    words.width === 0 ? [width, height] : [width, Math.max(height, heightWith(words))],
};

function cornerOf(width: number, height: number): number {
  return Math.min(CORNER, width / 3, height / 3);
}

function heightWith(words: TextLayout): number {
  return Math.ceil(TOP + words.height + ADDRESS.height);
}

/** Draws the tile with the sign of a link, and the sign of the button that opens it. */
function drawTile(shape: LinkShape, tile: number, pen: Pen, palette: Palette): void {
  const { size, stroke } = shape;
  const y = Math.min((size[1] - tile) / 2, TOP + 5);
  pen.fill(box.of(PADDING, y, tile, tile, TILE.corner), palette.soft[stroke]);
  const middle = [PADDING + tile / 2, y + tile / 2] as const;
  pen.stroke(sign.of(middle), palette.edge[stroke] ?? palette.stroke[stroke], 2, "solid");
  const { minX, minY } = openButton(shape);
  pen.stroke(arrow.of([minX + BUTTON / 2, minY + BUTTON / 2]), palette.cardMuted, 1.75, "solid");
}

/** Draws the address: below the title, or in its place. */
function drawNames(shape: LinkShape, pen: Pen, palette: Palette): void {
  const { address, title } = namesOf(shape);
  const { x, y } = textFrame(shape);
  if (title !== null && pen.leastLetters <= FONT_SIZE[shape.letter]) {
    const font = cssFont(shape.font, FONT_SIZE[shape.letter]);
    const baseline = y + (FONT_SIZE[shape.letter] * LINE_HEIGHT) / 2 + baselineOf(font);
    pen.text({ drawn: title, font, rtl: false }, x, baseline, palette.label);
  }
  if (address === "" || pen.leastLetters > ADDRESS.letters) return;
  const font = cssFont("sans", ADDRESS.letters);
  pen.text(
    { drawn: address, font, rtl: false },
    x,
    shape.size[1] - ADDRESS.lower,
    palette.cardMuted,
  );
}

/** The names of an address as they fit the card. */
interface ShownNames {
  readonly address: string;
  /** The host in place of a title; `null`: there is a title. */
  readonly title: string | null;
  readonly hasTitle: boolean;
  readonly generation: number;
}

const shown = new WeakMap<LinkShape, ShownNames>();

function namesOf(shape: LinkShape): ShownNames {
  const known = shown.get(shape);
  const hasTitle = shape.text.length > 0;
  const generation = fontGeneration();
  if (known?.hasTitle === hasTitle && known.generation === generation) return known;
  const { width } = textFrame(shape);
  const { host, rest } = nameOf(shape.url);
  const small = cssFont("sans", ADDRESS.letters);
  const large = cssFont(shape.font, FONT_SIZE[shape.letter]);
  const names = {
    title: hasTitle ? null : cut(host, width, large),
    address: cut(hasTitle ? `${host}${rest}` : rest, width, small),
    hasTitle,
    generation,
  };
  shown.set(shape, names);
  return names;
}

/** As much of an address as fits a width. Addresses are of plain signs: each is one letter. */
function cut(words: string, width: number, font: string): string {
  if (measureText(words, font) <= width) return words;
  let [fits, tooMany] = [0, words.length];
  while (tooMany - fits > 1) {
    const middle = (fits + tooMany) >> 1;
    if (measureText(`${words.slice(0, middle)}…`, font) <= width) fits = middle;
    else tooMany = middle;
  }
  return `${words.slice(0, fits)}…`;
}
