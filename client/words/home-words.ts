/** The words of the front page in the language of the page. They are loaded beside the words of every page. */
import { homeWords as en } from "./home-en.ts";
import { inLanguage } from "./words.ts";

/** The words of the front page by their keys. */
export type HomeWords = typeof en;

/** The words of the front page. Read them when they are shown, not when a file is loaded. */
export let homeWords: HomeWords = en;

/** Loads the words of the front page in a language. It is called before the page is first drawn. */
export async function speakHome(language: string): Promise<void> {
  homeWords = await inLanguage(language, en, {
    de: async () => (await import("./home-de.ts")).homeWords,
    es: async () => (await import("./home-es.ts")).homeWords,
  });
}
