/** Words of Excalidraw's elements: their font, size, alignment and link. */
import { readAddress } from "../../../../shared/board/link-address.ts";
import type { Point } from "../../../../shared/board/shape.ts";
import { FONT_SIZE, type Font, type Width } from "../../../../shared/board/style.ts";
import { boxFields, entryOf, nearest, numberOf, textOf, type Values } from "./values.ts";

/** Its fonts by number: Virgil, Helvetica, Cascadia, Excalifont, Nunito, Lilita One, Comic Shanns, Liberation Sans. */
const FONTS: Readonly<Record<string, Font>> = {
  1: "hand",
  2: "sans",
  3: "mono",
  5: "hand",
  6: "sans",
  7: "sans",
  8: "mono",
  9: "sans",
};

/** Fonts of the first files, which had them as CSS. */
const NAMES: Readonly<Record<string, Font>> = {
  Virgil: "hand",
  Helvetica: "sans",
  Cascadia: "mono",
};

const ALIGNS = { left: "start", center: "middle", right: "end" } as const;
const VALIGNS = { top: "top", middle: "middle", bottom: "bottom" } as const;

/** Letters of this many times another size look otherwise. */
const LARGE_CHANGE = 1.35;

/** The words of a text, or of a label in another element. */
export function wordsOf(text: Values, align: "start" | "middle"): Values {
  const plain = plainOf(text);
  const link = readAddress(text["link"]);
  return {
    text: link === null || plain === "" ? plain : [{ insert: plain, attributes: { link } }],
    letter: letterOf(text),
    font: fontOf(text),
    align: entryOf(ALIGNS, text["textAlign"], align),
    ...(align === "middle" && { valign: entryOf(VALIGNS, text["verticalAlign"], "middle") }),
  };
}

/** A text by itself. The page fits its box around its words. */
export function textFields(element: Values, xy: Point): Values {
  const { valign: _, ...words } = wordsOf(element, "start");
  const size = [numberOf(element["width"]), numberOf(element["height"])] as const;
  const wrap = element["autoResize"] === false ? Math.max(1, size[0]) : null;
  return { type: "text", ...boxFields(xy, size), ...words, rest: { wrap } };
}

/** Has the nearest of our sizes another look? */
export function isLargeChange(text: Values): boolean {
  const ratio = FONT_SIZE[letterOf(text)] / sizeOf(text);
  return plainOf(text) !== "" && (ratio > LARGE_CHANGE || ratio < 1 / LARGE_CHANGE);
}

function plainOf({ originalText, text }: Values): string {
  return textOf(originalText ?? text);
}

function letterOf(text: Values): Width {
  return nearest(FONT_SIZE, sizeOf(text));
}

/** The first files have size and family in one, as CSS. */
function sizeOf({ fontSize, font }: Values): number {
  const own = numberOf(fontSize, 0);
  return own > 0 ? own : Number.parseFloat(/(\d{1,4})px/.exec(textOf(font))?.[1] ?? "20");
}

function fontOf({ fontFamily, font }: Values): Font {
  const name = /px "?(\w+)/.exec(textOf(font))?.[1];
  return entryOf(FONTS, fontFamily, entryOf(NAMES, name, "hand"));
}
