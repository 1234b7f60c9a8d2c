/** Says which pressed keys are a chord, on every keyboard layout. */
import { type Chord, partsOf } from "../../ui/chords.ts";

/** A pressed key, free of the DOM. */
export interface KeyInput {
  /** As in `KeyboardEvent.key`. */
  readonly key: string;
  readonly shift: boolean;
  readonly alt: boolean;
  /** Ctrl, or Command on a Mac. */
  readonly command: boolean;
  /** The place on the keyboard, as in `KeyboardEvent.code`: `Digit1` on every layout. */
  readonly code: string;
  /** AltGr is held, which writes a sign of its own. */
  readonly altGraph?: boolean;
  /** The keyboard writes another script than Latin. */
  readonly otherScript?: boolean;
}

/** The places of signs on a keyboard, for layouts that have letters there. */
const SIGN_CODES: Readonly<Record<string, string>> = {
  "[": "BracketLeft",
  "]": "BracketRight",
  ",": "Comma",
  ".": "Period",
  "/": "Slash",
  ";": "Semicolon",
  "'": "Quote",
  "=": "Equal",
  "-": "Minus",
};

/** Is the pressed key one of this chord? */
export function matchesChord(chord: Chord, input: KeyInput): boolean {
  const { mod, alt, shift, key } = partsOf(chord);
  if (mod !== input.command || alt !== input.alt) return false;
  if (/^[a-z]$/.test(key)) return shift === input.shift && letterOf(input) === key;
  if (/^\d$/.test(key)) return shift === input.shift && isDigit(input, key);
  if (key.length > 1) return shift === input.shift && input.key === key;
  // Layouts differ in which signs need shift.
  return input.key === key || signOf(input) === key;
}

/**
 * The Latin letter of a pressed key. The letter that is written decides, so
 * layouts such as Dvorak keep theirs. Where none is written, the place decides:
 * on layouts of other scripts, and with Alt, which writes `å` and the like on a Mac.
 */
function letterOf(input: KeyInput): string | null {
  if (/^[a-z]$/i.test(input.key)) return input.key.toLowerCase();
  const letter = /^Key([A-Z])$/.exec(input.code)?.[1]?.toLowerCase() ?? null;
  return writesOtherwise(input) ? letter : null;
}

/** Digits go by their place: French keyboards write `&` there, and Persian ones `۱`. */
function isDigit(input: KeyInput, digit: string): boolean {
  if (input.altGraph) return false;
  return input.code === `Digit${digit}` || input.key === digit;
}

function signOf(input: KeyInput): string | null {
  if (input.shift || !(input.alt || isOtherLetter(input.key))) return null;
  return Object.keys(SIGN_CODES).find((sign) => SIGN_CODES[sign] === input.code) ?? null;
}

function writesOtherwise(input: KeyInput): boolean {
  return input.alt || input.otherScript === true || isOtherLetter(input.key);
}

/** Is this a letter of another script than Latin? Some Arabic keys write two letters at once. */
export function isOtherLetter(key: string): boolean {
  return /^[\p{L}\p{M}]{1,2}$/u.test(key) && !/\p{Script=Latin}/u.test(key);
}

/** Is this a letter of the Latin script? Names of keys, such as `Enter`, are none. */
export function isLatinLetter(key: string): boolean {
  return /^\p{Script=Latin}$/u.test(key);
}
