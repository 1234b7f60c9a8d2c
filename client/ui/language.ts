/** The language that the user chose for the page. Without a choice, the browser's languages decide. */
import * as v from "valibot";
import { LANGUAGE_NAMES, speak } from "../words/words.ts";
import { browserStorage, type KeptValues } from "./storage.ts";

const CODES = Object.keys(LANGUAGE_NAMES) as (keyof typeof LANGUAGE_NAMES)[];

/** `system` follows the browser. */
const choiceSchema = v.picklist(["system", ...CODES]);
export type LanguageChoice = v.InferOutput<typeof choiceSchema>;

/** Under this name the choice is kept. */
const LANGUAGE_KEY = "stoa.language";

/** Reads the language that this browser keeps. */
export function chosenLanguage(kept: KeptValues = browserStorage): LanguageChoice {
  return kept.read(LANGUAGE_KEY, choiceSchema) ?? "system";
}

/** Keeps a choice. The page speaks the language from its next load. */
export function keepLanguage(choice: LanguageChoice, kept: KeptValues = browserStorage): void {
  kept.write(LANGUAGE_KEY, choice);
}

/**
 * The languages that the page tries to speak, the best first. A `fixed` one, of an embedding page, wins over the
 * user's choice, and the choice wins over the browser's languages.
 */
export function wantedLanguages(
  browser: readonly string[],
  choice: LanguageChoice,
  fixed: string | null = null,
): readonly string[] {
  return [...(fixed === null ? [] : [fixed]), ...(choice === "system" ? [] : [choice]), ...browser];
}

/**
 * Speaks the wanted language, and says so to the browser. It is called before the page is first drawn.
 * `also` loads what the page needs besides in that language.
 */
export async function speakWanted(
  fixed: string | null = null,
  also?: (language: string) => Promise<void>,
): Promise<void> {
  const wanted = wantedLanguages(navigator.languages, chosenLanguage(), fixed);
  document.documentElement.lang = await speak(wanted, undefined, also);
}
