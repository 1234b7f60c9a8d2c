/** The words of the outline and of what is said aloud, in the language of the page. This file is loaded after the page has chosen. */
import { outlineWords as en } from "./outline-en.ts";
import { inLanguage, language } from "./words.ts";

/** The words by their keys. */
export type OutlineWords = typeof en;

export const outlineWords: OutlineWords = await inLanguage(language, en, {
  de: async () => (await import("./outline-de.ts")).outlineWords,
  es: async () => (await import("./outline-es.ts")).outlineWords,
});
