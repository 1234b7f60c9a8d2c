import { PDFDocument } from "@cantoo/pdf-lib";
import { expect, test } from "vitest";
import { readBoardFile } from "../../../shared/board/board-file.ts";
import { textInSvg } from "../../../shared/board/carried.ts";
import { PALETTES } from "../../../shared/board/draw/palette.ts";
import { putInto } from "../../../shared/board/place-edits.ts";
import type { UsedLetters } from "../../../shared/fonts/faces.ts";
import { TestHand } from "../test-hand.ts";
import { boardText } from "./board.ts";
import { pdfOf } from "./pdf.ts";
import { pixelsOf } from "./png.ts";
import { encodePng } from "./png-encoder.ts";
import { framesOf, type Part, subjectOf } from "./subject.ts";
import { svgOf } from "./svg.ts";

const LIGHT = { theme: "light", hasPaper: true } as const;

async function svg(
  hand: TestHand,
  look: Parameters<typeof svgOf>[2],
  part: Part = "shown",
  carried?: string,
) {
  const subject = subjectOf(hand.editor, part);
  if (subject === null) throw new Error("There is nothing to draw.");
  const used: UsedLetters[] = [];
  const fonts = async (letters: UsedLetters) => {
    used.push(letters);
    return [];
  };
  return { text: (await svgOf(hand.editor, subject, look, carried ?? null, fonts)) ?? "", used };
}

test("R296: a picture has the selected shapes and what lies in them, or all, with air around", () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [300, 0]).box("in a", [10, 10]);
  hand.doc.transact(() => putInto(hand.editor.scene.relations, ["in a"], "a"));
  const listed = (part?: Part) => subjectOf(hand.editor, part)?.shapes.map(({ shape }) => shape.id);
  expect(listed()).toEqual(["a", "in a", "b"]);
  hand.editor.selection.set(["a"]);
  expect(listed()).toEqual(["a", "in a"]);
  expect(listed("board")).toEqual(["a", "in a", "b"]);
  const box = subjectOf(hand.editor)?.box;
  expect(box?.minX).toBeLessThan(-20);
  expect(box?.maxX).toBeGreaterThan(120);
  expect(box?.maxX).toBeLessThan(160);
});

test("R333: SVG holds words as text in its fonts, on the paper of a theme or on none", async () => {
  const hand = new TestHand().box("a", [0, 0], { text: "<1>" });
  const { text, used } = await svg(hand, LIGHT);
  expect(text).toMatch(/^<svg .*<text [^>]*>&lt;1&gt;<\/text>.*<\/svg>$/s);
  expect(text).toMatch(
    /font-family="&quot;Shantell Sans Variable&quot;.*" font-size="20" font-weight="500"/,
  );
  expect(text).toContain(PALETTES.light.paper);
  expect([...(used[0]?.values() ?? [])].flatMap((letters) => [...letters])).toEqual([
    "<",
    "1",
    ">",
  ]);
  const dark = await svg(hand, { theme: "dark", hasPaper: true });
  expect(dark.text).toContain(PALETTES.dark.paper);
  const bare = await svg(hand, { theme: "dark", hasPaper: false });
  expect(bare.text).not.toContain(PALETTES.dark.paper);
});

test("R333: notes in a file are signed as on the board", async () => {
  const hand = new TestHand();
  hand.editor.people.nameOf = (id) => (id === "mina" ? "Mina Harker" : null);
  hand.box("a", [0, 0], { type: "note", by: "mina", size: [200, 200] } as object);
  expect((await svg(hand, LIGHT)).text).toContain(">MH</text>");
});

test("R333: a frame is a picture of its own, cut at its edges; without paper it has no sheet", async () => {
  const hand = new TestHand().box("inside", [10, 10]);
  const frame = { type: "frame", name: "Plan", size: [200, 150] } as object;
  hand.box("second", [300, 10], frame).box("first", [0, 0], frame).box("below", [0, 400], frame);
  hand.doc.transact(() => putInto(hand.editor.scene.relations, ["inside"], "first"));
  expect(framesOf(hand.editor, "board")).toEqual(["first", "second", "below"]);
  const part = { frame: "first" };
  expect(subjectOf(hand.editor, part)?.box).toEqual({ minX: 0, minY: 0, maxX: 200, maxY: 150 });
  expect((await svg(hand, LIGHT, part)).text).toContain(PALETTES.light.sheetEdge);
  const bare = await svg(hand, { theme: "light", hasPaper: false }, part);
  expect(bare.text).not.toContain(PALETTES.light.sheetEdge);
});

test("R331: an SVG carries the part of the board that it shows", async () => {
  const hand = new TestHand().box("a", [0, 0], { text: "&" }).box("b", [300, 0]);
  hand.editor.selection.set(["a"]);
  const carried = (await boardText(hand.editor, "shown")) ?? "";
  const file = readBoardFile(textInSvg((await svg(hand, LIGHT, "shown", carried)).text) ?? "");
  expect(file).toMatchObject({ shapes: [{ id: "a" }], leftOut: 0 });
});

test("R334: of an empty board there is no picture, and a scale is lowered where there would be too many pixels", () => {
  expect(subjectOf(new TestHand().editor)).toBe(null);
  const ofSize = ([maxX, maxY]: readonly [number, number]) =>
    pixelsOf({ minX: 0, minY: 0, maxX, maxY }, 3);
  expect(ofSize([500, 300])).toEqual({ scale: 3, width: 1500, height: 900 });
  for (const size of [
    [1e7, 1e7],
    [1e7, 1],
    [9_000, 9_000],
  ] as const) {
    const { width, height, scale } = ofSize(size);
    expect(scale).toBeLessThan(3);
    expect(width * height).toBeLessThanOrEqual(120_100_000);
    expect(Math.max(width, height)).toBeLessThanOrEqual(30_001);
  }
});

test("R334: rows of pixels become a PNG", async () => {
  const bands = [
    [1, 2, 3, 255],
    [1, 2, 3, 128],
  ].map((row) => new Uint8ClampedArray(row));
  const bytes = new Uint8Array(await (await encodePng(1, 2, bands)).arrayBuffer());
  const at = 8 + 25 + 8;
  const length = new DataView(bytes.buffer).getUint32(8 + 25);
  const stream = new Blob([bytes.slice(at, at + length)]).stream();
  const inflated = await new Response(
    stream.pipeThrough(new DecompressionStream("deflate")),
  ).arrayBuffer();
  expect([...new Uint8Array(inflated)]).toEqual([2, 1, 2, 3, 255, 2, 0, 0, 0, 129]);
});

test("R337: a PDF has a page for each frame, or one for all", async () => {
  const hand = new TestHand().box("a", [0, 0], { text: "plan", font: "mono" });
  const pages = async () => {
    const file = await pdfOf(hand.editor, "board", LIGHT, async () => []);
    const read = await PDFDocument.load(await (file ?? new Blob()).arrayBuffer());
    return read.getPages().map((page) => [page.getWidth(), page.getHeight()]);
  };
  expect(await pages()).toHaveLength(1);
  const frame = { type: "frame", name: "", size: [200, 100] } as object;
  hand.box("first", [0, 400], frame).box("second", [300, 400], frame);
  expect(await pages()).toEqual([
    [150, 75],
    [150, 75],
  ]);
});
