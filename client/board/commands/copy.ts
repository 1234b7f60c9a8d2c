/** The commands of the clipboard. Their keys are the browser's, which hands the clipboard over without asking. */
import { ClipboardPaste, Copy, MapPin, Scissors } from "lucide-react";
import type { Point } from "../../../shared/board/shape.ts";
import type { Brought, Copied } from "../clipboard/flavors.ts";
import type { Editor } from "../editor.ts";
import type { Command } from "./command.ts";
import { later } from "./later.ts";

/** The browser's clipboard, which only menus need. */
const system = (editor: Editor) => later(editor, import("../clipboard/system.ts"));

/** Puts on the board what the clipboard has. */
export async function pasteFrom(
  editor: Editor,
  brought: Brought,
  atPointer: boolean,
): Promise<void> {
  const spot = atPointer ? pointerSpot(editor) : null;
  const part = await later(editor, import("../clipboard/paste.ts"));
  await part?.paste(editor, brought, spot);
}

/** Where the pointer is on the board; `null`: it is not over it. */
function pointerSpot(editor: Editor): Point | null {
  return editor.hand.pointer === null ? null : editor.view.toBoard(editor.hand.pointer);
}

/** Reads the clipboard, which the browser may ask the user for, and pastes what it has. */
export async function pasteByCommand(editor: Editor, atPointer: boolean): Promise<void> {
  const brought = (await (await system(editor))?.readClipboard(editor)) ?? null;
  if (brought !== null) await pasteFrom(editor, brought, atPointer);
}

/** Adds the images of what has been copied to the clipboard. They come later than an event of the clipboard waits. */
export async function addImages(editor: Editor, copied: Copied): Promise<void> {
  if ((copied.images ?? []).length === 0) return;
  const part = await later(editor, import("../clipboard/with-images.ts"));
  await part?.addImagesToClipboard(editor, copied);
}

const hasSelection = (editor: Editor): boolean => editor.selection.get().length > 0;

export const CLIPBOARD: readonly Command[] = [
  {
    id: "cut",
    group: "clipboard",
    keys: ["mod+x"],
    byBrowser: true,
    icon: Scissors,
    menu: "shapes",
    can: (editor) => editor.selection.unlocked().length > 0,
    async run(editor) {
      await (await system(editor))?.cutByCommand(editor);
    },
  },
  {
    id: "copy",
    group: "clipboard",
    keys: ["mod+c"],
    byBrowser: true,
    icon: Copy,
    forViewers: true,
    menu: "shapes",
    can: hasSelection,
    async run(editor) {
      await (await system(editor))?.copyByCommand(editor);
    },
  },
  {
    id: "paste",
    group: "clipboard",
    keys: ["mod+v"],
    byBrowser: true,
    icon: ClipboardPaste,
    menu: "board",
    run: (editor) => pasteByCommand(editor, false),
  },
  {
    id: "pasteAtPointer",
    group: "clipboard",
    keys: ["mod+shift+v"],
    byBrowser: true,
    icon: MapPin,
    menu: "board",
    run: (editor) => pasteByCommand(editor, true),
  },
];
