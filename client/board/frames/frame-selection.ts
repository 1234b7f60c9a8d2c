/** Makes frames, around shapes or by a hand, and takes them away again. */
import { addShape } from "../../../shared/board/document.ts";
import { stored } from "../../../shared/board/kinds/stretch.ts";
import { kindOf } from "../../../shared/board/kinds.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import { dissolveFrame } from "../../../shared/board/subtree-edits.ts";
import type { Editor } from "../editor.ts";
import { type Box, boxCenter, boxContains, boxOf, expandBox, sizeOf } from "../geometry.ts";
import { selectionBox } from "../handles.ts";
import { type NewPlace, newShape, newShapeId } from "../new-shape.ts";
import { frameUnder, inThisFrame } from "./frame-under.ts";
import { putOnTop } from "./put.ts";

/** Air between shapes and the frame that is made around them, in board units. */
const AIR = 32;

export function isFrame(shape: Shape): boolean {
  return kindOf(shape).container !== undefined;
}

/** Makes a frame around the selected shapes, in the frame in which all of them lie. Says whether there were any. */
export function frameSelection(editor: Editor): boolean {
  const shapes = editor.selection.unlocked();
  const box = selectionBox(shapes);
  if (box === null || editor.readOnly.get()) return false;
  const { tree } = editor.scene.relations;
  const ids = tree.topmost(shapes.map(({ id }) => id));
  const [parent, ...others] = new Set(ids.map((id) => tree.parentOf(id)));
  const id = newShapeId();
  const frame = newShape(editor, "frame", id, placeOf(expandBox(box, AIR)));
  const around = others.length > 0 ? null : (parent ?? null);
  editor.transact(() => {
    addShape(editor.doc, inThisFrame(editor.scene, frame, around));
    putOnTop(editor.scene, ids, id);
  });
  editor.selection.set([id]);
  return true;
}

/** Writes a new frame that a hand has drawn. Shapes within it that lie in the same frame, or on the board, lie in it then. */
export function addFrame(editor: Editor, place: NewPlace, id = newShapeId()): void {
  const { scene } = editor;
  const { tree } = scene.relations;
  const box = boxOf(place.xy, place.size);
  const around = frameUnder(scene, boxCenter(box));
  const frame = newShape(editor, "frame", id, place);
  const within = scene
    .placedIn(box)
    .filter(({ shape }) => !shape.locked && tree.parentOf(shape.id) === around)
    .filter(({ shape }) => boxContains(box, selectionBox([shape]) ?? box))
    .map(({ shape }) => shape.id);
  editor.transact(() => {
    addShape(editor.doc, inThisFrame(scene, frame, around));
    putOnTop(scene, within, id);
  });
  editor.made(id);
}

/** Takes the selected frames away. Their content stays where it is seen, and is selected. */
export function unframeSelection(editor: Editor): void {
  const { relations } = editor.scene;
  const frames = editor.selection.unlocked().filter(isFrame);
  const freed = frames.flatMap(({ id }) => relations.tree.childrenOf(id));
  const rest = editor.selection.get().filter((id) => frames.every((frame) => frame.id !== id));
  editor.transact(() => {
    for (const { id } of frames) dissolveFrame(relations, id);
  });
  editor.selection.set([...new Set([...rest, ...freed])].filter((id) => editor.scene.has(id)));
}

function placeOf(box: Box): NewPlace {
  const [width, height] = sizeOf(box);
  return { xy: [stored(box.minX), stored(box.minY)], size: [stored(width), stored(height)] };
}
