/** Chords: keys that are pressed together, and how they are written for people and for programs. */
import { words } from "../words/words.ts";

/**
 * A key with its modifiers, such as `mod+shift+z`. `mod` is Command on a Mac and Ctrl elsewhere.
 * Modifiers stand in the order mod, alt, shift; the key is `KeyboardEvent.key`, letters in lower case.
 */
export type Chord = string;

export interface ChordParts {
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
  readonly key: string;
}

const MODIFIERS = ["mod", "alt", "shift"] as const;

const parsed = new Map<Chord, ChordParts>();

/** Takes a chord apart. The key of `mod++` is the plus sign. */
export function partsOf(chord: Chord): ChordParts {
  const known = parsed.get(chord);
  if (known !== undefined) return known;
  const parts = { mod: false, alt: false, shift: false, key: chord };
  for (const modifier of MODIFIERS) {
    if (!parts.key.startsWith(`${modifier}+`)) continue;
    parts[modifier] = true;
    parts.key = parts.key.slice(modifier.length + 1);
  }
  parsed.set(chord, parts);
  return parts;
}

/** Is this machine a Mac, an iPhone or an iPad, whose keyboards have a Command key? */
export function isApple(): boolean {
  return /Mac|iP(?:hone|ad|od)/.test(globalThis.navigator?.userAgent ?? "");
}

/** Keys whose name is not what their cap says. */
const CAPS: Readonly<Record<string, string>> = {
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  "-": "−",
};

const APPLE_CAPS: Readonly<Record<string, string>> = {
  Enter: "↩",
  Tab: "⇥",
  Backspace: "⌫",
  Delete: "⌦",
};

/** The caps of a chord's keys, in the order in which the machine's own menus have them. */
export function capsOf(chord: Chord, apple = isApple()): string[] {
  const { mod, alt, shift, key } = partsOf(chord);
  const named: Readonly<Record<string, string>> = words.keys;
  const cap = (apple ? APPLE_CAPS[key] : undefined) ?? CAPS[key] ?? named[key] ?? key;
  const last = cap.length === 1 ? cap.toUpperCase() : cap;
  const modifiers = apple
    ? [alt && "⌥", shift && "⇧", mod && "⌘"]
    : [mod && named["Ctrl"], alt && named["Alt"], shift && named["Shift"]];
  return [...modifiers.filter((one) => typeof one === "string"), last];
}

/** A chord as people read it: `⇧⌘Z` on a Mac, `Ctrl+Shift+Z` elsewhere. */
export function chordInWords(chord: Chord, apple = isApple()): string {
  return capsOf(chord, apple).join(apple ? "" : "+");
}

/** Key names of `aria-keyshortcuts` that differ from `KeyboardEvent.key`. */
const ARIA_KEYS: Readonly<Record<string, string>> = { "+": "Plus", " ": "Space" };

/** Chords in the syntax of `aria-keyshortcuts`: alternatives with a space between them. */
export function ariaShortcuts(chords: readonly Chord[], apple = isApple()): string {
  return chords
    .map((chord) => {
      const { mod, alt, shift, key } = partsOf(chord);
      const modifiers = [
        mod && (apple ? "Meta" : "Control"),
        alt && "Alt",
        shift && "Shift",
        ARIA_KEYS[key] ?? (key.length === 1 ? key.toUpperCase() : key),
      ];
      return modifiers.filter((one) => one !== false).join("+");
    })
    .join(" ");
}
