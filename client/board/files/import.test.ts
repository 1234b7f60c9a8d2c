import fc from "fast-check";
import { expect, test } from "vitest";
import { boardFileOf } from "../../../shared/board/board-file.ts";
import { shapesOf } from "../../../shared/board/document.ts";
import { MAX_SHAPE_TEXT } from "../../../shared/limits.ts";
import { TestHand } from "../test-hand.ts";
import { importDrawing } from "./import.ts";
import { importAt } from "./state.ts";
import { fileOf } from "./stored-images.ts";

/** A person who is told sentences. */
function person() {
  const hand = new TestHand();
  const said: string[] = [];
  hand.editor.page.say = (sentence) => void said.push(sentence);
  const brings = (content: unknown, name = "plan.excalidraw") => {
    const text = typeof content === "string" ? content : JSON.stringify(content);
    return importDrawing(hand.editor, { name, content: text }, "beside");
  };
  return { hand, said, brings };
}

const box = (id: string, rest: object = {}) => ({
  ...{ id, type: "rectangle", x: 0, y: 0, width: 100, height: 50, strokeColor: "#1e1e1e" },
  ...rest,
});
const excalidraw = (elements: readonly object[], rest: object = {}) => ({
  ...{ type: "excalidraw", version: 2, elements, ...rest },
});

test("R321: a drawing of a thousand shapes comes in parts, and is one step of undo", async () => {
  const { hand, brings } = person();
  hand.box("mine", [0, 0]);
  const elements = Array.from({ length: 1_000 }, (_, at) => box(`e${at}`, { x: at * 10 }));
  const before = hand.updates;
  expect(await brings(excalidraw(elements))).toBe(true);
  expect(hand.updates - before).toBeGreaterThan(5);
  expect(hand.shapes.length).toBe(1_001);
  // It stands beside what was there, is selected, and lies above it in its own order.
  expect(hand.shapes[1]?.xy[0]).toBeGreaterThan(100);
  expect(hand.editor.selection.get().length).toBe(1_000);
  const places = hand.shapes.slice(1).map(({ xy }) => xy[0]);
  expect(places).toEqual([...places].sort((a, b) => a - b));
  hand.key("ctrl+z");
  expect(hand.shapes.map(({ id }) => id)).toEqual(["mine"]);
  hand.key("ctrl+shift+z");
  expect(hand.shapes.length).toBe(1_001);
});

test("R322: a bad file gets a sentence, and changes nothing", async () => {
  const { hand, said, brings } = person();
  const good = JSON.stringify(excalidraw([box("a")]));
  const nothing = "has nothing for the board.";
  const unknown = "is no drawing that this page can read. Nothing has changed.";
  const bad: readonly (readonly [unknown, string])[] = [
    ["", unknown],
    [good.slice(0, -5), unknown],
    ["[".repeat(50_000), unknown],
    [{ some: "json" }, unknown],
    [{ type: "excalidraw", elements: 7 }, nothing],
    [excalidraw([]), nothing],
    [excalidraw([box("a", { isDeleted: true })]), nothing],
    [excalidraw([box("a", { type: "spaceship" })]), nothing],
    [{ tldrawFileFormatVersion: 1, records: [{ typeName: "shape", type: "geo" }, null] }, ""],
    [
      excalidraw(
        Array.from({ length: 1_000 }, () => box("a", { text: "x", link: "y" })),
        {
          elements: Array.from({ length: 100_001 }, () => ({ type: "rectangle" })),
        },
      ),
      "is too large to import at once. Nothing has changed.",
    ],
  ];
  for (const [content, sentence] of bad) {
    said.length = 0;
    hand.key("ctrl+z");
    await brings(content);
    if (sentence === "") continue;
    expect(said.join(), JSON.stringify(content).slice(0, 80)).toBe(`plan.excalidraw ${sentence}`);
    expect(shapesOf(hand.doc).size).toBe(0);
    expect(importAt(hand.editor).get()).toBe(null);
  }
});

test("R322: values beyond all measure are bounded, and circles end", async () => {
  const { hand, brings } = person();
  const text = { type: "text", text: "x".repeat(10_000_000), fontSize: 1e308 };
  const elements = [
    box("far", { x: 1e308, y: -1e308, width: 1e308, angle: 1e308, groupIds: ["g", "g", {}, 7] }),
    box("long", { ...text, id: "long" }),
    { id: "f1", type: "frame", frameId: "f2", x: 0, y: 0, width: 9, height: 9, name: {} },
    { id: "f2", type: "frame", frameId: "f1", x: 0, y: 0, width: 9, height: 9 },
    box("in", { frameId: "f1", containerId: "in" }),
    {
      id: "arrow",
      type: "arrow",
      points: [
        [0, 0],
        [9, 9],
      ],
      startBinding: { elementId: "arrow" },
    },
    JSON.parse(
      '{"__proto__": {"x": 1}, "id": "__proto__", "type": "ellipse", "groupIds": ["__proto__"]}',
    ),
  ];
  expect(await brings(excalidraw(elements))).toBe(true);
  expect(hand.shapes.length).toBe(7);
  for (const { xy } of hand.shapes) expect(xy.every(Number.isFinite)).toBe(true);
  const long = hand.shapes.find(({ type }) => type === "text");
  expect(long !== undefined && "text" in long && long.text.length).toBe(MAX_SHAPE_TEXT);
  expect(importAt(hand.editor).get()).toMatchObject({
    kind: "imported",
    changes: [["cut", 1]],
  });
});

test("R323: things without a counterpart become the nearest, and are named", async () => {
  const { hand, brings } = person();
  await brings(
    {
      tldrawFileFormatVersion: 1,
      schema: { schemaVersion: 2, sequences: {} },
      records: [
        { id: "page:a", typeName: "page", name: "Page", index: "a1" },
        ...["a", "b", "c"].map((id) => ({
          ...{ id: `shape:${id}`, typeName: "shape", type: "video", parentId: "page:a" },
          ...{
            x: 0,
            y: 0,
            rotation: 0,
            index: `a${id}`,
            props: { w: 400, h: 300, assetId: "asset:v" },
          },
        })),
        {
          id: "asset:v",
          typeName: "asset",
          type: "video",
          props: { src: "https://stoa.example/film" },
        },
      ],
    },
    "plan.tldr",
  );
  expect(hand.shapes.map(({ type }) => type)).toEqual(["link", "link", "link"]);
  expect(importAt(hand.editor).get()).toMatchObject({
    ...{ kind: "imported", name: "plan.tldr", changes: [["video", 3]] },
    depth: hand.editor.history.depth.get().undo,
  });
});

test("R323: letters of a label become smaller where a word would be broken, and then the figure wider", async () => {
  const { hand, brings } = person();
  const label = (container: string, text: string) => ({
    ...{ id: `label ${container}`, type: "text", containerId: container, text, fontSize: 28 },
  });
  const boxes = [
    ["roomy", 300],
    ["narrow", 130],
    ["least", 40],
  ] as const;
  await brings(
    excalidraw(
      boxes.flatMap(([id, width], at) => [
        box(id, { x: at * 400, width, height: 100 }),
        label(id, "Performance"),
      ]),
    ),
  );
  const [roomy, narrow, least] = hand.shapes;
  expect(roomy).toMatchObject({ letter: "l", size: [300, 100] });
  expect(narrow).toMatchObject({ letter: expect.stringMatching(/[sm]/), size: [130, 100] });
  expect(least).toMatchObject({ letter: "s" });
  // It has grown to both sides.
  expect(least?.size[0]).toBeGreaterThan(80);
  expect((least?.xy[0] ?? 0) + (least?.size[0] ?? 0) / 2).toBeCloseTo(820, 0);
});

test("R320: an import that is cancelled changes nothing", async () => {
  const { hand, brings } = person();
  const elements = Array.from({ length: 3_000 }, (_, at) => box(`e${at}`));
  const work = brings(excalidraw(elements));
  const state = importAt(hand.editor).get();
  expect(state).toMatchObject({ kind: "importing", phase: "reading" });
  if (state?.kind === "importing") state.cancel();
  expect(await work).toBe(false);
  expect(hand.shapes.length).toBe(0);
  expect(importAt(hand.editor).get()).toBe(null);
});

test("R324: a board of ours that was exported comes in as it was", async () => {
  const { hand, brings } = person();
  const types = ["rectangle", "ellipse", "diamond", "text", "frame"] as const;
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          ...{ type: fc.constantFrom(...types), x: fc.nat(2_000), y: fc.nat(2_000) },
          ...{ w: fc.integer({ min: 1, max: 500 }), frame: fc.nat(9), group: fc.nat(3) },
        }),
        { minLength: 1, maxLength: 10 },
      ),
      async (list) => {
        const source = person();
        const elements = list.map(({ type, x, y, w, frame, group }, at) => ({
          ...{ ...box(`e${at}`), type, x, y, width: w, text: `words ${at}`, name: "sheet" },
          ...{ frameId: `e${frame}`, groupIds: [`g${group}`] },
        }));
        await source.brings(excalidraw(elements));
        const { relations } = source.hand.editor.scene;
        const text = boardFileOf(relations, relations.shapes.keys());
        for (const { id } of hand.shapes) shapesOf(hand.doc).delete(id);
        await brings(text, "plan.json");
        expect(plain(hand)).toEqual(plain(source.hand));
      },
    ),
    { numRuns: 20 },
  );
});

/** Everything that is seen of a board, without names that are made anew. */
function plain({ shapes, editor: { scene } }: TestHand): unknown[] {
  const { tree, groups } = scene.relations;
  const order = new Map(shapes.map(({ id }, at) => [id, at]));
  return shapes.map(({ id, z: _z, at: _at, by: _by, ...rest }) => ({
    ...{ ...rest, text: "text" in rest ? rest.text.toString() : null },
    frame: order.get(tree.parentOf(id) ?? ""),
    groups: groups
      .tagsOf(id)
      .map((tag) => [...groups.members(tag)].map((one) => order.get(one) ?? -1).sort()),
  }));
}

test("R325: an image is taken out of its address, if it is one", async () => {
  const file = fileOf("data:image/png;base64,AQID");
  expect(file?.type).toBe("image/png");
  expect([...new Uint8Array((await file?.arrayBuffer()) ?? new ArrayBuffer())]).toEqual([1, 2, 3]);
  expect(await fileOf("data:image/svg+xml,%3Csvg%3E")?.text()).toBe("<svg>");
  for (const bad of [
    "data:text/html,x",
    "data:image/png;base64,%%%",
    "https://a.example",
    "",
    "data:image/svg+xml,%E0%A4%A",
  ]) {
    expect(fileOf(bad), bad).toBe(null);
  }
});

test("R329: undo takes back many shapes at once, and no step before them; redo brings them back", async () => {
  const { hand, brings } = person();
  hand.box("mine", [0, 0]);
  hand.editor.transact(() => shapesOf(hand.doc).get("mine")?.set("stroke", "red"));
  const elements = Array.from({ length: 250 }, (_, at) => box(`e${at}`, { x: at * 10 }));
  await brings(excalidraw([...elements, { ...box("t"), type: "text", text: "words" }]));
  const made = hand.shapes.map(({ id }) => id);
  // Somebody else changes one of them meanwhile.
  shapesOf(hand.doc)
    .get(made[5] ?? "")
    ?.set("stroke", "blue");
  hand.key("ctrl+z");
  expect(hand.shapes).toMatchObject([{ id: "mine", stroke: "red" }]);
  hand.key("ctrl+shift+z");
  expect(hand.shapes.map(({ id }) => id)).toEqual(made);
  hand.key("ctrl+z");
  hand.key("ctrl+z");
  expect(hand.shapes).toMatchObject([{ id: "mine", stroke: "ink" }]);
  hand.key("ctrl+shift+z");
  hand.key("ctrl+shift+z");
  expect(hand.shapes.map(({ id }) => id)).toEqual(made);
});
