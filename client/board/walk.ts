/** The walk over the board by keys: which shape or group comes next, in reading order and in a direction. */
import type { Point, Shape } from "../../shared/board/shape.ts";
import type { Dive, Taken } from "./dive.ts";
import { perEditor } from "./editor/per-editor.ts";
import type { Editor } from "./editor.ts";
import { boxCenter, boxesTouch } from "./geometry.ts";
import { readingOrder } from "./reading-order.ts";
import { freeBox } from "./view.ts";

/** The walk of one board. */
interface Walk {
  /** All shapes in its order, until something changes on the board. */
  order: readonly Shape[] | null;
  /** Escape has ended it: the next Tab leaves the board. It begins anew when the board gets the focus again. */
  hasLeft: boolean;
}

const walkOf = perEditor((editor): Walk => {
  const walk: Walk = { order: null, hasLeft: false };
  editor.scene.subscribe(() => {
    walk.order = null;
  });
  return walk;
});

/** Ends the walk, so that Tab leaves the board, or lets it begin anew. */
export function endWalk(editor: Editor, hasLeft: boolean): void {
  walkOf(editor).hasLeft = hasLeft;
}

/** Returns all shapes as one reads them: row by row, and after each frame what lies in it. */
export function walkOrder(editor: Editor): readonly Shape[] {
  const walk = walkOf(editor);
  walk.order ??= inReadingOrder(editor);
  return walk.order;
}

function inReadingOrder({ scene }: Editor): Shape[] {
  const { tree } = scene.relations;
  if (tree.isFlat) return readingOrder(scene.inOrder());
  const within = new Map<string | null, Shape[]>();
  for (const shape of scene.inOrder()) {
    const parent = tree.parentOf(shape.id);
    const frame = parent !== null && scene.has(parent) ? parent : null;
    const beside = within.get(frame);
    if (beside === undefined) within.set(frame, [shape]);
    else beside.push(shape);
  }
  const read = (frame: string | null): Shape[] =>
    readingOrder(within.get(frame) ?? []).flatMap((shape) => [shape, ...read(shape.id)]);
  return read(null);
}

/** A step of the walk: a shape, or a group as a whole. */
interface Step extends Taken {
  /** The id of the shape, or the tag of the group. */
  readonly key: string;
}

/** The steps of the walk in a group, or on the board. A group comes where the first of its shapes does. */
function stepsIn(editor: Editor, dive: Dive): Step[] {
  const { groups } = editor.scene.relations;
  const members = dive === null ? null : groups.members(dive);
  const steps = new Map<string, Step>();
  for (const { id } of walkOrder(editor)) {
    if (members !== null && !members.has(id)) continue;
    const tag = groups.outermost(id, dive ?? undefined);
    const key = tag ?? id;
    if (!steps.has(key))
      steps.set(key, { key, dive, ids: tag === null ? [id] : [...groups.members(tag)] });
  }
  return [...steps.values()];
}

/**
 * Returns what the next step of the walk takes; null: the walk leaves the board. From nothing it begins with the first
 * shape in view. Behind the last shape of an entered group, it goes on beside the group.
 */
export function nextTaken(editor: Editor, direction: 1 | -1): Taken | null {
  const { groups } = editor.scene.relations;
  const last = editor.selection.get().at(-1);
  if (last === undefined) return walkOf(editor).hasLeft ? null : firstTaken(editor, direction);
  let dive = editor.selection.dive.get();
  for (;;) {
    const key = groups.outermost(last, dive ?? undefined) ?? last;
    const steps = stepsIn(editor, dive);
    const next = steps[steps.findIndex((step) => step.key === key) + direction];
    if (next !== undefined) return next;
    if (dive === null) return null;
    const tags = groups.tagsOf(last);
    dive = tags.slice(tags.indexOf(dive) + 1).find((tag) => groups.members(tag).size > 1) ?? null;
  }
}

function firstTaken(editor: Editor, direction: 1 | -1): Taken | null {
  const all = stepsIn(editor, null);
  const steps = direction === 1 ? all : all.reverse();
  const view = freeBox(editor, editor.view.camera.get());
  const isSeen = ({ ids }: Step): boolean =>
    ids.some((id) => {
      const box = editor.scene.boxOf(id);
      return box !== undefined && boxesTouch(box, view);
    });
  return steps.find(isSeen) ?? steps[0] ?? null;
}

/** A shape that lies so much more aside than ahead is in another direction. */
const MOST_ASIDE = 3;

/** Returns the shape that is nearest to a point in a direction, of some. Aside counts twice. */
export function nearestTo(
  editor: Editor,
  [x, y]: Point,
  [ahead, down]: Point,
  shapes: Iterable<Shape>,
): Shape | null {
  let nearest: Shape | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const shape of shapes) {
    const box = editor.scene.boxOf(shape.id);
    if (box === undefined) continue;
    const [toX, toY] = boxCenter(box);
    const along = (toX - x) * ahead + (toY - y) * down;
    const aside = Math.abs((toX - x) * down - (toY - y) * ahead);
    if (along <= 0 || aside > MOST_ASIDE * along || along + 2 * aside >= least) continue;
    nearest = shape;
    least = along + 2 * aside;
  }
  return nearest;
}
