/** The words of a page's first sight in the user's language. Other parts have catalogues of their own. */
import { en } from "./en.ts";

/** The words by their keys. Another language is one file with the same keys. */
export type Words = typeof en;

/** The languages besides English, each loaded when a browser asks for it. */
export type Languages = Readonly<Record<string, () => Promise<Words>>>;

const LANGUAGES = {
  de: async () => (await import("./de.ts")).de,
  es: async () => (await import("./es.ts")).es,
} satisfies Languages;

/** The languages that a user can choose, by their own names. */
export const LANGUAGE_NAMES: Readonly<Record<"en" | keyof typeof LANGUAGES, string>> = {
  en: "English",
  de: "Deutsch",
  es: "Español",
};

/** The words of the language that the page speaks. Read them when they are shown, not when a file is loaded. */
export let words: Words = en;

/** The language that the page speaks, such as `de`. */
export let language = "en";

/**
 * Loads a catalogue in a language. A language that it does not have, or that cannot be loaded, as without a
 * connection, is English: that is always there.
 */
export async function inLanguage<Catalogue>(
  wanted: string,
  english: Catalogue,
  others: Readonly<Record<string, () => Promise<Catalogue>>>,
): Promise<Catalogue> {
  if (!Object.hasOwn(others, wanted)) return english;
  return (await others[wanted]?.().catch(() => null)) ?? english;
}

/**
 * Speaks the first language of these that there is, and says which. `wanted` is
 * what the browser asks for, the best first, such as `de-AT`. `also` loads what else
 * is needed in that language before the page is drawn.
 */
export async function speak(
  wanted: readonly string[],
  languages: Languages = LANGUAGES,
  also?: (language: string) => Promise<void>,
): Promise<string> {
  const asked = wanted.map((one) => one.toLowerCase().split("-")[0] ?? "");
  const found = asked.find((one) => one === "en" || Object.hasOwn(languages, one)) ?? "en";
  [words] = await Promise.all([inLanguage(found, en, languages), also?.(found)]);
  language = words === en ? "en" : found;
  return language;
}
