/** Words of the panels that style shapes and their text, in the language of the page. This file is loaded after the page has chosen. */
import { styleWords as en } from "./style-en.ts";
import { inLanguage, language } from "./words.ts";

/** The words by their keys. */
export type StyleWords = typeof en;

export const styleWords: StyleWords = await inLanguage(language, en, {
  de: async () => (await import("./style-de.ts")).styleWords,
  es: async () => (await import("./style-es.ts")).styleWords,
});
