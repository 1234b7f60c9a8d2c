import { expect, test, vi } from "vitest";
import { plainRun } from "../../../shared/board/draw/runs.ts";
import { boxesTouch, boxOf, expandBox } from "../../../shared/board/geometry.ts";
import { hasText, type Shape } from "../../../shared/board/shape.ts";
import { MAX_SHAPE_TEXT } from "../../../shared/limits.ts";
import { filesWords } from "../../words/files-words.ts";
import { TestHand } from "../test-hand.ts";
import { formattedOf } from "./formatted.ts";
import { clippingOfText, MOST_CELLS, MOST_NOTES } from "./from-text.ts";
import { paste } from "./paste.ts";

const brought = (text: string) => ({ html: "", text, files: [] });

const wordsIn = (shape: Shape) => (hasText(shape) ? shape.text.toString() : "");

/** Shapes lie beside one another, and none over another. */
function lieApart(shapes: readonly Shape[]): boolean {
  const boxes = shapes.map(({ xy, size }) => expandBox(boxOf(xy, size), -1));
  return boxes.every((box, at) => boxes.slice(at + 1).every((other) => !boxesTouch(box, other)));
}

test("R294: pasted words are one text in the middle of the view, and wrap where they are long", async () => {
  const hand = new TestHand();
  await paste(hand.editor, brought("One\n\nand another"), null);
  expect(hand.shape).toMatchObject({ type: "text", stroke: "ink", by: "mina" });
  expect(wordsIn(hand.shape)).toBe("One\n\nand another");
  const [x, y] = hand.shape.xy;
  expect(x + hand.shape.size[0] / 2).toBeCloseTo(500, -1);
  expect(y + hand.shape.size[1] / 2).toBeCloseTo(400, -1);
  expect(hand.editor.selection.get()).toEqual([hand.shape.id]);
  hand.key("Delete");
  await paste(hand.editor, brought("long words ".repeat(200)), null);
  expect(hand.shape.size[0]).toBe(640);
  expect(hand.shape.size[1]).toBeGreaterThan(400);
});

test("R294: a list is notes in a grid, with room for their words, and one step of undo", async () => {
  const hand = new TestHand();
  const items = ["one", "two", "three ".repeat(120).trim(), "four", "five"];
  await paste(hand.editor, brought(items.map((item) => `- ${item}`).join("\n")), null);
  expect(hand.shapes.map(({ type }) => type)).toEqual(Array(5).fill("note"));
  expect(hand.shapes.map(wordsIn)).toEqual(items);
  expect(new Set(hand.shapes.map(({ xy }) => xy[0])).size).toBe(3);
  expect(lieApart(hand.shapes)).toBe(true);
  expect(hand.shapes[2]?.size[1]).toBeGreaterThan(200);
  hand.key("ctrl+z");
  expect(hand.shapes.length).toBe(0);
});

test("R294: a table is boxes beside one another, in one group, with columns as wide as their words", async () => {
  const hand = new TestHand();
  await paste(hand.editor, brought(`name\tplan\na\t${"many words ".repeat(20)}\nb\tc`), null);
  expect(hand.shapes.map(({ type }) => type)).toEqual(Array(6).fill("rectangle"));
  expect(lieApart(hand.shapes)).toBe(true);
  const [first, second, third] = hand.shapes;
  expect(second?.xy[0]).toBe((first?.xy[0] ?? 0) + (first?.size[0] ?? 0));
  expect(third?.xy[1]).toBe((first?.xy[1] ?? 0) + (first?.size[1] ?? 0));
  expect(second?.size[0]).toBeGreaterThan(first?.size[0] ?? 0);
  const { groups } = hand.editor.scene.relations;
  expect(groups.members(groups.outermost(first?.id ?? "") ?? "").size).toBe(6);
});

test("R294: at a point, words are plain words", async () => {
  const hand = new TestHand();
  await paste(hand.editor, brought("- one\n- two"), [100, 100]);
  expect(hand.shape.type).toBe("text");
  expect(wordsIn(hand.shape)).toBe("- one\n- two");
});

test("R294: too long a text, list or table is refused, and nothing is written", async () => {
  const hand = new TestHand();
  const say = vi.fn<(sentence: string) => void>();
  hand.editor.page.say = say;
  const long = ["a".repeat(20_001), "- a\n".repeat(MOST_NOTES + 1), "a\tb\n".repeat(MOST_CELLS)];
  for (const text of long) await paste(hand.editor, brought(text), null);
  expect(say.mock.calls).toEqual(Array(3).fill([filesWords.clipboard.tooMuchToPaste]));
  expect(hand.updates).toBe(0);
});

test("R328: pasted words keep bold letters, links and lists; empty lines around them go", () => {
  const { editor } = new TestHand();
  const line = (text: string, rest: object = {}, look: "bullet" | null = null) => ({
    runs: text === "" ? [] : [{ ...plainRun(text), ...rest }],
    look: look === null ? null : { list: look, indent: 0 },
  });
  const link = "https://example.org";
  const lines = [
    line(""),
    line("Plan", { bold: true }),
    line("one", { link }, "bullet"),
    line("two", {}, "bullet"),
    line(""),
  ];
  const meant = formattedOf(lines);
  const clipping = meant && clippingOfText(editor, meant);
  const [shape] = clipping === null || typeof clipping === "string" ? [] : clipping.shapes;
  expect(shape?.type).toBe("text");
  expect(shape && hasText(shape) && shape.text.toDelta()).toEqual([
    { insert: "Plan", attributes: { bold: true } },
    { insert: "\n" },
    { insert: "one", attributes: { link } },
    { insert: "\n", attributes: { list: "bullet" } },
    { insert: "two" },
    { insert: "\n", attributes: { list: "bullet" } },
  ]);
  expect(shape?.size[1]).toBe(75);
  expect(formattedOf([line(""), line(" ")])).toBe(null);
  const long = formattedOf([line("x".repeat(MAX_SHAPE_TEXT + 1), { bold: true })]);
  expect(long && clippingOfText(editor, long)).toBe("too-large");
});
