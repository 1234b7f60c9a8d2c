/** Neighbours of notes: the grid in which they stand, and how they are made. */
import { addShape, type NewShape, shapesOf } from "../../shared/board/document.ts";
import { withRoom } from "../../shared/board/draw/shape-text.ts";
import { storedPoint } from "../../shared/board/kinds/stretch.ts";
import { writePlace } from "../../shared/board/place.ts";
import { frameAt } from "../../shared/board/place-edits.ts";
import type { NoteShape, Point, Shape, Size } from "../../shared/board/shape.ts";
import type { Editor } from "./editor.ts";
import { boxesTouch, type boxOf, centerOf, expandBox, outlineBox, rotate } from "./geometry.ts";
import { madeByMe, newShapeId } from "./new-shape.ts";
import { reveal } from "./view.ts";

/** The four sides of a note, and the way to each. */
export const SIDES = { right: [1, 0], below: [0, 1], left: [-1, 0], above: [0, -1] } as const;
export type Side = keyof typeof SIDES;

/** The gap between neighbours, in board units. */
export const NOTE_GAP = 20;

/** Places that are tried in a row before one is taken that is not free. */
const MOST_TRIED = 100;

/** Notes that lie over each other by no more than this are beside each other, in board units. */
const SLACK = 4;

/** The next free place of the grid at a side of a note. */
export function neighbourPlace(
  { scene }: Pick<Editor, "scene">,
  note: NoteShape,
  side: Side,
): { readonly xy: Point; readonly size: Size } {
  const seen = withRoom(note);
  const [width, height] = seen.size;
  const size = sizeOfNext(note);
  const [wayX, wayY] = SIDES[side];
  // Above and at the left, the new note ends where the gap begins; it may be lower than this one.
  const first: Point = [
    wayX < 0 ? -size[0] - NOTE_GAP : wayX * (width + NOTE_GAP),
    wayY < 0 ? -size[1] - NOTE_GAP : wayY * (height + NOTE_GAP),
  ];
  const step: Point = [wayX * (size[0] + NOTE_GAP), wayY * (size[1] + NOTE_GAP)];
  const placeAt = (number: number): Point => {
    const [x, y] = [first[0] + step[0] * number, first[1] + step[1] * number];
    const upright = centerOf([note.xy[0] + x, note.xy[1] + y], size);
    const [middleX, middleY] = rotate(upright, centerOf(note.xy, seen.size), note.angle);
    return storedPoint([middleX - size[0] / 2, middleY - size[1] / 2]);
  };
  const isFree = (xy: Point): boolean => {
    const box = expandBox(outlineBox(xy, size, note.angle), -SLACK);
    return !scene.some(box, ({ shape }) => shape.type === "note" && boxesTouch(box, boxFor(shape)));
  };
  let number = 0;
  while (number < MOST_TRIED && !isFree(placeAt(number))) number++;
  return { xy: placeAt(number), size };
}

/** A note is drawn with a shadow, which keeps no place from its neighbours. */
function boxFor(shape: Shape): ReturnType<typeof boxOf> {
  const { xy, size, angle } = withRoom(shape);
  return outlineBox(xy, size, angle);
}

/** The size of a neighbour: that of the note before it had grown with its words. */
export function sizeOfNext({ size: [width, height] }: NoteShape): Size {
  return [width, Math.min(height, width)];
}

/** A new note with the look of another one. */
export function noteLike(editor: Editor, note: NoteShape, id: string, xy: Point): NewShape {
  const { stroke, width, letter, font, align, angle } = note;
  const look = { stroke, width, letter, font, align, ...(angle !== 0 && { angle }) };
  return { ...look, id, type: "note", xy, size: sizeOfNext(note), text: "", ...madeByMe(editor) };
}

/** Makes the neighbour of a note at a side, and opens it for writing. */
export function makeNeighbour(editor: Editor, note: NoteShape, side: Side): void {
  putBeside(editor, note, neighbourPlace(editor, note, side).xy);
}

/** Makes a note like another one, in the same frame, and opens it for writing. */
export function putBeside(editor: Editor, note: NoteShape, xy: Point, id = newShapeId()): void {
  if (editor.readOnly.get()) return;
  const { relations } = editor.scene;
  editor.text.open(id, () => {
    addShape(editor.doc, noteLike(editor, note, id, xy));
    const fields = shapesOf(editor.doc).get(id);
    const frame = frameAt(relations, relations.tree.parentOf(note.id));
    if (frame !== null && fields !== undefined) writePlace(fields, xy, frame);
  });
  const box = editor.scene.bounds([id]);
  if (box !== null) reveal(editor, box);
}
