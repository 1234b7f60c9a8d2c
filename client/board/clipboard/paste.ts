/** Puts what came by the clipboard on the board. Loaded when something is pasted for the first time. */
import { shapesOf } from "../../../shared/board/document.ts";
import { frameAt } from "../../../shared/board/place-edits.ts";
import {
  type Clipping,
  type ClippingFault,
  putClipping,
  readClipping,
} from "../../../shared/board/read-clipping.ts";
import type { Point, Shape } from "../../../shared/board/shape.ts";
import { filesWords } from "../../words/files-words.ts";
import { later } from "../commands/later.ts";
import type { Editor } from "../editor.ts";
import { addFiles, hasFilesForBoard } from "../files/add.ts";
import { frameUnder } from "../frames/frame-under.ts";
import { boxCenter, boxContains, boxOf } from "../geometry.ts";
import { linkAt } from "../links.ts";
import { newShapeId } from "../new-shape.ts";
import { lettersReady } from "../text/letters.ts";
import { lastCopied } from "./copy.ts";
import { type Brought, clippingIn, imagesIn } from "./flavors.ts";
import { formattedIn } from "./formatted.ts";
import { clippingOfText } from "./from-text.ts";
import { textOfHtml } from "./html-text.ts";
import { type Meant, readText } from "./parse-text.ts";
import { type Spot, wayTo } from "./way.ts";

/** Pastes what the clipboard has; `at`: around this point of the board, and words as plain words. */
export async function paste(editor: Editor, brought: Brought, at: Point | null): Promise<void> {
  if (editor.readOnly.get()) return;
  const clipping = clippingIn(brought.html) ?? rememberedClipping(editor, brought);
  if (clipping !== null) {
    await placeWithImages(editor, readClipping(clipping), at ?? "where they were", brought.html);
    return;
  }
  await lettersReady(brought.text);
  if (isForeign(brought)) {
    const part = await later(editor, import("../files/pasted.ts"));
    if (part === null || (await part.pasteDrawing(editor, brought, at ?? "middle"))) return;
  }
  // A program that copies words may add a picture of them.
  if (hasFilesForBoard(brought.files) && brought.text.trim() === "") {
    await addFiles(editor, brought.files, at);
    return;
  }
  pasteText(editor, brought, at);
}

/** May this be of another whiteboard? */
function isForeign({ html, text }: Brought): boolean {
  return (
    [html, text].some((one) => one.includes("data-tldraw")) ||
    /^\s*\{[\s\S]{0,40}"excalidraw/.test(text)
  );
}

/** A browser that pastes plain text hands over the words alone: those of what was copied here stand for it. */
function rememberedClipping(editor: Editor, { html, text, files }: Brought): string | null {
  const copied = lastCopied(editor).get();
  return html === "" && files.length === 0 && copied !== null && copied.words === text.trim()
    ? copied.clipping
    : null;
}

function pasteText(editor: Editor, { html, text }: Brought, at: Point | null): void {
  const own = text.trim() === "" ? textOfHtml(html) : text;
  if (at === null && linkAt(editor, own, editor.view.toBoard(editor.view.freeMiddle()))) return;
  const meant = at === null ? meantBy(html, own) : readText(own, true);
  if (meant.kind === "nothing") place(editor, "nothing", "middle");
  else place(editor, clippingOfText(editor, meant), at ?? "middle");
}

/** Finds out what words mean: those of a table are boxes, and others keep the formatting that their program gave them. */
function meantBy(html: string, own: string): Meant {
  const plain = readText(own);
  if (plain.kind === "table" || plain.kind === "nothing") return plain;
  if (/<table\b/i.test(html)) {
    // Rows of HTML have an empty line between them.
    const table = readText(textOfHtml(html).replace(/\n{2,}/g, "\n"));
    if (table.kind === "table") return table;
  }
  return formattedIn(html) ?? plain;
}

/** Puts a clipping on the board once its images are in this room. Those that could not come are named, and shown by their words. */
async function placeWithImages(
  editor: Editor,
  clipping: Clipping | ClippingFault,
  spot: Spot,
  html: string,
): Promise<void> {
  const isElsewhere = typeof clipping !== "string" && clipping.room !== editor.room;
  if (!isElsewhere || !clipping.shapes.some(({ type }) => type === "image")) {
    place(editor, clipping, spot);
    return;
  }
  const part = await later(editor, import("./bring-images.ts"));
  if (part === null) return;
  const missing = await part.bringImages(editor, clipping, { brought: imagesIn(html) });
  if (editor.readOnly.get()) {
    editor.page.say(filesWords.images.why["no-access"]);
    return;
  }
  place(editor, clipping, spot);
  if (missing.count > 0)
    editor.page.say(filesWords.clipboard.imagesMissing(missing.count, missing.why));
}

/** Puts a clipping on the board as one step of undo, above all that is there, and selects it; or says why not. */
function place(editor: Editor, clipping: Clipping | ClippingFault, spot: Spot): void {
  if (typeof clipping === "string") {
    const isTooMuch = clipping === "too-large";
    editor.page.say(isTooMuch ? filesWords.clipboard.tooMuchToPaste : filesWords.clipboard.nothing);
    return;
  }
  const { scene } = editor;
  const by = wayTo(editor, clipping, spot);
  const made = { by: editor.me.id, at: Date.now() };
  const above = scene.topZ();
  const [x, y] = boxCenter(clipping.box);
  const frame = frameUnder(scene, [x + by[0], y + by[1]], (around) => holds(around, clipping, by));
  let copies: ReadonlyMap<string, string> = new Map();
  editor.take("select");
  editor.transact(() => {
    const into = { shapes: shapesOf(editor.doc), frame: frameAt(scene.relations, frame) };
    copies = putClipping(clipping, into, { by, made, above, newId: newShapeId });
  });
  const { tree } = clipping.relations;
  const topmost = tree.topmost(clipping.shapes.map(({ id }) => id));
  editor.selection.set(topmost.flatMap((id) => copies.get(id) ?? []));
  if (clipping.leftOut > 0) editor.page.say(filesWords.clipboard.leftOut(clipping.leftOut));
}

/** May pasted shapes lie in a frame? A frame that is too small for them would cut them off. */
function holds({ locked, xy, size }: Shape, { box }: Clipping, [x, y]: Point): boolean {
  const [minX, minY] = [box.minX + x, box.minY + y];
  const moved = { minX, minY, maxX: box.maxX + x, maxY: box.maxY + y };
  return !locked && boxContains(boxOf(xy, size), moved);
}
