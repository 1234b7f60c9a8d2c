/** Shapes that are made together with the arrow to them: neighbours, and shapes at the end of an arrow. */
import { bind } from "../../../shared/board/binding-edits.ts";
import { isFollowable } from "../../../shared/board/bindings.ts";
import { addShape, shapesOf, writeShape } from "../../../shared/board/document.ts";
import { endsBetween, endsOf } from "../../../shared/board/kinds/ends.ts";
import { storedPoint } from "../../../shared/board/kinds/stretch.ts";
import { orderKeyAbove } from "../../../shared/board/order.ts";
import { putInto } from "../../../shared/board/place-edits.ts";
import { saveShape } from "../../../shared/board/saved-shape.ts";
import type { Point, Shape, ShapeType, Size } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import { boxOf, centerOf, outlineBox } from "../geometry.ts";
import { madeByMe, newShape, newShapeId } from "../new-shape.ts";
import { reveal } from "../view.ts";

/** Air between a shape and its neighbour, in board units: room for an arrow with a word. */
const GAP = 100;

/** Places beside one another that are tried before one is taken that is not free. */
const MOST_TRIED = 12;
const AIR = 24;

const MIDDLE: Point = [0.5, 0.5];

/** Fields of a shape that its neighbour does not have. */
const OWN = ["groups", "parent", "locked", "start", "end"] as const;

/** Makes a shape of the same kind and look in a direction, with an arrow to it, and opens it for writing. */
export function connectNeighbour(editor: Editor, shape: Shape, direction: Point): void {
  const saved = saveShape(editor.doc, shape.id);
  if (saved === null || editor.readOnly.get()) return;
  const { relations } = editor.scene;
  const made = madeByMe(editor);
  const [id, arrow] = [newShapeId(), newShapeId()];
  const xy = placeBeside(editor, shape, direction);
  const fields: Record<string, unknown> = { ...saved.fields, ...made, xy };
  for (const key of OWN) delete fields[key];
  if ("text" in fields) fields["text"] = "";
  editor.text.open(id, () => {
    writeShape(shapesOf(editor.doc), id, fields);
    const ends = endsBetween(centerOf(shape.xy, shape.size), centerOf(xy, shape.size));
    const line = newShape(editor, "arrow", arrow, ends);
    addShape(editor.doc, { ...line, z: orderKeyAbove(made.z) });
    bind(relations, arrow, "start", { shape: shape.id, at: MIDDLE, edge: true });
    bind(relations, arrow, "end", { shape: id, at: MIDDLE, edge: true });
    const frame = relations.tree.parentOf(shape.id);
    if (frame !== null) putInto(relations, [id, arrow], frame);
  });
  editor.selection.set([id]);
  const box = editor.scene.boxOf(id);
  if (box !== undefined) reveal(editor, box);
}

/** A free place in a direction: straight on, or else further and further to either side. */
function placeBeside({ scene }: Editor, shape: Shape, [x, y]: Point): Point {
  const { size, angle } = shape;
  const around = outlineBox(shape.xy, size, angle);
  const [width, height] = [around.maxX - around.minX, around.maxY - around.minY];
  const [beside, below] = [width + AIR, height + AIR];
  let place = shape.xy;
  for (let number = 0; number < MOST_TRIED; number++) {
    const aside = Math.ceil(number / 2) * (number % 2 === 0 ? -1 : 1);
    place = storedPoint([
      shape.xy[0] + x * (width + GAP) + (y === 0 ? 0 : aside * beside),
      shape.xy[1] + y * (height + GAP) + (x === 0 ? 0 : aside * below),
    ]);
    const box = outlineBox(place, size, angle);
    const isTaken = scene.some(
      box,
      (other) => isFollowable(other.shape.type) && isInWay(other.shape, shape),
    );
    if (!isTaken) return place;
  }
  return place;
}

/** A frame around a shape is in nobody's way. */
function isInWay(other: Shape, shape: Shape): boolean {
  const box = boxOf(other.xy, other.size);
  const [x, y] = centerOf(shape.xy, shape.size);
  return other.id === shape.id || x < box.minX || x > box.maxX || y < box.minY || y > box.maxY;
}

/** The shapes that are offered at the end of an arrow, and their sizes. */
export const OFFERED = {
  rectangle: [160, 100],
  ellipse: [160, 100],
  diamond: [160, 120],
  note: [200, 200],
} as const satisfies Partial<Record<ShapeType, Size>>;
export type OfferedShape = keyof typeof OFFERED;

/** Makes a shape at the free end of an arrow, binds the arrow to it, and opens it for writing. */
export function makeAtEnd(editor: Editor, arrow: string, type: OfferedShape): void {
  const line = editor.scene.get(arrow);
  if (line?.type !== "arrow" || editor.readOnly.get()) return;
  const [from, to] = endsOf(line);
  const size: Size = OFFERED[type];
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const isLevel = Math.abs(dx) >= Math.abs(dy);
  // The arrow goes on to the side at which it arrives.
  const middle: Point = isLevel
    ? [to[0] + (Math.sign(dx) * size[0]) / 2, to[1]]
    : [to[0], to[1] + (Math.sign(dy) * size[1]) / 2];
  const xy = storedPoint([middle[0] - size[0] / 2, middle[1] - size[1] / 2]);
  const id = newShapeId();
  editor.text.open(id, () => {
    addShape(editor.doc, newShape(editor, type, id, { xy, size }));
    bind(editor.scene.relations, arrow, "end", { shape: id, at: MIDDLE, edge: true });
  });
  const box = editor.scene.boxOf(id);
  if (box !== undefined) reveal(editor, box);
}
