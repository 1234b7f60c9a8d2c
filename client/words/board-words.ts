/** Words of the board's tools, commands and panels, in the language of the page. This file is loaded after the page has chosen. */
import { boardWords as en } from "./board-en.ts";
import { inLanguage, language } from "./words.ts";

/** The words by their keys. */
export type BoardWords = typeof en;

export const boardWords: BoardWords = await inLanguage(language, en, {
  de: async () => (await import("./board-de.ts")).boardWords,
  es: async () => (await import("./board-es.ts")).boardWords,
});
