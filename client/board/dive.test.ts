import { expect, test } from "vitest";
import { Groups } from "../../shared/board/groups.ts";
import { takenByClick, takenByDoubleClick, takenByEscape } from "./dive.ts";

/** `a` and `b` are a pair, which is a group with `c`; `d` and `e` are another; `f` is alone. */
function groupsOfSix(): Groups {
  const groups = new Groups();
  groups.update("a", ["pair", "all"]);
  groups.update("b", ["pair", "all"]);
  groups.update("c", ["all"]);
  groups.update("d", ["others"]);
  groups.update("e", ["others"]);
  return groups;
}

test("R240: a click takes the outermost group, a double click enters it, and Escape goes up", () => {
  const groups = groupsOfSix();
  expect(takenByClick(groups, "a", null)).toEqual({ ids: ["a", "b", "c"], dive: null });
  expect(takenByDoubleClick(groups, "a", null)).toEqual({ ids: ["a", "b"], dive: "all" });
  expect(takenByDoubleClick(groups, "a", "all")).toEqual({ ids: ["a"], dive: "pair" });
  expect(takenByDoubleClick(groups, "a", "pair")).toBeNull();
  expect(takenByEscape(groups, "pair")).toEqual({ ids: ["a", "b"], dive: "all" });
  expect(takenByEscape(groups, "all")).toEqual({ ids: ["a", "b", "c"], dive: null });
  expect(takenByEscape(groups, null)).toBeNull();
});

test("R240: a click beside the entered group goes on in the nearest one around both", () => {
  const groups = groupsOfSix();
  expect(takenByClick(groups, "b", "pair")).toEqual({ ids: ["b"], dive: "pair" });
  expect(takenByClick(groups, "c", "pair")).toEqual({ ids: ["c"], dive: "all" });
  expect(takenByClick(groups, "d", "pair")).toEqual({ ids: ["d", "e"], dive: null });
  expect(takenByClick(groups, "f", "pair")).toEqual({ ids: ["f"], dive: null });
  expect(takenByDoubleClick(groups, "f", "pair")).toBeNull();
});

test("R240: a group that somebody has parted meanwhile is no longer entered", () => {
  const groups = groupsOfSix();
  groups.update("b", ["all"]);
  const { ids, dive } = takenByClick(groups, "a", "pair");
  expect([...ids].sort()).toEqual(["a", "b", "c"]);
  expect(dive).toBeNull();
  expect(takenByEscape(groups, "pair")).toBeNull();
});
