import { expect, test, vi } from "vitest";
import type { Point } from "../../../shared/board/shape.ts";
import { filesWords } from "../../words/files-words.ts";
import { TestHand } from "../test-hand.ts";
import { copySelection, cutSelection } from "./copy.ts";
import { type Brought, clippingIn, htmlOf } from "./flavors.ts";
import { paste } from "./paste.ts";

/** The clipboard as a browser hands it over after a copy of these shapes. */
function copied(hand: TestHand, ...ids: string[]): Brought {
  hand.editor.selection.set(ids);
  const made = copySelection(hand.editor);
  if (made === null) throw new Error("Nothing was copied.");
  return { html: htmlOf(made), text: made.words, files: [] };
}

function selectedPlaces({ editor }: TestHand): Point[] {
  return editor.selection.shapes().map(({ xy }) => xy);
}

test("R290: shapes go from room to room as one step of undo, above all, and are selected", async () => {
  const mina = new TestHand().box("a", [300, 300], { text: "one" }).box("b", [420, 300]);
  const jonas = new TestHand().box("below", [0, 0]);
  await paste(jonas.editor, copied(mina, "b", "a"), null);
  expect(jonas.shapes.map(({ xy }) => xy)).toEqual([
    [0, 0],
    [300, 300],
    [420, 300],
  ]);
  expect(jonas.shapes[1]).toMatchObject({ by: "mina", fill: "blue" });
  expect(selectedPlaces(jonas)).toEqual([
    [300, 300],
    [420, 300],
  ]);
  jonas.key("ctrl+z");
  expect(jonas.shapes.map(({ id }) => id)).toEqual(["below"]);
});

test("R292: a paste lands where the shapes were if that is in view, or else in the middle", async () => {
  const hand = new TestHand().box("a", [300, 300]);
  const brought = copied(hand, "a");
  hand.editor.view.camera.set({ x: 5_000, y: 0, zoom: 1 });
  await paste(hand.editor, brought, null);
  expect(selectedPlaces(hand)).toEqual([[5_450, 370]]);
  hand.editor.view.camera.set({ x: 0, y: 0, zoom: 1 });
  hand.editor.selection.set(["a"]);
  hand.key("Delete");
  await paste(hand.editor, brought, null);
  expect(selectedPlaces(hand)).toEqual([[300, 300]]);
});

test("R292: pasted again, the shapes step aside from those that are there", async () => {
  const hand = new TestHand().box("a", [300, 300]);
  const brought = copied(hand, "a");
  await paste(hand.editor, brought, null);
  await paste(hand.editor, brought, null);
  const places = hand.shapes.map(({ xy }) => xy);
  expect(places).toEqual([
    [300, 300],
    [316, 316],
    [332, 332],
  ]);
});

test("R292: a paste at the pointer lands around it, also where the browser hands over words alone", async () => {
  const hand = new TestHand().box("a", [300, 300], { text: "one" });
  const brought = copied(hand, "a");
  await paste(hand.editor, brought, [700, 600]);
  expect(selectedPlaces(hand)).toEqual([[650, 570]]);
  await paste(hand.editor, { ...brought, html: "" }, [100, 100]);
  expect(selectedPlaces(hand)).toEqual([[50, 70]]);
});

test("R290: nothing leaves the board, wherever it is pasted", async () => {
  const hand = new TestHand().box("a", [9_999_000, 0]).box("b", [0, 0]);
  await paste(hand.editor, copied(hand, "a", "b"), [5_000_000, 0]);
  expect(selectedPlaces(hand).length).toBe(2);
  for (const [x] of selectedPlaces(hand)) expect(x).toBeLessThanOrEqual(10_000_000);
});

test("R293: a cut takes what is not locked, and deletes it once it is copied, as one step", async () => {
  const hand = new TestHand().box("a", [0, 0]).box("b", [200, 0], { locked: true });
  const say = vi.fn<(sentence: string) => void>();
  hand.editor.page.say = say;
  hand.editor.selection.set(["a", "b"]);
  const cut = cutSelection(hand.editor);
  expect(hand.shapes.length).toBe(2);
  cut?.remove();
  expect(hand.shapes.map(({ id }) => id)).toEqual(["b"]);
  expect(say).not.toHaveBeenCalled();
  await paste(
    hand.editor,
    { html: htmlOf(cut?.copied ?? { clipping: "", words: "" }), text: "", files: [] },
    null,
  );
  expect(selectedPlaces(hand)).toEqual([[0, 0]]);
  hand.key("ctrl+z");
  hand.key("ctrl+z");
  expect(hand.shapes.map(({ id }) => id)).toEqual(["a", "b"]);
  hand.editor.selection.set(["b"]);
  expect(cutSelection(hand.editor)).toBe(null);
  expect(say).toHaveBeenLastCalledWith(filesWords.clipboard.locked);
});

test("R293: a viewer copies, and neither cuts nor pastes", async () => {
  const hand = new TestHand().box("a", [0, 0]);
  hand.editor.readOnly.set(true);
  const brought = copied(hand, "a");
  expect(cutSelection(hand.editor)).toBe(null);
  await paste(hand.editor, brought, null);
  expect(hand.shapes.length).toBe(1);
});

test("R290: the clipboard has the words of the shapes for other programs, as they are read", async () => {
  const hand = new TestHand()
    .box("b", [200, 0], { text: "two <b>" })
    .box("a", [0, 0], { text: "one\n& a half" })
    .box("c", [0, 200]);
  const { text, html } = copied(hand, "c", "b", "a");
  expect(text).toBe("one\n& a half\ntwo <b>");
  expect(html).toContain("<p>two &lt;b&gt;</p>");
});

test("R290: the shapes are found in HTML as browsers write it anew", async () => {
  const hand = new TestHand().box("a", [0, 0], { text: `"quotes" 'and' <signs> & "&quot;"\u00a0` });
  const { html } = copied(hand, "a");
  const clipping = clippingIn(html);
  const rewritten = html
    .replaceAll("&#39;", "'")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("\u00a0", "&nbsp;");
  expect(
    clippingIn(`<html><body>\n<!--StartFragment-->${rewritten}<!--EndFragment--></body></html>`),
  ).toBe(clipping);
  expect(clipping).toContain("<signs> & ");
  expect(clippingIn("<p>data-stoa=</p>")).toBe(null);
});

test("R293: a paste that cannot be done is refused with words, and changes nothing", async () => {
  const hand = new TestHand();
  const say = vi.fn<(sentence: string) => void>();
  hand.editor.page.say = say;
  await paste(
    hand.editor,
    { html: `<i data-stoa="${"x".repeat(9 * 1024 * 1024)}">`, text: "", files: [] },
    null,
  );
  expect(say).toHaveBeenLastCalledWith(filesWords.clipboard.tooMuchToPaste);
  await paste(hand.editor, { html: "", text: "", files: [] }, null);
  expect(say).toHaveBeenLastCalledWith(filesWords.clipboard.nothing);
  expect(hand.updates).toBe(0);
});

test("R293: keys of the clipboard are left to the browser, and paste keeps the selection tool", async () => {
  const hand = new TestHand().box("a", [0, 0]);
  hand.editor.selection.set(["a"]);
  for (const key of ["c", "x", "v", "shift+v"]) expect(hand.key(`ctrl+${key}`), key).toBe(false);
  const brought = copied(hand, "a");
  hand.editor.take("pen");
  await paste(hand.editor, brought, null);
  expect(hand.editor.hand.tool.get()).toBe("select");
});
