import { expect, test } from "vitest";
import { ariaShortcuts, chordInWords, partsOf } from "./chords.ts";

test("a chord is taken apart, also where its key is the plus sign", () => {
  expect(partsOf("mod+alt+shift+z")).toEqual({ mod: true, alt: true, shift: true, key: "z" });
  expect(partsOf("mod++")).toMatchObject({ mod: true, key: "+" });
  expect(partsOf("+")).toMatchObject({ mod: false, key: "+" });
});

test.each([
  ["mod+shift+z", "Ctrl+Shift+Z", "⇧⌘Z"],
  ["mod+alt+a", "Ctrl+Alt+A", "⌥⌘A"],
  ["mod+-", "Ctrl+−", "⌘−"],
  ["Delete", "Delete", "⌦"],
  ["shift+ArrowLeft", "Shift+←", "⇧←"],
  ["Escape", "Esc", "Esc"],
])("R195: %s is %s, and %s on a Mac", (chord, elsewhere, mac) => {
  expect(chordInWords(chord, false)).toBe(elsewhere);
  expect(chordInWords(chord, true)).toBe(mac);
});

test("R195: programs read chords in the syntax of aria-keyshortcuts", () => {
  expect(ariaShortcuts(["mod+shift+z", "mod+y"], false)).toBe("Control+Shift+Z Control+Y");
  expect(ariaShortcuts(["mod+=", "mod++"], true)).toBe("Meta+= Meta+Plus");
  expect(ariaShortcuts(["Delete", "v"], false)).toBe("Delete V");
});
