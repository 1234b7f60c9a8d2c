/** The words of the page in the user's language. */
import { en } from "./en.ts";

/** Every word and sentence by its key. Another language is one file with the same keys. */
export type Words = typeof en;

/** The words of the language that the page speaks. Read them when they are shown, not when a file is loaded. */
export const words: Words = en;
