/** The words of following in the language of the page. This file is loaded with that part, after the page has chosen. */
import { followWords as en } from "./follow-en.ts";
import { inLanguage, language } from "./words.ts";

/** The words of following by their keys. */
export type FollowWords = typeof en;

export const followWords: FollowWords = await inLanguage(language, en, {
  de: async () => (await import("./follow-de.ts")).followWords,
  es: async () => (await import("./follow-es.ts")).followWords,
});
