import { expect, test } from "vitest";
import type { SavedShape } from "../../shared/board/saved-shape.ts";
import { repairWords } from "./repair-words.ts";

const shape: SavedShape = { id: "one", fields: {} };

test("R151: the note says how many shapes the room lacks, and names the button by them", () => {
  expect(repairWords({ kind: "none" })).toBe(null);
  expect(repairWords({ kind: "rebuilding" })?.text).toMatch(/is damaged\. Loading it anew/);
  expect(repairWords({ kind: "rebuilt", shapes: [] })?.text).toMatch(/Undo begins from here/);
  expect(repairWords({ kind: "rebuilt", shapes: [shape] })).toMatchObject({
    text: expect.stringMatching(/1 shape that you drew is not in the room/),
    putBack: "Put back 1 shape",
  });
  expect(repairWords({ kind: "rebuilt", shapes: [shape, shape] })?.putBack).toBe(
    "Put back 2 shapes",
  );
});

test("R152: the words for a room that damages every copy name who can mend it, and how", () => {
  const words = repairWords({ kind: "hopeless", shapes: [shape] });
  expect(words?.text).toMatch(/npm run stoa -- repair/);
  expect(words?.text).toMatch(/1 shape of yours can be downloaded/);
});
