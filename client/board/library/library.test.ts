import fc from "fast-check";
import { expect, test } from "vitest";
import { TestHand } from "../test-hand.ts";
import { addLibrary, insertDropped, insertItem } from "./add.ts";
import { itemsIn, MOST_ITEMS } from "./item.ts";
import { libraryItems, removeLibrary } from "./items.ts";
import { libraryAt } from "./state.ts";

const box = { id: "a", type: "rectangle", x: 500, y: 700, width: 80, height: 40, groupIds: ["g"] };
const text = { id: "b", type: "text", x: 510, y: 720, text: "words", groupIds: ["g"] };
const FIRST = { type: "excalidrawlib", version: 1, library: [[box], [box, text], []] };
const SECOND = {
  ...{ type: "excalidrawlib", version: 2 },
  libraryItems: [
    { id: "x", status: "published", name: "Server", created: 1, elements: [box, text] },
    { id: "y", status: "unpublished", elements: [box] },
    { id: "z", elements: "none" },
    null,
  ],
};

let count = 0;
const newId = () => `item ${count++}`;

test("R327: a library of Excalidraw of either version is things with names", () => {
  expect(itemsIn(FIRST, "icons", newId)?.map(({ name, library }) => [name, library])).toEqual([
    ["", "icons"],
    ["", "icons"],
  ]);
  const [server, other] = itemsIn(SECOND, "icons", newId) ?? [];
  expect([server?.name, other?.name]).toEqual(["Server", ""]);
  expect(JSON.parse(server?.drawing ?? "")).toEqual({ type: "excalidraw", elements: [box, text] });
  expect(itemsIn({ type: "excalidraw", elements: [box] }, "icons", newId)).toBe(null);
  const many = { ...FIRST, library: Array.from({ length: MOST_ITEMS + 5 }, () => [box]) };
  expect(itemsIn(many, "icons", newId)).toHaveLength(MOST_ITEMS);
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const library = { type: "excalidrawlib", library: value, libraryItems: value };
      expect(itemsIn(library, "icons", newId)).toBeInstanceOf(Array);
    }),
  );
});

test("R327: a thing of the library is inserted as one step, where it is dropped or in the middle", async () => {
  const { editor, shapes, key } = handWith();
  await addLibrary(editor, "icons.excalidrawlib", JSON.stringify(SECOND));
  expect(libraryAt(editor).get()).toBe(true);
  const [server] = libraryItems().get() ?? [];
  if (server === undefined) throw new Error("The library is empty.");
  expect(server.library).toBe("icons");
  await insertItem(editor, server, null);
  const [first] = shapes();
  expect(shapes().map(({ type }) => type)).toEqual(["rectangle", "text"]);
  // In the middle of 1000 × 800.
  expect(first?.xy).toEqual([460, 380]);
  expect(editor.selection.get()).toHaveLength(2);
  await insertDropped(editor, server.id, [100, 100]);
  expect(shapes()[2]?.xy).toEqual([60, 80]);
  key("ctrl+z");
  key("ctrl+z");
  expect(shapes()).toEqual([]);
  await removeLibrary("icons");
  expect(libraryItems().get()).toEqual([]);
});

test("R327: a file that is no library gets a sentence", async () => {
  const { editor, said } = handWith();
  for (const bad of ["{", "{}", '{"type":"excalidrawlib","library":[]}']) {
    await addLibrary(editor, "icons.excalidrawlib", bad);
  }
  expect(said).toEqual([
    "icons.excalidrawlib is no drawing that this page can read. Nothing has changed.",
    "icons.excalidrawlib is no drawing that this page can read. Nothing has changed.",
    "icons.excalidrawlib has nothing for the library.",
  ]);
  expect(libraryAt(editor).get()).toBe(false);
});

function handWith() {
  const hand = new TestHand();
  const said: string[] = [];
  hand.editor.page.say = (sentence) => void said.push(sentence);
  return {
    editor: hand.editor,
    said,
    shapes: () => hand.shapes,
    key: (name: string) => hand.key(name),
  };
}
