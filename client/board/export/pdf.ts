/** PDF: a page for each frame, or one for all, with words that can be selected. */
import { PDFDocument, type PDFFont, type PDFImage, StandardFonts } from "@cantoo/pdf-lib";
import fontkit from "@pdf-lib/fontkit";
import type { AssetId } from "../../../shared/assets.ts";
import { drawShapes } from "../../../shared/board/draw/draw-shape.ts";
import { measureText } from "../../../shared/board/draw/measure.ts";
import { PALETTES } from "../../../shared/board/draw/palette.ts";
import { BoxPath } from "../../../shared/board/draw/path.ts";
import type { Letters } from "../../../shared/board/draw/pen.ts";
import { SvgPen } from "../../../shared/board/draw/svg-pen.ts";
import { readCssFont, type SubsetFace, type UsedLetters } from "../../../shared/fonts/faces.ts";
import type { Editor } from "../editor.ts";
import { fontsFor } from "./fonts.ts";
import { imagesOf } from "./images.ts";
import { drawnOf, initialsFor, type Look } from "./look.ts";
import { PdfPen, pictureBox, wordsIn } from "./pdf-pen.ts";
import { framesOf, type Part, type Subject, subjectOf } from "./subject.ts";

/** Points of a board unit, which is a pixel of CSS; and the largest side of a page in points (ISO 32000-1, annex C). */
const POINTS = 0.75;
const MOST_SIDE = 14_400;

/** Pixels of a board unit in a word that is drawn as a picture. */
const SHARP = 4;

/** Letters of the font of fixed width that every reader of PDF has. */
const LATIN = /^[\x20-\x7e\xa0-\xff]*$/;

/** Bytes of the header of a glyph, with some air (OpenType 1.9, glyf). */
const GLYPH_HEADER = 16;

/** Each letter has its plain glyph: the file knows widths and letters of those alone. */
const PLAIN = { calt: false, liga: false, clig: false, rlig: false, ccmp: false, locl: false };

/** A word in a colour that no font of the file has. */
interface DrawnWord {
  readonly word: string;
  readonly font: string;
  readonly color: string;
}

const keyOf = ({ word, font, color }: DrawnWord): string => `${color} ${font} ${word}`;

/** Makes the file; `null`: there is nothing to draw. */
export async function pdfOf(
  editor: Editor,
  part: Part,
  look: Look,
  fontsWith = fontsFor,
): Promise<Blob | null> {
  const pages = pagesOf(editor, part);
  if (pages.length === 0) return null;
  const palette = PALETTES[look.theme];
  const initialsOf = initialsFor(editor);
  const drawn = (page: Subject) => drawnOf(page.shapes, look, page.frame);
  const listening = pages.map((page) => {
    const pen = new ListeningPen(page.box, { initialsOf });
    drawShapes(drawn(page), pen, palette);
    return pen;
  });
  const faces = await fontsWith(lettersOf(listening));
  const file = await PDFDocument.create();
  file.registerFontkit(fontkit);
  const fonts = await fontsOf(file, faces);
  const mono = await file.embedFont(StandardFonts.Courier);
  const fontFor = (font: string, word: string): PDFFont | null => {
    const { families, weight } = readCssFont(font);
    if (families.startsWith("ui-monospace")) return LATIN.test(word) ? mono : null;
    const letters = [...word];
    const found = fonts.find(
      ({ face }) =>
        families.startsWith(`"${face.family}"`) &&
        face.weight === weight &&
        letters.every((letter) => face.letters.has(letter)),
    );
    return found?.font ?? null;
  };
  const words = listening
    .flatMap((pen) => pen.words)
    .filter((one) => one.isRtl || fontFor(one.font, one.word) === null);
  const wordPictures = new Map<string, PDFImage>();
  for (const word of words) {
    const key = keyOf(word);
    if (!wordPictures.has(key)) wordPictures.set(key, await file.embedPng(await wordPicture(word)));
  }
  const images = await embedded(file, editor, pages);
  for (const page of pages) {
    const { minX, minY, maxX, maxY } = page.box;
    const [width, height] = [Math.max(1, maxX - minX), Math.max(1, maxY - minY)];
    const scale = Math.min(POINTS, MOST_SIDE / Math.max(width, height));
    const pen = new PdfPen(file.addPage([width * scale, height * scale]), page.box, scale, {
      fontFor,
      pictureOf: (word, font, color) => wordPictures.get(keyOf({ word, font, color })) ?? null,
      imageOf: (asset) => images.get(asset) ?? null,
      initialsOf,
    });
    if (look.hasPaper) pen.fill(new BoxPath().of(minX, minY, width, height, 0), palette.paper);
    drawShapes(drawn(page), pen, palette);
    pen.finish();
  }
  const bytes = await file.save();
  return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: "application/pdf" });
}

/** The letters of all pages, by their font. */
function lettersOf(pages: readonly ListeningPen[]): UsedLetters {
  const all = new Map<string, Set<string>>();
  for (const { letters } of pages) {
    for (const [font, some] of letters) all.set(font, new Set([...(all.get(font) ?? []), ...some]));
  }
  return all;
}

/** The frames of the part in reading order, or all of it as one page. */
function pagesOf(editor: Editor, part: Part): readonly Subject[] {
  const frames = framesOf(editor, part).flatMap((frame) => subjectOf(editor, { frame }) ?? []);
  return frames.length > 0 ? frames : [subjectOf(editor, part)].filter((page) => page !== null);
}

/** Hears which letters and words will be drawn: fonts and pictures of words are made before. */
class ListeningPen extends SvgPen {
  readonly words: (DrawnWord & { readonly isRtl: boolean })[] = [];

  override text(letters: Letters, x: number, y: number, color: string, edge?: string | null): void {
    super.text(letters, x, y, color, edge);
    if (letters.drawn.trim() === "") return;
    for (const { word } of wordsIn(letters.drawn, letters.rtl)) {
      this.words.push({ word, font: letters.font, color, isRtl: letters.rtl });
    }
  }
}

async function fontsOf(file: PDFDocument, faces: readonly SubsetFace[]) {
  const fonts: { readonly face: SubsetFace; readonly font: PDFFont }[] = [];
  for (const face of faces) {
    // The reader of fonts looks for the header of a glyph also where the last one is empty, beyond the end.
    const bytes = new Uint8Array(face.bytes.length + GLYPH_HEADER);
    bytes.set(face.bytes);
    fonts.push({
      face,
      font: await file.embedFont(bytes, { customName: face.file, features: PLAIN }),
    });
  }
  return fonts;
}

/** Draws a word of letters that no font of the file has, with the fonts of this machine. */
async function wordPicture({ word, font, color }: DrawnWord): Promise<ArrayBuffer> {
  const { size } = readCssFont(font);
  const box = pictureBox(measureText(word, font), size);
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.ceil(box.width * SHARP));
  canvas.height = Math.max(1, Math.ceil(box.height * SHARP));
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This browser gives no canvas.");
  context.scale(canvas.width / box.width, canvas.height / box.height);
  context.font = font;
  context.fillStyle = color;
  context.fillText(word, box.left, box.above);
  return pngBytes(canvas);
}

async function embedded(
  file: PDFDocument,
  editor: Editor,
  pages: readonly Subject[],
): Promise<ReadonlyMap<AssetId, PDFImage>> {
  const blobs = await imagesOf(
    editor.assets,
    pages.flatMap(({ shapes }) => shapes),
  );
  const images = new Map<AssetId, PDFImage>();
  for (const [asset, blob] of blobs) {
    const isJpeg = blob.type === "image/jpeg";
    images.set(
      asset,
      isJpeg
        ? await file.embedJpg(await blob.arrayBuffer())
        : await file.embedPng(await asPng(blob)),
    );
  }
  return images;
}

/** Any image as a PNG: the file takes no others but JPEG. */
async function asPng(blob: Blob): Promise<ArrayBuffer> {
  if (blob.type === "image/png") return blob.arrayBuffer();
  const bitmap = await createImageBitmap(blob);
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0);
  return pngBytes(canvas);
}

async function pngBytes(canvas: HTMLCanvasElement): Promise<ArrayBuffer> {
  const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, "image/png"));
  if (blob === null) throw new Error("This browser makes no picture of a canvas.");
  return blob.arrayBuffer();
}
