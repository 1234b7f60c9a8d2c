/** Puts what came by the clipboard on the board. Loaded when something is pasted for the first time. */
import { shapesOf } from "../../../shared/board/document.ts";
import {
  type Clipping,
  type ClippingFault,
  putClipping,
  readClipping,
} from "../../../shared/board/read-clipping.ts";
import type { Point } from "../../../shared/board/shape.ts";
import { words } from "../../words/words.ts";
import type { Editor } from "../editor.ts";
import { newShapeId } from "../new-shape.ts";
import { type Brought, clippingIn } from "./flavors.ts";
import { wayTo } from "./way.ts";

/** Where it goes: `null`, where it was, or else the middle of the view; or around a point of the board. */
export type Spot = Point | null;

/** Pastes what the clipboard has. */
export function paste(editor: Editor, brought: Brought, spot: Spot): void {
  if (editor.readOnly.get()) return;
  const clipping = clippingIn(brought.html) ?? rememberedClipping(editor, brought);
  const read = clipping === null ? "none" : readClipping(clipping);
  if (typeof read === "object") place(editor, read, spot);
  else refuse(editor, read);
}

/** A browser that pastes plain text hands over the words alone: those of what was copied here stand for it. */
function rememberedClipping({ copied }: Editor, { html, text }: Brought): string | null {
  return html === "" && copied !== null && copied.words === text ? copied.clipping : null;
}

function refuse(editor: Editor, fault: ClippingFault): void {
  editor.say(fault === "too-large" ? words.clipboard.tooMuchToPaste : words.clipboard.nothing);
}

/** Puts a clipping on the board as one step of undo, above all that is there, and selects it. */
function place(editor: Editor, clipping: Clipping, spot: Spot): void {
  const by = wayTo(editor, clipping, spot);
  const made = { by: editor.myId, at: Date.now() };
  const above = editor.scene.topZ();
  let copies: ReadonlyMap<string, string> = new Map();
  editor.take("select");
  editor.transact(() => {
    const into = { shapes: shapesOf(editor.doc), frame: null };
    copies = putClipping(clipping, into, { by, made, above, newId: newShapeId });
  });
  const { tree } = clipping.relations;
  const topmost = tree.topmost(clipping.shapes.map(({ id }) => id));
  editor.selection.set(topmost.flatMap((id) => copies.get(id) ?? []));
  if (clipping.leftOut > 0) editor.say(words.clipboard.leftOut(clipping.leftOut));
}
