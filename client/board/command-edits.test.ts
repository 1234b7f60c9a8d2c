/** A test that the random test of three clients misses no command. */
import { expect, test } from "vitest";
import { changeShape } from "../../shared/board/document.ts";
import { EDIT_OF } from "./command-edits.ts";
import { COMMANDS } from "./features.ts";
import { TestHand } from "./test-hand.ts";
import { DOINGS } from "./three-clients.ts";

test("R205: each command that changes the document is tried by the random test", () => {
  for (const { id } of COMMANDS) {
    const does = EDIT_OF[id];
    if (does !== null) expect(DOINGS, id).toContain(does);
  }
});

const changingNothing = COMMANDS.filter(({ id }) => EDIT_OF[id] === null);

test.each(changingNothing)("R205: the command $id changes no document", async (command) => {
  const hand = new TestHand()
    .box("a", [100, 100], { text: "https://example.org" })
    .box("b", [300, 100]);
  hand.doc.transact(() => changeShape(hand.doc, "a", { stroke: "red" }));
  hand.editor.selection.set(["a", "b"]);
  const before = hand.updates;
  try {
    await command.run(hand.editor);
  } catch (error) {
    // Some commands need a page, such as the clipboard. That is all that may be missing.
    expect(error).toBeInstanceOf(Error);
  }
  expect(hand.updates).toBe(before);
});
