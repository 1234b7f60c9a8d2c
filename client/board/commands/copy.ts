/** The commands of the clipboard. Their keys are the browser's, which hands the clipboard over without asking. */
import { ClipboardPaste, Copy, MapPin, Scissors } from "lucide-react";
import type { Point } from "../../../shared/board/shape.ts";
import { words } from "../../words/words.ts";
import { copySelection, cutSelection } from "../clipboard/copy.ts";
import type { Brought } from "../clipboard/flavors.ts";
import { readClipboard, writeToClipboard } from "../clipboard/system.ts";
import type { Editor } from "../editor.ts";
import type { Command } from "./command.ts";

/** Puts on the board what the clipboard has. */
export async function pasteFrom(
  editor: Editor,
  brought: Brought,
  atPointer: boolean,
): Promise<void> {
  const spot = atPointer ? pointerSpot(editor) : null;
  const part = await import("../clipboard/paste.ts").catch((error: unknown) => {
    console.error("The paste could not be loaded:", error);
    return null;
  });
  if (part === null) editor.say(words.lazy.failed);
  else await part.paste(editor, brought, spot);
}

/** Where the pointer is on the board; `null`: it is not over it. */
function pointerSpot(editor: Editor): Point | null {
  return editor.pointer === null ? null : editor.toBoard(editor.pointer);
}

async function pasteByCommand(editor: Editor, atPointer: boolean): Promise<void> {
  const brought = await readClipboard(editor);
  if (brought !== null) await pasteFrom(editor, brought, atPointer);
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
      const cut = cutSelection(editor);
      if (cut !== null && (await writeToClipboard(editor, cut.copied))) cut.remove();
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
      const copied = copySelection(editor);
      if (copied !== null) await writeToClipboard(editor, copied);
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
