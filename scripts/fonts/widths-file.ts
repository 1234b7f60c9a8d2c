/** The file of widths, made from the tables of the shipped fonts. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { unpackWoff } from "../../shared/fonts/woff.ts";

const { resolve } = createRequire(import.meta.url);

const FAMILIES = {
  Inter: "inter",
  "Shantell Sans": "shantell-sans",
  "Source Serif 4": "source-serif-4",
} as const;
const WEIGHTS = [500, 700];
const SCRIPTS = ["latin", "latin-ext", "cyrillic", "greek"];

/** Runs of letters: Latin, Greek and Cyrillic, punctuation, arrows and signs of mathematics. */
const RUNS = [
  [0x20, 0x17f],
  [0x370, 0x45f],
  [0x2010, 0x203a],
  [0x20a0, 0x20bf],
  [0x2190, 0x2193],
  [0x2212, 0x2215],
] as const;

/** Returns the text of the file. */
export async function widthsFile(): Promise<string> {
  const entries: string[] = [];
  for (const [name, file] of Object.entries(FAMILIES)) {
    for (const weight of WEIGHTS) {
      const widths = new Map<number, number>();
      let height: readonly [number, number] = [0, 0];
      for (const script of SCRIPTS) {
        const font = await fontAt(`${file}/files/${file}-${script}-${weight}-normal.woff`);
        if (font === null) continue;
        height = readFont(font, widths);
      }
      const runs = RUNS.map(([first, last]) => {
        const row = Array.from(
          { length: last - first + 1 },
          (_, at) => widths.get(first + at) ?? 0,
        );
        return `[${first}, [${row.join(",")}]]`;
      });
      entries.push(
        `  "${name} ${weight}": { height: [${height.join(", ")}], runs: [${runs.join(",\n")}] },`,
      );
    }
  }
  return `/** The widths of letters in thousandths of their size, 0 for none. Made by scripts/fonts/write-widths.ts. */

/** The height of a font above and below its baseline as shares of its size, and its widths from a first letter on. */
export interface FontMetrics {
  readonly height: readonly [ascent: number, descent: number];
  readonly runs: readonly (readonly [first: number, widths: readonly number[]])[];
}

// biome-ignore format: a table
export const METRICS: Readonly<Record<string, FontMetrics>> = {
${entries.join("\n")}
};
`;
}

async function fontAt(path: string): Promise<Uint8Array | null> {
  try {
    return await unpackWoff(await readFile(resolve(`@fontsource/${path}`)));
  } catch (error) {
    // Not every font has every script.
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return null;
    throw error;
  }
}

/** Reads the widths of a font into a map, and returns how high it is (OpenType 1.9: cmap, hhea, hmtx, head). */
function readFont(font: Uint8Array, widths: Map<number, number>): readonly [number, number] {
  const view = new DataView(font.buffer, font.byteOffset, font.byteLength);
  const tables = new Map<string, number>();
  for (let index = 0; index < view.getUint16(4); index++) {
    const at = 12 + index * 16;
    tables.set(String.fromCharCode(...font.subarray(at, at + 4)), view.getUint32(at + 8));
  }
  const at = (name: string): number => tables.get(name) ?? 0;
  const units = view.getUint16(at("head") + 18);
  const counted = view.getUint16(at("hhea") + 34);
  const widthOf = (glyph: number): number => {
    const width = view.getUint16(at("hmtx") + 4 * Math.min(glyph, counted - 1));
    return Math.round((width / units) * 1000);
  };
  for (let index = 0; index < view.getUint16(at("cmap") + 2); index++) {
    const table = at("cmap") + view.getUint32(at("cmap") + 4 + index * 8 + 4);
    if (view.getUint16(table) !== 4) continue;
    const segments = view.getUint16(table + 6);
    for (let segment = 0; segment < segments; segment += 2) {
      const last = view.getUint16(table + 14 + segment);
      const first = view.getUint16(table + 16 + segments + segment);
      const delta = view.getUint16(table + 16 + 2 * segments + segment);
      const offsetAt = table + 16 + 3 * segments + segment;
      const offset = view.getUint16(offsetAt);
      for (let code = first; code <= last && code < 0xffff; code++) {
        const listed = offset === 0 ? code : view.getUint16(offsetAt + offset + 2 * (code - first));
        const glyph = listed === 0 ? 0 : (listed + delta) & 0xffff;
        if (glyph !== 0 && !widths.has(code)) widths.set(code, widthOf(glyph));
      }
    }
  }
  const share = (value: number) => Math.round((value / units) * 1000) / 1000;
  return [share(view.getInt16(at("hhea") + 4)), share(-view.getInt16(at("hhea") + 6))];
}
