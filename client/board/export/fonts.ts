/** The shipped fonts for files: each with the letters of the file alone. They are made beside the page. */
import {
  type FaceFile,
  filesFor,
  type SubsetFace,
  type UsedLetters,
} from "../../../shared/fonts/faces.ts";
import type { SubsetAnswer, SubsetQuestion } from "./subset-worker.ts";

/** The addresses of the font files, by name: `…/inter-latin-500-normal.woff`. */
const ADDRESSES: Readonly<Record<string, string>> = import.meta.glob(
  "../../../node_modules/@fontsource/{inter,shantell-sans,source-serif-4}/files/*-{500,700}-normal.woff",
  { query: "?url", import: "default", eager: true },
);

const byName = new Map(
  Object.entries(ADDRESSES).map(([path, address]) => [/([^/]+)\.woff$/.exec(path)?.[1], address]),
);

/**
 * Returns the fonts that have these letters. Letters of scripts that no shipped font has stay those of the reader's
 * system.
 *
 * @throws Error when a font cannot be loaded.
 */
export async function fontsFor(used: UsedLetters): Promise<SubsetFace[]> {
  const files = filesFor(used);
  if (files.length === 0) return [];
  const fonts = await subsetsOf(
    files.map(({ file, letters }) => {
      const address = byName.get(file);
      if (address === undefined) throw new Error(`There is no font file ${file}.`);
      return { address: new URL(address, location.href).href, letters: [...letters] };
    }),
  );
  return files.flatMap((file: FaceFile, index) => {
    const bytes = fonts[index];
    return bytes == null ? [] : [{ ...file, bytes }];
  });
}

/** Asks a worker of its own: the policy of the page allows no WebAssembly. */
function subsetsOf(question: SubsetQuestion): Promise<SubsetAnswer> {
  const worker = new Worker(new URL("./subset-worker.ts", import.meta.url), { type: "module" });
  const answered = new Promise<SubsetAnswer>((resolve, reject) => {
    worker.onmessage = ({ data }: MessageEvent<SubsetAnswer | string>) =>
      typeof data === "string" ? reject(new Error(data)) : resolve(data);
    worker.onerror = (event) => reject(new Error(event.message || "The fonts' worker failed."));
  });
  worker.postMessage(question);
  return answered.finally(() => worker.terminate());
}
