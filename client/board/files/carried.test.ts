import { expect, test } from "vitest";
import { pngWith, svgElementWith } from "../../../shared/board/carried.ts";
import { carriedDrawing } from "./carried.ts";

const KEYWORD = "application/vnd.excalidraw+json";
const DRAWING = JSON.stringify({ type: "excalidraw", elements: [{ text: "Übersicht 漢字" }] });

const latin = (bytes: Uint8Array) => [...bytes].map((byte) => String.fromCharCode(byte)).join("");
const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

async function deflated(bytes: Uint8Array): Promise<Uint8Array> {
  const body = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const packed = body.pipeThrough(new CompressionStream("deflate"));
  return new Uint8Array(await new Response(packed).arrayBuffer());
}

/** A drawing as Excalidraw packs it. */
const packed = async (compressed: boolean) => {
  const bytes = new TextEncoder().encode(DRAWING);
  const encoded = latin(compressed ? await deflated(bytes) : bytes);
  return JSON.stringify({ version: "1", encoding: "bstring", compressed, encoded });
};

function chunk(name: string, data: string): string {
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, data.length);
  return `${latin(length)}${name}${data}0000`;
}

const png = (...chunks: string[]) => {
  const all = ["\x89PNG\r\n\x1a\n", chunk("IHDR", "0123456789abc"), ...chunks, chunk("IEND", "")];
  return bytesOf(all.join(""));
};
const file = (content: Uint8Array | string, type = "image/png") =>
  new File([content as Uint8Array<ArrayBuffer>], "picture", { type });

test("R325: a PNG brings the drawing of Excalidraw that it carries, packed or plain", async () => {
  for (const text of [await packed(true), await packed(false)]) {
    expect(await carriedDrawing(file(png(chunk("tEXt", `${KEYWORD}\0${text}`))))).toBe(DRAWING);
  }
  const plain = '{"type":"excalidraw","elements":[]}';
  expect(await carriedDrawing(file(png(chunk("tEXt", `${KEYWORD}\0${plain}`))))).toBe(plain);
});

test("R325: an SVG brings the drawing of Excalidraw that it carries", async () => {
  const svg = (version: number, payload: string) =>
    `<svg><metadata><!-- payload-type:${KEYWORD} --><!-- payload-version:${version} -->` +
    `<!-- payload-start -->${payload}<!-- payload-end --></metadata></svg>`;
  const of = (text: string) => carriedDrawing(file(text, "image/svg+xml"));
  expect(await of(svg(2, btoa(await packed(true))))).toBe(DRAWING);
  expect(await of(svg(1, btoa(latin(new TextEncoder().encode(await packed(true))))))).toBe(DRAWING);
  expect(await of(svg(2, "%%%"))).toBe(null);
  expect(await of("<svg></svg>")).toBe(null);
});

test("R325: a picture brings the board of ours that it carries, and any other brings none", async () => {
  const board = JSON.stringify({ format: "stoa-board" });
  expect(await carriedDrawing(file(await pngWith(png(), board)))).toBe(board);
  expect(await carriedDrawing(file(`<svg>${svgElementWith(board)}</svg>`, "image/svg+xml"))).toBe(
    board,
  );
  const whole = png(chunk("tEXt", `${KEYWORD}\0${await packed(true)}`));
  const others = [png(), png(chunk("tEXt", "Comment\0hello")), png(chunk("tEXt", `${KEYWORD}\0{`))];
  for (const other of others) expect(await carriedDrawing(file(other))).toBe(null);
  for (let cut = 0; cut < whole.length - 20; cut += 3) {
    expect(await carriedDrawing(file(whole.slice(0, cut)))).toBe(null);
  }
});
