/** The worker that makes fonts smaller. It alone runs WebAssembly: a worker has a policy of its own. */
import wasm from "harfbuzzjs/dist/harfbuzz-subset.wasm?url";
import { Subsetter } from "../../../shared/fonts/subsetter.ts";
import { unpackWoff } from "../../../shared/fonts/woff.ts";

/** Fonts, and the letters that are wanted of each. */
export type SubsetQuestion = readonly {
  readonly address: string;
  readonly letters: readonly string[];
}[];

/** The fonts with these letters, in the order of the question; `null`: the font has none of them. */
export type SubsetAnswer = readonly (Uint8Array | null)[];

async function answer(question: SubsetQuestion): Promise<SubsetAnswer> {
  const subsetter = await Subsetter.start(await WebAssembly.compile(await bytesAt(wasm)));
  return Promise.all(
    question.map(async ({ address, letters }) => {
      const font = await unpackWoff(new Uint8Array(await bytesAt(address)));
      return subsetter.subset(font, letters);
    }),
  );
}

async function bytesAt(address: string): Promise<ArrayBuffer> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`got ${response.status} instead of a part of the page`);
  return response.arrayBuffer();
}

self.onmessage = ({ data }: MessageEvent<SubsetQuestion>) => {
  answer(data).then(
    (fonts) => self.postMessage(fonts),
    (error: unknown) => self.postMessage(String(error)),
  );
};
