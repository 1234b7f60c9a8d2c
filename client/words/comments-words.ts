/** The words of comments in the language of the page. This file is loaded with the comments, after the page has chosen. */
import { commentWords as en } from "./comments-en.ts";
import { language } from "./words.ts";

/** The words of comments by their keys. */
export type CommentWords = typeof en;

const LANGUAGES: Readonly<Record<string, () => Promise<CommentWords>>> = {
  de: async () => (await import("./comments-de.ts")).commentWords,
  es: async () => (await import("./comments-es.ts")).commentWords,
};

/** The words of comments. A language that cannot be loaded is English. */
export const commentWords: CommentWords = (await LANGUAGES[language]?.().catch(() => null)) ?? en;
