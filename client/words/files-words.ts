/** Words of what comes in and goes out: images, imports, exports, the library and the clipboard, in the language of the page. This file is loaded after the page has chosen. */
import { filesWords as en } from "./files-en.ts";
import { inLanguage, language } from "./words.ts";

/** The words by their keys. */
export type FilesWords = typeof en;

export const filesWords: FilesWords = await inLanguage(language, en, {
  de: async () => (await import("./files-de.ts")).filesWords,
  es: async () => (await import("./files-es.ts")).filesWords,
});
