import { expect, test } from "vitest";
import { type KeyInput, matchesChord } from "./chord-match.ts";

function pressed(key: string, code: string, more: Partial<KeyInput> = {}): KeyInput {
  return { key, code, shift: false, alt: false, command: false, ...more };
}

test.each([
  ["Cyrillic", "к", "KeyR", "r"],
  ["Greek", "ρ", "KeyR", "r"],
  ["Hebrew", "ר", "KeyR", "r"],
  ["Arabic", "ق", "KeyR", "r"],
  ["an Arabic key of two letters", "لا", "KeyB", "b"],
  ["Cyrillic brackets", "ъ", "BracketRight", "]"],
  ["Persian digits", "۲", "Digit2", "2"],
  ["French digits", "é", "Digit2", "2"],
])("R195: %s: %s at %s is %s", (_, key, code, chord) => {
  expect(matchesChord(chord, pressed(key, code))).toBe(true);
});

test("R195: with Ctrl, a key of another script is the letter that stands at its place", () => {
  expect(matchesChord("mod+z", pressed("я", "KeyZ", { command: true }))).toBe(true);
  expect(matchesChord("mod+z", pressed("я", "KeyY", { command: true }))).toBe(false);
});

test("R195: a Hebrew keyboard writes signs at some places of letters", () => {
  expect(matchesChord("q", pressed("/", "KeyQ", { otherScript: true }))).toBe(true);
  expect(matchesChord("q", pressed("/", "KeyQ"))).toBe(false);
});

test("R195: on Latin layouts the letter decides and not its place", () => {
  expect(matchesChord("mod+z", pressed("z", "KeyY", { command: true }))).toBe(true);
  expect(matchesChord("a", pressed("a", "KeyQ"))).toBe(true);
  expect(matchesChord("q", pressed("a", "KeyQ"))).toBe(false);
  expect(matchesChord("e", pressed("é", "KeyE"))).toBe(false);
});

test("R195: Alt writes other letters on a Mac, and the place decides", () => {
  expect(matchesChord("alt+a", pressed("å", "KeyA", { alt: true }))).toBe(true);
  expect(matchesChord("alt+]", pressed("‘", "BracketRight", { alt: true }))).toBe(true);
});

test("R195: AltGr writes a sign and is no digit", () => {
  const bracket = pressed("[", "Digit8", { altGraph: true });
  expect(matchesChord("[", bracket)).toBe(true);
  expect(matchesChord("8", bracket)).toBe(false);
});

test("modifiers are those of the chord, no more and no fewer", () => {
  expect(matchesChord("r", pressed("R", "KeyR", { shift: true }))).toBe(false);
  expect(matchesChord("shift+r", pressed("R", "KeyR", { shift: true }))).toBe(true);
  expect(matchesChord("r", pressed("r", "KeyR", { command: true }))).toBe(false);
  expect(matchesChord("mod+shift+z", pressed("Z", "KeyZ", { command: true, shift: true }))).toBe(
    true,
  );
  // Caps Lock.
  expect(matchesChord("r", pressed("R", "KeyR"))).toBe(true);
});

test("a sign is the same with shift and without", () => {
  expect(matchesChord("?", pressed("?", "Slash", { shift: true }))).toBe(true);
  expect(matchesChord("mod++", pressed("+", "Equal", { shift: true, command: true }))).toBe(true);
});
