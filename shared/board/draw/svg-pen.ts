/** The SVG pen: writes shapes as a picture that can be enlarged, also where there is no browser. */
import type { AssetId } from "../../assets.ts";
import { readCssFont, type UsedLetters } from "../../fonts/faces.ts";
import { isFlipped } from "../flip.ts";
import type { Box } from "../geometry.ts";
import type { Size } from "../record.ts";
import type { Dash } from "../style.ts";
import { NoLimit } from "./budget.ts";
import { dashesOf } from "./dashes.ts";
import { EDGE } from "./palette.ts";
import type { Path, PathSink } from "./path.ts";
import type { Letters, Pen, Picture, PictureState, Place } from "./pen.ts";

/** Parts of a board unit that are written: a thousandth is seen by nobody. */
const SCALE = 1_000;

/** The further contents of a picture. */
export interface SvgExtras {
  /** The colour of the paper; `null`: it has none, and what lies below the picture is seen. */
  readonly paper: string | null;
  /** Rules of CSS for its fonts. */
  readonly style?: string;
  /** An element that the picture carries and does not show. */
  readonly carried?: string;
}

/** The sources of a picture: stored images, and the people who have made its notes. */
export interface SvgSources {
  /** The address of a stored image, such as a data URI; `null` where there is none. */
  readonly hrefOf?: (asset: AssetId) => string | null;
  /** The initials of a person by public id; `null`: nobody knows them. */
  readonly initialsOf?: (id: string) => string | null;
  /** The width of letters in a font that the file does not bring: other letters are set as wide. */
  readonly widthOf?: (drawn: string, font: string) => number;
}

/** Writes shapes as SVG. Everything that comes from a document is escaped, or is a number. */
export class SvgPen implements Pen {
  readonly detail = Number.POSITIVE_INFINITY;
  readonly within: Box;
  readonly leastLetters = 0;
  readonly budget = new NoLimit();
  readonly #parts: string[] = [];
  #isPlaced = false;

  readonly #sources: SvgSources;
  readonly #clips = new Set<string>();
  readonly #letters = new Map<string, Set<string>>();

  /** `within`: the part of the board that the picture shows. */
  constructor(within: Box, sources: SvgSources = {}) {
    this.within = within;
    this.#sources = sources;
  }

  /** The letters that were drawn so far. */
  get letters(): UsedLetters {
    return this.#letters;
  }

  initialsOf(id: string): string | null {
    return this.#sources.initialsOf?.(id) ?? null;
  }

  place({ xy, size, angle, opacity }: Place): void {
    this.#leavePlace();
    this.#isPlaced = true;
    const degrees = (angle * 180) / Math.PI;
    const turn =
      angle === 0 ? "" : ` rotate(${num(degrees)} ${num(size[0] / 2)} ${num(size[1] / 2)})`;
    const faded = opacity === 1 ? "" : ` opacity="${num(opacity)}"`;
    this.#parts.push(`<g transform="translate(${num(xy[0])} ${num(xy[1])})${turn}"${faded}>`);
  }

  clipped({ minX, minY, maxX, maxY }: Box, draw: () => void): void {
    this.#leavePlace();
    this.#parts.push(`<g clip-path="url(#${this.#clip(minX, minY, maxX - minX, maxY - minY)})">`);
    draw();
    this.#leavePlace();
    this.#parts.push("</g>");
  }

  fill(path: Path, color: string): void {
    this.#parts.push(`<path d="${stepsOf(path)}"${painted("fill", color)}/>`);
  }

  stroke(path: Path, color: string, width: number, dash: Dash, dashesFor = width): void {
    const dashes = dashesOf(dash, dashesFor);
    const array = dashes === null ? "" : ` stroke-dasharray="${dashes.map(num).join(" ")}"`;
    this.#parts.push(
      `<path d="${stepsOf(path)}" fill="none"${painted("stroke", color)} stroke-width="${num(width)}"` +
        ` stroke-linecap="round" stroke-linejoin="round"${array}/>`,
    );
  }

  text(
    { drawn, font, rtl }: Letters,
    x: number,
    y: number,
    color: string,
    edge: string | null = null,
  ): void {
    if (drawn.trim() === "") return;
    this.#use(font, drawn);
    const { widthOf } = this.#sources;
    const length =
      widthOf === undefined
        ? ""
        : ` textLength="${num(widthOf(drawn, font))}" lengthAdjust="spacingAndGlyphs"`;
    const direction = rtl ? ` direction="rtl"` : "";
    const line =
      edge === null
        ? ""
        : ` stroke="${escaped(edge)}" stroke-width="${num(2 * EDGE)}" paint-order="stroke" stroke-linejoin="round"`;
    this.#parts.push(
      `<text x="${num(x)}" y="${num(y)}" fill="${escaped(color)}"${line}${direction}` +
        `${length}${fontAttributes(font)}>${escaped(drawn)}</text>`,
    );
  }

  #use(font: string, drawn: string): void {
    const letters = this.#letters.get(font);
    if (letters === undefined) this.#letters.set(font, new Set(drawn));
    else for (const letter of drawn) letters.add(letter);
  }

  image({ asset, natural, crop, flip = "none" }: Picture, [width, height]: Size): PictureState {
    const href = this.#sources.hrefOf?.(asset) ?? null;
    if (href === null) return "failed";
    const [left, top, shareX, shareY] = crop;
    const part = [left * natural[0], top * natural[1], shareX * natural[0], shareY * natural[1]];
    const [x, y] = [isFlipped(flip, "x"), isFlipped(flip, "y")];
    const mirror = [x ? -1 : 1, 0, 0, y ? -1 : 1, x ? width : 0, y ? height : 0].map(num);
    if (flip !== "none") this.#parts.push(`<g transform="matrix(${mirror.join(" ")})">`);
    const isCropped = shareX !== 1 || shareY !== 1;
    if (isCropped) this.#parts.push(`<g clip-path="url(#${this.#clip(0, 0, width, height)})">`);
    // A picture within the picture shows the part that is not cropped away.
    this.#parts.push(
      `<svg width="${num(width)}" height="${num(height)}" viewBox="${part.map(num).join(" ")}"` +
        ` preserveAspectRatio="none"><image href="${escaped(href)}" width="${num(natural[0])}"` +
        ` height="${num(natural[1])}" preserveAspectRatio="none"/></svg>`,
    );
    if (isCropped) this.#parts.push("</g>");
    if (flip !== "none") this.#parts.push("</g>");
    return "drawn";
  }

  has(): boolean {
    return true;
  }

  make(): void {
    // Nothing is kept: each path is written once.
  }

  /** The whole picture. */
  finish({ paper, style = "", carried = "" }: SvgExtras): string {
    const { minX, minY, maxX, maxY } = this.within;
    const box = [minX, minY, maxX - minX, maxY - minY].map(num);
    const [x = "0", y = "0", width = "0", height = "0"] = box;
    const ground =
      paper === null
        ? ""
        : `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${escaped(paper)}"/>`;
    this.#leavePlace();
    return (
      `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(" ")}"` +
      ` width="${width}" height="${height}">${carried}${style === "" ? "" : `<style>${style}</style>`}` +
      `${ground}${this.#parts.join("")}</svg>`
    );
  }

  /** Defines a box that cuts off, and returns its name: the same box has one name in every picture of a page. */
  #clip(x: number, y: number, width: number, height: number): string {
    const box = [x, y, width, height].map(num);
    const name = `clip${box.join("_")}`;
    if (!this.#clips.has(name)) {
      const [left, top, across, down] = box;
      this.#clips.add(name);
      this.#parts.push(
        `<clipPath id="${name}"><rect x="${left}" y="${top}" width="${across}" height="${down}"/></clipPath>`,
      );
    }
    return name;
  }

  #leavePlace(): void {
    if (this.#isPlaced) this.#parts.push("</g>");
    this.#isPlaced = false;
  }
}

/** A colour as attributes: one of eight digits covers only as much as its last two say, which not every program reads. */
function painted(what: "fill" | "stroke", color: string): string {
  if (!/^#[0-9a-f]{8}$/i.test(color)) return ` ${what}="${escaped(color)}"`;
  const covers = Number.parseInt(color.slice(7), 16) / 255;
  return ` ${what}="${color.slice(0, 7)}" ${what}-opacity="${num(covers)}"`;
}

/** A font as attributes, which more programs read than its short form. A family that is installed has another name. */
function fontAttributes(font: string): string {
  const { isItalic, weight, size, families } = readCssFont(font);
  const named = families.replace(/"([^"]+) Variable"/, '"$1 Variable", "$1"');
  const slant = isItalic ? ` font-style="italic"` : "";
  return (
    ` font-family="${escaped(named)}" font-size="${num(size)}" font-weight="${weight}"${slant}` +
    ` xml:space="preserve" style="white-space:pre"`
  );
}

/** A path in SVG's own words. */
export function stepsOf(path: Path): string {
  const writer = new StepWriter();
  path.trace(writer);
  return writer.steps.join("");
}

class StepWriter implements PathSink {
  readonly steps: string[] = [];

  moveTo(x: number, y: number): void {
    this.steps.push(`M${num(x)} ${num(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.steps.push(`L${num(x)} ${num(y)}`);
  }

  quadraticCurveTo(controlX: number, controlY: number, x: number, y: number): void {
    this.steps.push(`Q${num(controlX)} ${num(controlY)} ${num(x)} ${num(y)}`);
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.steps.push(`M${num(x)} ${num(y)}h${num(width)}v${num(height)}h${num(-width)}Z`);
  }

  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    const r = num(radius);
    const [across, down] = [num(width - 2 * radius), num(height - 2 * radius)];
    const corner = (dx: number, dy: number) => `a${r} ${r} 0 0 1 ${num(dx)} ${num(dy)}`;
    this.steps.push(
      `M${num(x + radius)} ${num(y)}h${across}${corner(radius, radius)}v${down}` +
        `${corner(-radius, radius)}h-${across}${corner(-radius, -radius)}v-${down}` +
        `${corner(radius, -radius)}Z`,
    );
  }

  ellipse(x: number, y: number, radiusX: number, radiusY: number): void {
    const half = `a${num(radiusX)} ${num(radiusY)} 0 0 1 `;
    this.steps.push(
      `M${num(x - radiusX)} ${num(y)}${half}${num(2 * radiusX)} 0${half}${num(-2 * radiusX)} 0Z`,
    );
  }

  closePath(): void {
    this.steps.push("Z");
  }
}

function num(value: number): string {
  // Neither an exponent nor a sign without a number. Most of a picture is numbers: `toFixed` takes four times as long.
  return String(Math.round(value * SCALE) / SCALE || 0);
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Signs that no XML file may hold, whatever is written for them. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are meant
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;

function escaped(text: string): string {
  return text.replace(FORBIDDEN, "").replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? "");
}
