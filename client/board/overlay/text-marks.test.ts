import { expect, onTestFinished, test, vi } from "vitest";
import { shownText } from "../../../shared/board/draw/shape-text.ts";
import { hasText, type Point } from "../../../shared/board/shape.ts";
import type { NameTags } from "../../ui/names.ts";
import { createStore } from "../../ui/store.ts";
import { Interaction } from "../interaction.ts";
import type { Other } from "../live/others.ts";
import { TestHand } from "../test-hand.ts";
import type { PointerInput } from "../tools/tool.ts";
import { textMarks } from "./text-marks.ts";

/** A mouse at a point of the board, which is that of the screen. */
const inputAt = (
  point: Point,
  ctrl = false,
  pointer: PointerInput["pointer"] = "mouse",
): PointerInput => ({
  board: point,
  screen: point,
  ...{ shift: false, alt: false, ctrl, pointer, pressure: 0.5, clicks: 1, trail: [] },
});

/** A figure with a box to check and a link, and the points of both. */
function board() {
  const hand = new TestHand().box("a", [0, 0], { size: [300, 200] });
  const shape = hand.editor.scene.get("a");
  if (shape === undefined || !hasText(shape)) throw new Error("the figure has no text");
  shape.text.applyDelta([
    { insert: "test" },
    { insert: "\n", attributes: { list: "unchecked" } },
    { insert: "docs", attributes: { link: "https://a.example/" } },
    { insert: "\n" },
  ]);
  const now = hand.editor.scene.get("a");
  if (now === undefined || !hasText(now)) throw new Error("the figure has no text");
  const { lines, frame, top, layout } = shownText(now);
  const at = (row: number, across: number): Point => {
    const line = lines[row];
    if (line === undefined) throw new Error(`there is no line ${row}`);
    return [frame.x + line.x + across, top + line.y + layout.lineHeight / 2];
  };
  const tags = createStore({ tagOf: () => "" } as unknown as NameTags);
  const marks = textMarks({ editor: hand.editor, others: createStore<Other[]>([]), tags });
  const interaction = new Interaction(hand.editor, [marks]);
  const click = (point: Point, ctrl = false, pointer: PointerInput["pointer"] = "mouse") => {
    const input = inputAt(point, ctrl, pointer);
    interaction.press(input);
    interaction.lift(input);
  };
  const list = () =>
    (shape.text.toDelta() as { attributes?: { list?: string } }[]).find(
      ({ attributes }) => attributes?.list !== undefined,
    )?.attributes?.list;
  return { hand, click, list, box: at(0, -18), link: at(1, 8), interaction };
}

test("R275: a click on a check box checks it, and undo takes that back", async () => {
  const { hand, click, list, box } = board();
  click(box);
  await vi.waitFor(() => expect(list()).toBe("checked"));
  // A second one right after it is no double click.
  click(box);
  await vi.waitFor(() => expect(list()).toBe("unchecked"));
  hand.editor.undo();
  expect(list()).toBe("checked");
  expect(hand.editor.text.editing.get()).toBeNull();
  expect(hand.editor.selection.get()).toEqual([]);
});

test("R275: a viewer checks nothing, and neither does anybody on a locked shape", () => {
  const { hand, box, interaction } = board();
  interaction.move(inputAt(box));
  expect(hand.editor.hand.cursor.get()).toBe("pointer");
  hand.editor.readOnly.set(true);
  interaction.move(inputAt(box));
  expect(hand.editor.hand.cursor.get()).toBeNull();
});

/** The addresses that are opened from now on. */
function watchLinks(): readonly string[] {
  const opened: string[] = [];
  const anchor = { href: "", target: "", rel: "", click: () => opened.push(anchor.href) };
  vi.stubGlobal("document", { createElement: () => anchor });
  onTestFinished(() => {
    expect(anchor.rel).toBe(opened.length > 0 ? "noopener noreferrer" : "");
    vi.unstubAllGlobals();
  });
  return opened;
}

test("R275: a link in a text is opened by Ctrl and a click, and for viewers by each click", () => {
  const { hand, click, link } = board();
  const opened = watchLinks();
  click(link);
  expect(opened).toEqual([]);
  click(link, true);
  expect(opened).toEqual(["https://a.example/"]);
  hand.editor.readOnly.set(true);
  click(link);
  click(link, false, "touch");
  expect(opened).toHaveLength(3);
});

test("R275: a tap on a link selects its text first, and then offers to open it", () => {
  const { hand, click, link } = board();
  const opened = watchLinks();
  click(link, false, "touch");
  expect(hand.editor.selection.get()).toEqual(["a"]);
  expect(hand.editor.dialog.get()).toBeNull();
  click(link, false, "touch");
  const offer = { kind: "links", at: link, shape: "a", addresses: ["https://a.example/"] };
  expect(hand.editor.dialog.get()).toEqual(offer);
  expect(hand.editor.text.editing.get()).toBeNull();
  expect(opened).toEqual([]);
});

test("R275: a viewer's drag on a link opens nothing", () => {
  const { hand, link, interaction } = board();
  hand.editor.readOnly.set(true);
  const opened = watchLinks();
  interaction.press(inputAt(link));
  interaction.move(inputAt([link[0] + 50, link[1]]));
  interaction.lift(inputAt([link[0] + 50, link[1]]));
  expect(opened).toEqual([]);
});

test("R275: by key, the link of the selected text is opened, and several are offered", () => {
  const { hand } = board();
  const opened = watchLinks();
  hand.editor.selection.set(["a"]);
  hand.key("alt+Enter");
  expect(opened).toEqual(["https://a.example/"]);
  const shape = hand.editor.scene.get("a");
  if (shape !== undefined && hasText(shape))
    shape.text.insert(0, "more", { link: "https://b.example/" });
  hand.key("alt+Enter");
  expect(hand.editor.dialog.get()).toMatchObject({
    kind: "links",
    addresses: ["https://b.example/", "https://a.example/"],
  });
});

test("R275: a drag that begins on a check box moves its shape", () => {
  const { hand, box, interaction, list } = board();
  interaction.press(inputAt(box));
  interaction.move(inputAt([box[0] + 50, box[1]]));
  interaction.lift(inputAt([box[0] + 50, box[1]]));
  expect(hand.editor.scene.get("a")?.xy).toEqual([50, 0]);
  expect(list()).toBe("unchecked");
});
