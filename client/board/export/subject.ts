/** The shapes of a picture or file: selected ones, one frame, or the whole board. */
import { type Box, boxOf, expandBox, unionBoxes } from "../../../shared/board/geometry.ts";
import type { Editor } from "../editor.ts";
import type { Placed } from "../scene/scene.ts";

/** Air around the shapes, in board units. */
const PADDING = 24;

/** The part of the board that goes out: `shown` is the selection, or else the whole board. */
export type Part = "shown" | "board" | { readonly frame: string };

/** Shapes that become a picture, bottom to top, and the box around them. */
export interface Subject {
  readonly shapes: readonly Placed[];
  readonly box: Box;
  /** The frame that is the picture, if it is one. */
  readonly frame: string | null;
}

/** Returns the shapes of a part with all that lies in them, or `null` when there are none. A frame is its own paper. */
export function subjectOf(editor: Editor, part: Part = "shown"): Subject | null {
  if (typeof part === "object") return frameSubject(editor, part.frame);
  const { scene, selection } = editor;
  const ids = part === "board" ? [] : selection.get();
  const shapes = ids.length === 0 ? scene.placedIn() : lyingIn(editor, ids);
  const box = unionBoxes(shapes.map((placed) => placed.box));
  return box === null ? null : { shapes, box: expandBox(box, PADDING), frame: null };
}

/** Returns the ids from which the part begins: what lies in them belongs to it, too. */
export function idsOf({ scene, selection }: Editor, part: Part): readonly string[] {
  if (typeof part === "object") return [part.frame];
  const ids = part === "board" ? [] : selection.get();
  return ids.length > 0 ? ids : [...scene.relations.shapes.keys()];
}

/** The frames that can be a picture of their own, in reading order: by rows, and from left to right. */
export function framesOf({ scene, selection }: Editor, part: Part): readonly string[] {
  if (typeof part === "object") return [part.frame];
  const chosen = part === "board" ? [] : selection.get();
  const among = chosen.length === 0 ? null : scene.relations.tree.subtrees(chosen);
  const { tree } = scene.relations;
  const frames = [...scene.frames].filter(
    (id) => tree.parentOf(id) === null && (among === null || among.has(id)),
  );
  const boxes = new Map(frames.map((id) => [id, sheetOf(scene.get(id))]));
  const top = (id: string) => boxes.get(id)?.minY ?? 0;
  frames.sort((a, b) => top(a) - top(b));
  return rowsOf(frames, boxes).flatMap((row) =>
    row.sort((a, b) => (boxes.get(a)?.minX ?? 0) - (boxes.get(b)?.minX ?? 0)),
  );
}

/** Parts frames into rows: a frame whose top lies above the middle of its row's first stands in that row. */
function rowsOf(frames: readonly string[], boxes: ReadonlyMap<string, Box | null>): string[][] {
  const rows: string[][] = [];
  let middle = Number.NEGATIVE_INFINITY;
  for (const id of frames) {
    const box = boxes.get(id);
    if (box == null) continue;
    const row = rows.at(-1);
    if (row !== undefined && box.minY < middle) row.push(id);
    else {
      rows.push([id]);
      middle = (box.minY + box.maxY) / 2;
    }
  }
  return rows;
}

function frameSubject(editor: Editor, id: string): Subject | null {
  const box = sheetOf(editor.scene.get(id));
  return box === null ? null : { shapes: lyingIn(editor, [id]), box, frame: id };
}

function sheetOf(shape: Placed["shape"] | undefined): Box | null {
  return shape === undefined ? null : boxOf(shape.xy, shape.size);
}

function lyingIn({ scene }: Editor, ids: readonly string[]): Placed[] {
  const lying = scene.relations.tree.subtrees(ids);
  return [...lying].flatMap((id) => scene.placed(id) ?? []).sort((a, b) => a.rank - b.rank);
}
