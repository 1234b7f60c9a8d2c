/** The words of comments in the language of the page. This file is loaded with the comments, after the page has chosen. */
import { commentWords as en } from "./comments-en.ts";
import { inLanguage, language } from "./words.ts";

/** The words of comments by their keys. */
export type CommentWords = typeof en;

export const commentWords: CommentWords = await inLanguage(language, en, {
  de: async () => (await import("./comments-de.ts")).commentWords,
  es: async () => (await import("./comments-es.ts")).commentWords,
});
