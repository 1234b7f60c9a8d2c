/** The commands that give other programs a picture: of the selection, or of the whole board when nothing is selected. */
import { FileDown, Image, ImageDown, Spline } from "lucide-react";
import { download } from "../../ui/download.ts";
import { words } from "../../words/words.ts";
import { writePicture } from "../clipboard/system.ts";
import type { Editor } from "../editor.ts";
import type { Command } from "./command.ts";

type Format = "png" | "svg";

const TYPES = { png: "image/png", svg: "image/svg+xml" } as const;

/** Makes the picture; it fails where there is none. */
async function pictureOf(editor: Editor, format: Format): Promise<Blob> {
  const part = await import("../clipboard/export.ts");
  const made = format === "png" ? await part.pngOf(editor) : part.svgOf(editor);
  if (made === null) throw new NoPicture();
  return typeof made === "string" ? new Blob([made], { type: TYPES.svg }) : made;
}

/** There is no picture, and the user is told so. */
class NoPicture extends Error {}

async function copy(editor: Editor, format: Format): Promise<void> {
  const picture = pictureOf(editor, format);
  // A browser that refuses may leave it unread.
  picture.catch(() => undefined);
  const isWritten = await writePicture(picture, TYPES[format]);
  editor.say(isWritten ? words.clipboard.picture : await reasonOf(picture));
}

async function save(editor: Editor, format: Format): Promise<void> {
  const picture = pictureOf(editor, format);
  const bytes = await picture.catch(() => null);
  if (bytes === null) editor.say(await reasonOf(picture));
  else download(`stoa-${editor.room}.${format}`, bytes);
}

/** The reason for which a picture is neither copied nor saved, in words. */
async function reasonOf(picture: Promise<Blob>): Promise<string> {
  try {
    await picture;
    return words.clipboard.noPictureWrite;
  } catch (error) {
    if (error instanceof NoPicture) return words.clipboard.noPicture;
    console.error("A picture of the board could not be made:", error);
    return words.lazy.failed;
  }
}

const hasShapes = (editor: Editor): boolean => editor.scene.count > 0;

export const EXPORT: readonly Command[] = [
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
    menu: "both",
    can: hasShapes,
    run: (editor) => save(editor, "png"),
  },
  {
    id: "saveSvg",
    group: "export",
    icon: FileDown,
    forViewers: true,
    menu: "both",
    can: hasShapes,
    run: (editor) => save(editor, "svg"),
  },
];
