/** Tests of outlines: frames, words in reading order, and connections. */
import { expect, test } from "vitest";
import * as Y from "yjs";
import { boardOutline } from "./board-outline.ts";
import { shapesIn } from "./board-shapes.ts";
import { shapesOf, writeShape } from "./document.ts";
import { putInto } from "./place-edits.ts";
import { Relations } from "./relations.ts";

test("R336: an outline has the frames, the words in reading order, and the connections", () => {
  const doc = new Y.Doc();
  const put = (id: string, type: string, xy: [number, number], fields: object = {}) =>
    writeShape(shapesOf(doc), id, { type, xy, size: [100, 60], z: "a0", text: id, ...fields });
  put("right", "note", [300, 5]);
  put("left", "rectangle", [0, 0]);
  put("sheet", "frame", [0, 200], { size: [400, 300], name: "A\nplan" });
  put("in it", "text", [10, 220], { text: "*inside* [it]" });
  put("ends", "arrow", [0, 0], {
    ...{ from: [0, 0], to: [100, 0], text: "then" },
    start: { shape: "left", at: [0.5, 0.5] },
    end: { shape: "right", at: [0.5, 0.5] },
  });
  put("ink", "ink", [0, 0], { points: new Uint8Array([1, 2, 0, 0, 127, 64, 12, 127]) });
  putInto(new Relations(doc), ["in it"], "sheet");
  const relations = new Relations(doc);
  expect(boardOutline(shapesIn(relations), relations)).toBe(
    [
      ...["# Board", "", "- rectangle: left", "- note: right", "", "## A plan", ""],
      ...["- text: \\*inside\\* \\[it\\]", "", "## Connections", "", "- left → right (then)", ""],
      ...["Strokes by hand: 1", ""],
    ].join("\n"),
  );
});
