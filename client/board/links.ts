/** Link cards: how they are made and opened. */
import { addShape, deleteShapes } from "../../shared/board/document.ts";
import { runsOf } from "../../shared/board/draw/runs.ts";
import { CARD_SIZE } from "../../shared/board/kinds/link.ts";
import { storedPoint } from "../../shared/board/kinds/stretch.ts";
import { addressIn } from "../../shared/board/link-address.ts";
import { hasText, type LinkShape, type Point, type Shape } from "../../shared/board/shape.ts";
import type { Editor } from "./editor.ts";
import { newShape, newShapeId } from "./new-shape.ts";
import { followInside } from "./ways/arrive.ts";

/** Says whether a shape is a link card. */
export function isLink(shape: Shape | undefined): shape is LinkShape {
  return shape?.type === "link";
}

/**
 * Puts a card for an address around a point of the board and selects it, as one step of undo. `false`: these words are
 * no address alone, or the board is read only.
 */
export function linkAt(editor: Editor, words: string, [x, y]: Point): boolean {
  const url = addressIn(words);
  if (url === null || editor.readOnly.get()) return false;
  const [width, height] = CARD_SIZE;
  const id = newShapeId();
  editor.take("select");
  editor.transact(() => addCard(editor, id, url, [x - width / 2, y - height / 2]));
  editor.selection.set([id]);
  return true;
}

/** Opens what a card leads to in a new tab, which learns nothing of this page. */
export function openLink({ url }: LinkShape): void {
  openAddress(url);
}

/** Opens an address in a new tab, which learns nothing of this page. A place of this room is shown here. */
export function openAddress(url: string): void {
  if (followInside(url)) return;
  const link = document.createElement("a");
  link.href = url;
  link.target = "_blank";
  link.rel = "noopener noreferrer";
  link.click();
}

/** Offers links of a text at a point of the screen: they are opened, or the text is edited. */
export function offerLinks(
  editor: Editor,
  shape: string,
  addresses: readonly string[],
  at: Point,
): void {
  editor.dialog.set({ kind: "links", at, shape, addresses });
}

/** The addresses of the one shape that is selected: that of a card, or those in its text. */
export function selectedAddresses(editor: Editor): readonly string[] {
  const [shape, second] = editor.selection.shapes();
  if (shape === undefined || second !== undefined) return [];
  if (isLink(shape)) return [shape.url];
  if (!hasText(shape)) return [];
  return [...new Set(runsOf(shape.text).flatMap(({ link }) => link ?? []))];
}

/**
 * Turns a text into a card when its editing ends and it is an address alone. It is a step of undo, which leaves the
 * text. A text that was opened and not changed stays one. Returns the function that ends this.
 */
export function turnAddressesIntoCards(editor: Editor): () => void {
  let edited: { readonly id: string; readonly before: string } | null = null;
  const wordsOf = (id: string): string | null => {
    const shape = editor.scene.get(id);
    return shape?.type === "text" ? shape.text.toString() : null;
  };
  return editor.text.editing.subscribe(() => {
    const id = editor.text.editing.get();
    const last = edited;
    const before = id === null ? null : wordsOf(id);
    edited = id === null || before === null ? null : { id, before };
    if (last === null || last.id === id) return;
    const now = wordsOf(last.id);
    if (now !== null && now !== last.before) turnIntoCard(editor, last.id, now);
  });
}

function turnIntoCard(editor: Editor, id: string, words: string): void {
  const url = addressIn(words);
  const shape = editor.scene.get(id);
  if (url === null || shape === undefined || shape.locked || editor.readOnly.get()) return;
  const card = newShapeId();
  editor.transact(() => {
    deleteShapes(editor.doc, [id]);
    addCard(editor, card, url, shape.xy);
  });
  editor.selection.set([card]);
}

function addCard(editor: Editor, id: string, url: string, xy: Point): void {
  const place = { xy: storedPoint(xy), size: CARD_SIZE };
  const made = newShape(editor, "link", id, place);
  // A card is small whatever letters are chosen for notes and texts.
  addShape(editor.doc, { ...made, url, stroke: "blue", letter: "s", width: "s" } as typeof made);
}
