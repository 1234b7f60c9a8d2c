import fc from "fast-check";
import { expect, test } from "vitest";
import { shapesOf, writeShape } from "../../../shared/board/document.ts";
import { storedPoints } from "../../../shared/board/draw/ink-line.ts";
import { encodeInk } from "../../../shared/board/ink.ts";
import { endsBetween, endsOf } from "../../../shared/board/kinds/ends.ts";
import { fittedSize } from "../../../shared/board/kinds/text.ts";
import { putInto } from "../../../shared/board/place-edits.ts";
import type { Point, Shape } from "../../../shared/board/shape.ts";
import {
  ALIGNS,
  COLORS,
  DASHES,
  FILLS,
  FINISHES,
  HEADS,
  TONES,
  VALIGNS,
  WIDTHS,
} from "../../../shared/board/style.ts";
import { importDrawing } from "../files/import.ts";
import { importAt } from "../files/state.ts";
import { TestHand } from "../test-hand.ts";
import { excalidrawLosses, excalidrawText } from "./excalidraw.ts";
import type { Part } from "./subject.ts";
import { subjectOf } from "./subject.ts";

type Element = Readonly<Record<string, unknown>>;

async function exported(hand: TestHand, part: Part = "board"): Promise<string> {
  const subject = subjectOf(hand.editor, part);
  if (subject === null) throw new Error("There is nothing to write.");
  return excalidrawText(hand.editor, subject);
}

async function elementsOf(hand: TestHand, part?: Part): Promise<readonly Element[]> {
  return JSON.parse(await exported(hand, part)).elements;
}

function put(hand: TestHand, id: string, fields: object): TestHand {
  const own = { z: `a${shapesOf(hand.doc).size}`, angle: 0, by: "mina", ...fields };
  hand.doc.transact(() => writeShape(shapesOf(hand.doc), id, own as Record<string, unknown>));
  return hand;
}

const style = {
  stroke: fc.constantFrom(...COLORS),
  width: fc.constantFrom(...WIDTHS),
  dash: fc.constantFrom(...DASHES),
  finish: fc.constantFrom(...FINISHES),
  opacity: fc.integer({ min: 0, max: 100 }).map((percent) => percent / 100),
  locked: fc.constantFrom(true, undefined),
};
const words = {
  text: fc.constantFrom("", "Plan", "One line\nand another", "Zoë & 日本"),
  letter: fc.constantFrom(...WIDTHS),
  font: fc.constantFrom("hand" as const, "sans" as const, "mono" as const),
};
const at = fc.integer({ min: -4_000, max: 4_000 }).map((eighths) => eighths / 8);
const point = fc.tuple(at, at);
const angle = fc.constantFrom(0, 0.5, -1.25);

const figure = fc.record({
  ...{ ...style, ...words, angle, xy: point },
  type: fc.constantFrom("rectangle", "ellipse", "diamond"),
  size: fc.constant([480, 400] as const),
  fill: fc.constantFrom(...FILLS),
  tone: fc.constantFrom(...TONES),
  align: fc.constantFrom(...ALIGNS),
  valign: fc.constantFrom(...VALIGNS),
});
const lone = fc
  .record({
    ...{ ...words, angle, xy: point, stroke: style.stroke, opacity: style.opacity },
    align: fc.constantFrom(...ALIGNS),
    wrap: fc.constantFrom(null, 60),
  })
  .filter(({ text }) => text !== "")
  .map(({ wrap, ...text }) => ({
    ...{ ...text, type: "text", locked: undefined },
    size: fittedSize(text.text, text.font, text.letter, wrap),
  }));
const ended = fc
  .record({
    ...{ ...style, from: point, to: point },
    route: fc.constantFrom("straight" as const, "curve" as const),
    bend: fc.integer({ min: -90, max: 90 }).map((percent) => percent / 100),
    tail: fc.constantFrom(...HEADS),
    head: fc.constantFrom(...HEADS),
    start: fc.option(
      fc.record({
        at: fc.tuple(fc.constantFrom(0.1, 0.3, 0.5), fc.constantFrom(0.5, 0.9)),
        edge: fc.boolean(),
      }),
    ),
  })
  .map(({ from, to, start, route, bend, ...arrow }) => ({
    ...{ ...arrow, ...endsBetween(from, to), type: "arrow", text: "" },
    ...(route === "curve" && Math.abs(bend) > 0.05 && start === null ? { route, bend } : {}),
    start: start === null ? undefined : { shape: "0", ...start },
  }))
  .filter(({ size }) => Math.hypot(...size) > 40);
const points = fc
  .array(fc.tuple(at, at, fc.integer({ min: 0, max: 255 })), { minLength: 3, maxLength: 12 })
  .map((list) => list.map(([x, y, pressure]) => [x, y, pressure / 255] as const))
  .filter((list) => {
    const [[x, y], [endX, endY]] = [list[0], list.at(-1)] as unknown as [Point, Point];
    const spread = (axis: 0 | 1) => new Set(list.map((one) => one[axis])).size;
    return Math.hypot(endX - x, endY - y) > 20 && spread(0) > 1 && spread(1) > 1;
  });
const drawn = (list: readonly (readonly [number, number, number])[]) => {
  const left = Math.min(...list.map(([x]) => x));
  const top = Math.min(...list.map(([, y]) => y));
  const size = [
    Math.max(...list.map(([x]) => x)) - left,
    Math.max(...list.map(([, y]) => y)) - top,
  ];
  const own = list.map(([x, y, pressure]) => [x - left, y - top, pressure] as const);
  return { xy: [left, top], size, points: encodeInk(own) };
};
const ink = fc
  .record({ stroke: style.stroke, width: style.width, opacity: style.opacity, angle, points })
  .map(({ points: list, ...rest }) => ({ ...rest, ...drawn(list), type: "ink" }));
const polyline = fc
  .record({
    ...{ ...style, angle, points, closed: fc.boolean(), round: fc.boolean() },
    fill: fc.constantFrom(...FILLS),
    tone: fc.constantFrom(...TONES),
  })
  .map(({ points: list, ...rest }) => ({ ...rest, ...drawn(list), type: "polyline" }));

/** A shape by what both programs have of it. */
function known(shape: Shape): object {
  const { id: _, z, by, at: time, reactions, xy, size, ...rest } = shape;
  const near = (value: number) => Math.round(value * 4) / 4 + 0;
  const ends = "from" in shape ? endsOf(shape).flat().map(near) : null;
  const isWhite = "fill" in rest && rest.fill === "white";
  return {
    ...rest,
    ...("fill" in rest && (rest.fill === "none" || isWhite) && { tone: "soft" }),
    ...("text" in rest && { text: rest.text.toString() }),
    ...("text" in rest &&
      rest.text.length === 0 && { letter: "", font: "", align: "", valign: "" }),
    ...("points" in rest && {
      points: storedPoints(rest.points).map(([x, y, pressure]) => [
        near(x + xy[0]),
        near(y + xy[1]),
        "closed" in rest ? 0 : Math.round(pressure * 255),
      ]),
    }),
    ...(ends === null
      ? { xy: xy.map(near), size: size.map(near) }
      : { from: ends.slice(0, 2), to: ends.slice(2), followed: null, angle: 0, valign: "" }),
    ...("bend" in rest && { bend: rest.route === "curve" ? Math.round(rest.bend * 100) : 0 }),
    ...("start" in rest && { start: rest.start && { ...rest.start, shape: "" } }),
    opacity: Math.round(rest.opacity * 100),
  };
}

test("R338: a board of what both programs have is equal to itself after an export to Excalidraw and an import", async () => {
  await fc.assert(
    fc.asyncProperty(
      figure,
      fc.array(fc.oneof(figure, lone, ended, ink, polyline), { maxLength: 6 }),
      async (first, others) => {
        const hand = new TestHand();
        for (const [at, fields] of [first, ...others].entries()) put(hand, String(at), fields);
        const text = await exported(hand);
        const other = new TestHand();
        const drawing = { name: "plan.excalidraw", content: text };
        expect(await importDrawing(other.editor, drawing, "beside")).toBe(true);
        expect(importAt(other.editor).get()).toBe(null);
        const [before, after] = [hand, other].map(({ editor }) =>
          editor.scene.placedIn().map(({ shape }) => known(shape)),
        );
        expect(after).toEqual(before);
      },
    ),
    { numRuns: 25 },
  );
});

test("R338: frames, groups and ends that follow shapes go out and come in again", async () => {
  const hand = new TestHand().box("in", [30, 30]).box("a", [400, 0]).box("b", [600, 0]);
  put(hand, "frame", { type: "frame", name: "Plan", xy: [0, 0], size: [300, 200] });
  for (const id of ["a", "b"]) shapesOf(hand.doc).get(id)?.set("groups", ["inner", "outer"]);
  hand.doc.transact(() => putInto(hand.editor.scene.relations, ["in"], "frame"));
  const end = (shape: string) => ({ shape, at: [0.5, 0.5], edge: true });
  put(hand, "arrow", {
    ...{ type: "arrow", ...endsBetween([60, 60], [420, 20]), text: "then", route: "elbow" },
    ...{ start: end("in"), end: end("a"), head: "crow" },
  });
  const elements = await elementsOf(hand);
  const of = (id: string) => elements.find((element) => element["id"] === id);
  expect(elements.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["in", "frame", "arrow", "arrow-label"]),
  );
  // Its children stand below a frame.
  const order = elements.map(({ id }) => id);
  expect(order.indexOf("in")).toBeLessThan(order.indexOf("frame"));
  expect(of("in")).toMatchObject({ frameId: "frame", x: 30, y: 30 });
  expect(of("a")).toMatchObject({ groupIds: ["inner", "outer"] });
  expect(of("a")?.["boundElements"]).toEqual([{ type: "arrow", id: "arrow" }]);
  expect(of("arrow")).toMatchObject({
    ...{ elbowed: true, endArrowhead: "crowfoot_many", startArrowhead: null },
    ...{ startBinding: { elementId: "in" }, endBinding: { elementId: "a" } },
    boundElements: [{ type: "text", id: "arrow-label" }],
  });
  expect(of("arrow-label")).toMatchObject({ containerId: "arrow", text: "then" });

  const other = new TestHand();
  await importDrawing(
    other.editor,
    { name: "", content: JSON.stringify({ type: "excalidraw", elements }) },
    "beside",
  );
  const { scene } = other.editor;
  const frame = other.shapes.find(({ type }) => type === "frame");
  expect(frame && scene.relations.tree.childrenOf(frame.id).length).toBe(1);
  const [arrow] = other.shapes.filter(({ type }) => type === "arrow");
  expect(arrow).toMatchObject({ route: "elbow", head: "crow" });
  expect(arrow && scene.relations.bindings.of(arrow.id).end?.shape).toBeTruthy();
});

test("R338: a shape that Excalidraw does not have becomes the nearest one, and is counted before", async () => {
  const hand = new TestHand();
  const labelled = { size: [120, 100], text: "Store" };
  put(hand, "note", { type: "note", xy: [0, 0], ...labelled });
  put(hand, "cylinder", { type: "cylinder", xy: [200, 0], ...labelled });
  put(hand, "card", {
    type: "link",
    xy: [400, 0],
    size: [300, 76],
    text: "",
    url: "https://example.org/a",
  });
  put(hand, "serif", { type: "text", xy: [0, 300], size: [80, 25], text: "A", font: "serif" });
  put(hand, "line", { type: "line", ...endsBetween([0, 400], [90, 400]), text: "road" });
  const elements = await elementsOf(hand);
  const of = (id: string) => elements.find((element) => element["id"] === id);
  expect(of("note")).toMatchObject({ type: "rectangle", strokeColor: "transparent" });
  expect(of("cylinder")).toMatchObject({ type: "line", groupIds: ["cylinder-group"] });
  expect(of("cylinder-line-0")).toMatchObject({ type: "line", groupIds: ["cylinder-group"] });
  expect(of("cylinder-label")).toMatchObject({ containerId: null, text: "Store" });
  expect(of("card")).toMatchObject({ type: "rectangle", link: "https://example.org/a" });
  expect(of("card-label")).toMatchObject({ containerId: "card", text: "example.org" });
  expect(of("line")).toMatchObject({ type: "arrow", endArrowhead: null });
  const subject = subjectOf(hand.editor, "board");
  const losses =
    subject && (await excalidrawLosses(hand.editor, subject, new AbortController().signal));
  expect([...(losses ?? [])]).toEqual([
    ["note", 1],
    ["figure", 1],
    ["card", 1],
    ["font", 1],
  ]);
});

test("R338: words go out as they are set, with the marks of lists and one link", async () => {
  const hand = new TestHand().box("a", [0, 0], { text: "x" }).box("b", [300, 0], { text: "y" });
  const text = (id: string) =>
    shapesOf(hand.doc).get(id)?.get("text") as { applyDelta(delta: object[]): void };
  text("a").applyDelta([
    { delete: 1 },
    { insert: "first" },
    { insert: "\n", attributes: { list: "ordered" } },
    { insert: "second" },
    { insert: "\n", attributes: { list: "ordered" } },
  ]);
  text("b").applyDelta([{ retain: 1, attributes: { link: "https://example.org" } }]);
  const elements = await elementsOf(hand);
  const of = (id: string) => elements.find((element) => element["id"] === id);
  expect(of("a-label")).toMatchObject({
    originalText: "1. first\n2. second",
    ...{ containerId: "a", textAlign: "center", fontFamily: 5 },
  });
  expect(of("b-label")).toMatchObject({ link: "https://example.org" });
});
