/** Drops on the page that would replace it in the browser, and the sentence that refuses them. */

import { words } from "../words/words.ts";
import { prepareToSay, say } from "./say.ts";

/**
 * Refuses what is dropped on the page and would replace it in the browser: files
 * everywhere, links outside of text fields. A sentence says so.
 */
export function refuseDrops(): void {
  prepareToSay();
  addEventListener("dragover", (event) => {
    // The browser hands over the drop only where it is told that it may.
    if (refusalOf(event) !== null) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    const sentence = refusalOf(event);
    if (sentence === null) return;
    event.preventDefault();
    say(sentence);
  });
}

/** The sentence that refuses a drop; null: the browser may take it. */
function refusalOf({ dataTransfer, target, defaultPrevented }: DragEvent): string | null {
  if (dataTransfer === null || defaultPrevented) return null;
  if (dataTransfer.types.includes("Files")) return words.drops.files;
  const isField = target instanceof Element && target.matches(":read-write");
  return dataTransfer.types.includes("text/uri-list") && !isField ? words.drops.links : null;
}
