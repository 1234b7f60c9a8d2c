/** The sizes of built pages: what a browser loads before a page can be used. */
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { gzipSync } from "node:zlib";
import { Failure } from "../failure.ts";

/** Bytes of gzip that each built page may load at first. */
export const MOST_BYTES: Readonly<Record<string, number>> = {
  "index.html": 112_000,
  "room.html": 220_000,
  "embed.html": 160_000,
};

/** The first load of a page: its files, and their bytes as gzip. */
export interface FirstLoad {
  readonly page: string;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly bytes: number;
}

/** A script, a preloaded script or a style sheet of a built page. */
const TAG = /<(?:script|link)\b[^>]*>/g;
const ADDRESS = /\b(?:src|href)="\/([^"]+\.(?:js|css))"/;

/** A static import of a built script. A dynamic one has a parenthesis instead, and is loaded later. */
const STATIC_IMPORT = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g;

/**
 * Finds what a page in the folder of built files loads at first: its scripts with all
 * that they import statically, and its style sheets. Not counted are the page itself,
 * fonts, icons, and scripts and styles behind a dynamic import.
 */
export function firstLoadOf(folder: string, page: string): FirstLoad {
  const paths = new Set<string>();
  const visit = (path: string): void => {
    if (paths.has(path)) return;
    paths.add(path);
    if (!path.endsWith(".js")) return;
    for (const [, found = ""] of read(folder, path).toString().matchAll(STATIC_IMPORT)) {
      visit(posix.join(posix.dirname(path), found));
    }
  };
  for (const [tag] of read(folder, page).toString().matchAll(TAG)) {
    const address = ADDRESS.exec(tag)?.[1];
    if (address !== undefined) visit(address);
  }
  const files = [...paths].map((path) => ({ path, bytes: gzipSync(read(folder, path)).length }));
  return { page, files, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** One sentence for a page that loads more than it may. */
export function complaintOf({ page, bytes }: FirstLoad): string | null {
  const most = MOST_BYTES[page] ?? 0;
  if (bytes <= most) return null;
  return `${page} loads ${kilobytes(bytes)} at first; it may load ${kilobytes(most)}. Load later what the first sight does not need.`;
}

/** Bytes in thousands, as sizes are said. */
export function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} KB`;
}

function read(folder: string, path: string): Buffer {
  try {
    return readFileSync(join(folder, path));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new Failure(`${path} is missing in ${folder}; \`npm run build\` makes it.`);
  }
}
