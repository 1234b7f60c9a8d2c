/** The shipped fonts and the subsetter, as tests read them from the packages. */
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { Subsetter } from "../shared/fonts/subsetter.ts";
import { unpackWoff } from "../shared/fonts/woff.ts";

const { resolve } = createRequire(import.meta.url);

/** Starts HarfBuzz. */
export async function startSubsetter(): Promise<Subsetter> {
  const bytes = await readFile(resolve("harfbuzzjs/dist/harfbuzz-subset.wasm"));
  return Subsetter.start(await WebAssembly.compile(bytes));
}

/** Returns a font by the name of its file, such as `inter-latin-500-normal`. */
export async function shippedFont(file: string): Promise<Uint8Array> {
  const [, family = ""] = /^(.*?)-(?:latin|cyrillic|greek|vietnamese)/.exec(file) ?? [];
  return unpackWoff(await readFile(resolve(`@fontsource/${family}/files/${file}.woff`)));
}
