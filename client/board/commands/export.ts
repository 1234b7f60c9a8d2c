/** The commands that give other programs a picture: of the selection, or of the whole board when nothing is selected. */
import { FileDown, Image, ImageDown, Spline } from "lucide-react";
import type { Editor } from "../editor.ts";
import type { Command } from "./command.ts";
import { later } from "./later.ts";

/** The ways of a picture, which come with the first one. */
const ways = (editor: Editor) => later(editor, import("../export/ways.ts"));

const copy = async (editor: Editor, format: "png" | "svg"): Promise<void> => {
  const part = await ways(editor);
  await part?.copyPicture(editor, part.plainChoice(editor, format));
};
const save = async (editor: Editor, format: "png" | "svg" | "excalidraw"): Promise<void> => {
  const part = await ways(editor);
  await part?.saveFile(editor, part.plainChoice(editor, format));
};

const hasShapes = (editor: Editor): boolean => editor.scene.count > 0;

export const EXPORT: readonly Command[] = [
  {
    id: "export",
    group: "export",
    keys: ["mod+shift+e"],
    icon: FileDown,
    forViewers: true,
    menu: "both",
    can: hasShapes,
    run: (editor) => editor.dialog.set({ kind: "export" }),
  },
  {
    id: "copyAsPng",
    group: "export",
    keys: ["alt+shift+c"],
    icon: Image,
    forViewers: true,
    menu: "both",
    can: hasShapes,
    run: (editor) => copy(editor, "png"),
  },
  {
    id: "copyAsSvg",
    group: "export",
    keys: ["mod+shift+c"],
    icon: Spline,
    forViewers: true,
    menu: "both",
    can: hasShapes,
    run: (editor) => copy(editor, "svg"),
  },
  {
    id: "savePng",
    group: "export",
    icon: ImageDown,
    forViewers: true,
    can: hasShapes,
    run: (editor) => save(editor, "png"),
  },
  {
    id: "saveSvg",
    group: "export",
    icon: FileDown,
    forViewers: true,
    can: hasShapes,
    run: (editor) => save(editor, "svg"),
  },
  {
    id: "saveExcalidraw",
    group: "export",
    icon: FileDown,
    forViewers: true,
    can: hasShapes,
    run: (editor) => save(editor, "excalidraw"),
  },
];
