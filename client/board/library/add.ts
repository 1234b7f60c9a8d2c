/** Adds a library of Excalidraw to that of this browser, and inserts things of it. */
import type { Point } from "../../../shared/board/shape.ts";
import { randomToken } from "../../../shared/ids.ts";
import { filesWords } from "../../words/files-words.ts";
import type { Editor } from "../editor.ts";
import { importDrawing } from "../files/import.ts";
import { readJson } from "../files/json.ts";
import { Cancelled, inSlices } from "../files/slices.ts";
import { importAt } from "../files/state.ts";
import { itemsIn, type LibraryItem, MOST_ITEMS } from "./item.ts";
import { addItems, libraryItems } from "./items.ts";
import { libraryAt } from "./state.ts";

/** Adds the things of a library's file, and opens the library. A bad one gets a sentence. */
export async function addLibrary(editor: Editor, name: string, text: string): Promise<void> {
  const state = importAt(editor);
  const stop = new AbortController();
  const show = (share: number) =>
    state.set({ kind: "importing", name, phase: "reading", share, cancel: () => stop.abort() });
  show(0);
  try {
    const content = await inSlices(readJson(text), stop.signal, show);
    const items = itemsIn(content, name.replace(/\.\w+$/, ""), () => randomToken(12));
    if (items === null) editor.page.say(filesWords.files.faults.none(name));
    else if (items.length === 0) editor.page.say(filesWords.library.empty(name));
    else if ((libraryItems().get()?.length ?? 0) + items.length > MOST_ITEMS) {
      editor.page.say(filesWords.library.full(MOST_ITEMS));
    } else {
      await addItems(items);
      libraryAt(editor).set(true);
    }
  } catch (error) {
    if (error instanceof SyntaxError) editor.page.say(filesWords.files.faults.none(name));
    else if (!(error instanceof Cancelled)) throw error;
  } finally {
    state.set(null);
  }
}

/** Inserts a thing around a point of the board, or in the middle of the view. */
export async function insertItem(
  editor: Editor,
  { name, drawing }: LibraryItem,
  at: Point | null,
): Promise<void> {
  const thing = name === "" ? filesWords.library.thing : name;
  await importDrawing(editor, { name: thing, content: drawing, isQuiet: true }, at ?? "middle");
}

/** Inserts a thing that was dropped, by its id. */
export async function insertDropped(editor: Editor, id: string, at: Point): Promise<void> {
  const item = libraryItems()
    .get()
    ?.find((one) => one.id === id);
  if (item !== undefined) await insertItem(editor, item, at);
}
