/** Code of commands that is loaded when it is needed. */
import { words } from "../../words/words.ts";
import type { Editor } from "../editor.ts";

/** Returns a part of the code once it has come; `null`: it cannot be loaded, and the user was told so. */
export async function later<T>({ page }: Editor, part: Promise<T>): Promise<T | null> {
  try {
    return await part;
  } catch (error) {
    console.error("A part of the page could not be loaded:", error);
    page.say(words.lazy.failed);
    return null;
  }
}
