/** The words of the page in the user's language. */
import { en } from "./en.ts";

/** Every word and sentence by its key. Another language is one file with the same keys. */
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
 * Speaks the first language of these that there is, and says which. `wanted` is
 * what the browser asks for, the best first, such as `de-AT`. A language that
 * cannot be loaded, as without a connection, is English: that is always there.
 */
export async function speak(
  wanted: readonly string[],
  languages: Languages = LANGUAGES,
): Promise<string> {
  const asked = wanted.map((one) => one.toLowerCase().split("-")[0] ?? "");
  const found = asked.find((one) => one === "en" || Object.hasOwn(languages, one)) ?? "en";
  const loaded = await languages[found]?.().catch(() => null);
  words = loaded ?? en;
  language = words === en ? "en" : found;
  return language;
}
