/** Things of the library: what is kept of each, and how a library of Excalidraw is read. */
import { isValues, listOf, textOf } from "../clipboard/foreign/values.ts";

/** A thing to insert. */
export interface LibraryItem {
  readonly id: string;
  /** Empty: it has none. */
  readonly name: string;
  /** The name of the library from which it comes. */
  readonly library: string;
  /** The drawing, as JSON. */
  readonly drawing: string;
}

/** Things of one library, and letters of one thing. */
export const MOST_ITEMS = 1_000;
const MOST_LETTERS = 2_000_000;

/** Letters of a name. */
const MOST_NAME = 80;

/** The things of a library; `null`: it is none. Its first version has lists of elements, and the second names them. */
export function itemsIn(
  content: unknown,
  library: string,
  newId: () => string,
): LibraryItem[] | null {
  if (!isValues(content) || content["type"] !== "excalidrawlib") return null;
  const items = listOf(content["libraryItems"] ?? content["library"]).slice(0, MOST_ITEMS);
  return items.flatMap((item): LibraryItem[] => {
    const elements = listOf(isValues(item) ? item["elements"] : item).filter(isValues);
    if (elements.length === 0) return [];
    const drawing = JSON.stringify({ type: "excalidraw", elements });
    if (drawing.length > MOST_LETTERS) return [];
    const name = isValues(item) ? textOf(item["name"]).slice(0, MOST_NAME) : "";
    return [{ id: newId(), name, library: library.slice(0, MOST_NAME), drawing }];
  });
}
