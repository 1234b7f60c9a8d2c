/** The PDF pen: draws shapes on a page as lines, letters in their fonts, and images. */
import {
  beginText,
  clip,
  concatTransformationMatrix,
  drawObject,
  endPath,
  endText,
  fill,
  LineCapStyle,
  LineJoinStyle,
  type PDFFont,
  type PDFImage,
  type PDFOperator,
  type PDFPage,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  setDashPattern,
  setFillingRgbColor,
  setFontAndSize,
  setGraphicsState,
  setLineCap,
  setLineJoin,
  setLineWidth,
  setStrokingRgbColor,
  setTextMatrix,
  setTextRenderingMode,
  showText,
  stroke,
  TextRenderingMode,
} from "@cantoo/pdf-lib";
import type { AssetId } from "../../../shared/assets.ts";
import { NoLimit } from "../../../shared/board/draw/budget.ts";
import { dashesOf } from "../../../shared/board/draw/dashes.ts";
import { measureText } from "../../../shared/board/draw/measure.ts";
import { EDGE } from "../../../shared/board/draw/palette.ts";
import type { Path } from "../../../shared/board/draw/path.ts";
import type { Letters, Pen, Picture, PictureState, Place } from "../../../shared/board/draw/pen.ts";
import type { Box } from "../../../shared/board/geometry.ts";
import type { Size } from "../../../shared/board/record.ts";
import type { Dash } from "../../../shared/board/style.ts";
import { readCssFont } from "../../../shared/fonts/faces.ts";
import { pdfSteps } from "./pdf-path.ts";

/** How far slanted letters lean, as browsers lean the letters of a font without slanted ones. */
const LEAN = Math.tan((14 * Math.PI) / 180);

/** The things that a page draws with, made before it is drawn. */
export interface PdfStock {
  /** A font that has these letters; `null`: none of the file has. */
  fontFor(font: string, word: string): PDFFont | null;
  /** A word as a picture, where no font has its letters. */
  pictureOf(word: string, font: string, color: string): PDFImage | null;
  imageOf(asset: AssetId): PDFImage | null;
  initialsOf(id: string): string | null;
}

/** Draws on a page. */
export class PdfPen implements Pen {
  readonly detail = Number.POSITIVE_INFINITY;
  readonly leastLetters = 0;
  readonly budget = new NoLimit();
  readonly within: Box;
  readonly #page: PDFPage;
  readonly #stock: PdfStock;
  readonly #names = new Map<object, ReturnType<PDFPage["node"]["newFontDictionary"]>>();
  readonly #alphas = new Map<number, ReturnType<PDFPage["node"]["newExtGState"]>>();
  #isPlaced = false;
  #opacity = 1;

  constructor(page: PDFPage, within: Box, scale: number, stock: PdfStock) {
    this.#page = page;
    this.within = within;
    this.#stock = stock;
    // The board's y grows downwards, and a page's upwards.
    const matrix = concatTransformationMatrix(
      scale,
      0,
      0,
      -scale,
      -within.minX * scale,
      within.maxY * scale,
    );
    this.#push(
      pushGraphicsState(),
      matrix,
      setLineCap(LineCapStyle.Round),
      setLineJoin(LineJoinStyle.Round),
    );
  }

  finish(): void {
    this.#leavePlace();
    this.#push(popGraphicsState());
  }

  place({ xy: [x, y], size: [width, height], angle, opacity }: Place): void {
    this.#leavePlace();
    this.#isPlaced = true;
    this.#opacity = opacity;
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    const [across, down] = [width / 2, height / 2];
    const left = x + across - cos * across + sin * down;
    const top = y + down - sin * across - cos * down;
    this.#push(pushGraphicsState(), concatTransformationMatrix(cos, sin, -sin, cos, left, top));
  }

  clipped({ minX, minY, maxX, maxY }: Box, draw: () => void): void {
    this.#leavePlace();
    this.#push(
      pushGraphicsState(),
      rectangle(minX, minY, maxX - minX, maxY - minY),
      clip(),
      endPath(),
    );
    draw();
    this.#leavePlace();
    this.#push(popGraphicsState());
  }

  fill(path: Path, color: string): void {
    this.#push(this.#alpha(color), setFillingRgbColor(...rgb(color)), ...pdfSteps(path), fill());
  }

  stroke(path: Path, color: string, width: number, dash: Dash, dashesFor = width): void {
    this.#push(
      this.#alpha(color),
      setStrokingRgbColor(...rgb(color)),
      setLineWidth(width),
      setDashPattern([...(dashesOf(dash, dashesFor) ?? [])], 0),
      ...pdfSteps(path),
      stroke(),
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
    for (const { word, at } of wordsIn(drawn, rtl)) {
      const left = rtl ? x - measureText(drawn, font) : x + measureText(drawn.slice(0, at), font);
      const own = rtl ? null : this.#stock.fontFor(font, word);
      if (own === null) this.#picture(word, font, left, y, color);
      else {
        if (edge !== null) this.#letters(own, word, font, left, y, edge, TextRenderingMode.Outline);
        this.#letters(own, word, font, left, y, color, TextRenderingMode.Fill);
      }
    }
  }

  image({ asset, crop, flip = "none" }: Picture, [width, height]: Size): PictureState {
    const image = this.#stock.imageOf(asset);
    if (image === null) return "failed";
    const [left, top, shareX, shareY] = crop;
    const [across, down] = [width / shareX, height / shareY];
    const [mirrorX, mirrorY] = [flip.includes("x"), flip.includes("y")];
    this.#push(
      pushGraphicsState(),
      this.#alpha("#000000"),
      rectangle(0, 0, width, height),
      clip(),
      endPath(),
      concatTransformationMatrix(
        mirrorX ? -1 : 1,
        0,
        0,
        mirrorY ? -1 : 1,
        mirrorX ? width : 0,
        mirrorY ? height : 0,
      ),
      concatTransformationMatrix(across, 0, 0, -down, -left * across, down - top * down),
      drawObject(this.#named("Image", image)),
      popGraphicsState(),
    );
    return "drawn";
  }

  initialsOf(id: string): string | null {
    return this.#stock.initialsOf(id);
  }

  has(): boolean {
    return true;
  }

  make(): void {
    // Nothing is kept: each path is written once.
  }

  #letters(
    own: PDFFont,
    word: string,
    font: string,
    x: number,
    y: number,
    color: string,
    mode: TextRenderingMode,
  ): void {
    const { size, isItalic } = readCssFont(font);
    const paint = mode === TextRenderingMode.Fill ? setFillingRgbColor : setStrokingRgbColor;
    this.#push(
      this.#alpha(color),
      paint(...rgb(color)),
      setLineWidth(2 * EDGE),
      setDashPattern([], 0),
      beginText(),
      setTextRenderingMode(mode),
      setFontAndSize(this.#named("Font", own), size),
      setTextMatrix(1, 0, isItalic ? LEAN : 0, -1, x, y),
      showText(own.encodeText(word)),
      endText(),
    );
  }

  #picture(word: string, font: string, x: number, y: number, color: string): void {
    const image = this.#stock.pictureOf(word, font, color);
    if (image === null) return;
    const { size } = readCssFont(font);
    const box = pictureBox(measureText(word, font), size);
    this.#push(
      pushGraphicsState(),
      this.#alpha("#000000"),
      concatTransformationMatrix(
        box.width,
        0,
        0,
        -box.height,
        x - box.left,
        y - box.above + box.height,
      ),
      drawObject(this.#named("Image", image)),
      popGraphicsState(),
    );
  }

  #named(kind: "Font" | "Image", made: PDFFont | PDFImage) {
    let name = this.#names.get(made);
    if (name === undefined) {
      const { node } = this.#page;
      name =
        kind === "Font" ? node.newFontDictionary("F", made.ref) : node.newXObject("I", made.ref);
      this.#names.set(made, name);
    }
    return name;
  }

  /** Sets how much what follows covers: a colour of eight digits covers only in part. */
  #alpha(color: string): PDFOperator {
    const own = color.length === 9 ? Number.parseInt(color.slice(7), 16) / 255 : 1;
    const covers = Math.round(own * this.#opacity * 1000) / 1000;
    let name = this.#alphas.get(covers);
    if (name === undefined) {
      const state = this.#page.doc.context.obj({ Type: "ExtGState", ca: covers, CA: covers });
      name = this.#page.node.newExtGState("G", state);
      this.#alphas.set(covers, name);
    }
    return setGraphicsState(name);
  }

  #leavePlace(): void {
    if (this.#isPlaced) this.#push(popGraphicsState());
    this.#isPlaced = false;
    this.#opacity = 1;
  }

  #push(...operators: PDFOperator[]): void {
    this.#page.pushOperators(...operators);
  }
}

/** The words of a line with the spaces after them: each has its own place, so that kerning does not add up. */
export function wordsIn(drawn: string, rtl: boolean): readonly { word: string; at: number }[] {
  if (rtl) return [{ word: drawn, at: 0 }];
  return [...drawn.matchAll(/\S+\s*|^\s+/g)].map((match) => ({ word: match[0], at: match.index }));
}

/** The room of a word as a picture around the point at which it begins, in board units. */
export function pictureBox(width: number, size: number) {
  return { left: size / 4, above: size * 1.1, width: width + size / 2, height: size * 1.5 };
}

function rgb(color: string): [number, number, number] {
  const part = (at: number) => Number.parseInt(color.slice(at, at + 2), 16) / 255;
  return [part(1), part(3), part(5)];
}
