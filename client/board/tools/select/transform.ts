import { changeShape } from "../../../../shared/board/document.ts";
import { heldChange } from "../../../../shared/board/held.ts";
import { differences } from "../../../../shared/board/kinds.ts";
import { contentOf, setPlace } from "../../../../shared/board/place-edits.ts";
import type { Point, Shape } from "../../../../shared/board/shape.ts";
import { carriedArrow } from "../../../../shared/board/standing.ts";
import type { Editor } from "../../editor.ts";
import { movedBy } from "../../moved.ts";

/** Shows shapes of the document as the hand has them, here and to the others. */
export function showChanged(editor: Editor, changed: readonly Shape[]): void {
  editor.hand.show({ moved: changed });
  const shapes = changed.flatMap((shape) => {
    const before = editor.scene.get(shape.id);
    return before === undefined ? [] : [heldChange(before, shape)];
  });
  editor.gestures.send({ kind: "set", shapes });
}

/**
 * Shows shapes and all that lies in them so far from where they stand, here and to the others. They would lie in the
 * frame `into`, or on the board (`null`).
 */
export function showMoved(
  editor: Editor,
  shapes: readonly Shape[],
  by: Point,
  into?: string | null,
): void {
  const { tree, bindings } = editor.scene.relations;
  const topmost = tree.topmost(shapes.map(({ id }) => id));
  const moving = tree.isFlat
    ? shapes
    : [...tree.subtrees(topmost)].flatMap((id) => editor.scene.get(id) ?? []);
  const along = new Set(bindings.isEmpty ? [] : moving.map(({ id }) => id));
  const isAlong = (id: string) => along.has(id);
  const changed = topmost.filter((id) => into !== undefined && tree.parentOf(id) !== into);
  const frames = new Map(changed.map((id) => [id, into ?? null]));
  const inHand = new Set(topmost);
  const { targetOf } = editor.scene;
  // An arrow in a frame that is moved stays bound as it is.
  const carriedBy = (shape: Shape): Shape =>
    inHand.has(shape.id) ? carriedArrow(shape, by, isAlong, targetOf) : shape;
  const moved = moving.map((shape) => movedBy(carriedBy(shape), by));
  editor.hand.show(frames.size === 0 ? { moved } : { moved, frames });
  const told = frames.size === 0 ? {} : { into: into ?? null };
  editor.gestures.send({ kind: "set", shapes: topmost.map((id) => ({ id })), by, ...told });
}

/**
 * Writes shapes as the hand has left them: only what the hand has changed, and only what is still
 * there. `before`: the shapes that it changed, if they are not those of the document now.
 */
export function writeMoved(
  editor: Editor,
  moved: readonly Shape[],
  before: readonly Shape[] = [],
): void {
  editor.transact(() => put(editor, moved, before));
}

/** Writes shapes as a key has left them. Quick ones are one step of undo. */
export function writeByKey(
  editor: Editor,
  moved: readonly Shape[],
  before: readonly Shape[],
): void {
  if (!editor.readOnly.get()) editor.history.run(() => put(editor, moved, before));
}

function put(editor: Editor, moved: readonly Shape[], before: readonly Shape[]): void {
  const { relations } = editor.scene;
  const taken = new Map(before.map((shape) => [shape.id, shape]));
  for (const shape of moved) {
    const now = editor.scene.get(shape.id);
    if (now === undefined) continue;
    const change = differences(taken.get(shape.id) ?? now, shape);
    const content = "size" in change ? contentOf(relations, shape.id) : [];
    changeShape(editor.doc, shape.id, change);
    // A frame that becomes larger or smaller does not take along what lies in it.
    for (const [id, xy] of content) setPlace(relations, id, xy);
  }
}
