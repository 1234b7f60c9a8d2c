/** Makes the files that leave the board: each format from the same part and look. */
import type { Editor } from "../editor.ts";
import { boardText } from "./board.ts";
import type { Look } from "./look.ts";
import { type Part, subjectOf } from "./subject.ts";

/** The formats, by the endings of their files. */
export const FORMATS = ["png", "svg", "pdf", "excalidraw", "json"] as const;
export type Format = (typeof FORMATS)[number];

/** Everything that the user chooses for a file. */
export interface ExportChoice extends Look {
  readonly part: Part;
  readonly format: Format;
  /** Pixels of a board unit. */
  readonly scale: number;
  /** The picture carries its board, so that it can be imported again. */
  readonly carries: boolean;
}

const TYPES: Readonly<Record<Format, string>> = {
  png: "image/png",
  svg: "image/svg+xml",
  pdf: "application/pdf",
  excalidraw: "application/vnd.excalidraw+json",
  json: "application/json",
};

/** The media type of a format. */
export function typeOf(format: Format): string {
  return TYPES[format];
}

/** Makes a file; `null`: there is nothing in it, or it would be too large, or this browser cannot make it. */
export async function fileOf(editor: Editor, choice: ExportChoice): Promise<Blob | null> {
  const made = await contentsOf(editor, choice);
  return made === null || made instanceof Blob
    ? made
    : new Blob([made], { type: TYPES[choice.format] });
}

async function contentsOf(editor: Editor, choice: ExportChoice): Promise<Blob | BlobPart | null> {
  const { part, format, scale, carries } = choice;
  const subject = subjectOf(editor, part);
  if (subject === null) return null;
  const carried = carries ? await boardText(editor, part) : null;
  switch (format) {
    case "png":
      return (await import("./png.ts")).pngOf(editor, subject, choice, scale, carried);
    case "svg":
      return (await import("./svg.ts")).svgOf(editor, subject, choice, carried);
    case "pdf":
      return (await import("./pdf.ts")).pdfOf(editor, part, choice);
    case "excalidraw":
      return (await import("./excalidraw.ts")).excalidrawText(editor, subject);
    case "json":
      return boardText(editor, part);
  }
}
