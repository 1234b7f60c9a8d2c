import { expect, test } from "vitest";
import { partsOf } from "../ui/chords.ts";
import { boardWords } from "../words/board-words.ts";
import { COMMANDS, PANELS, TOOLS } from "./features.ts";

test("each tool and command of the catalogue is in its list, once", () => {
  expect(TOOLS.map(({ name }) => name).sort()).toEqual(Object.keys(boardWords.tools).sort());
  expect(COMMANDS.map(({ id }) => id).sort()).toEqual(Object.keys(boardWords.commands).sort());
  expect(new Set(PANELS.map(({ name }) => name)).size).toBe(PANELS.length);
});

test("no chord means two things", () => {
  const chords = [...TOOLS, ...COMMANDS].flatMap(({ keys = [] }) => keys);
  expect(chords.filter((chord, index) => chords.indexOf(chord) !== index)).toEqual([]);
});

test("each chord is one key, with modifiers before it in their order", () => {
  for (const chord of [...TOOLS, ...COMMANDS].flatMap(({ keys = [] }) => keys)) {
    expect(partsOf(chord).key, chord).toMatch(/^(?:[a-z\d]|[^\p{L}\s]|[A-Z]\w+)$/u);
  }
});

test("a command that a button or menu shows has an icon, or is listed by its words", () => {
  for (const { id, menu, icon, byKey } of COMMANDS) {
    if (menu !== undefined) expect(icon, id).toBeDefined();
    if (byKey) expect(menu, id).toBeUndefined();
  }
});
