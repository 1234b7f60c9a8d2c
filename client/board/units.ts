/** Units: selected shapes and groups that are arranged as a whole. */
import { storedPoint } from "../../shared/board/kinds/stretch.ts";
import type { Point, Shape } from "../../shared/board/shape.ts";
import { moveShapes } from "../../shared/board/subtree-edits.ts";
import type { Editor } from "./editor.ts";
import type { Box } from "./geometry.ts";
import { selectionBox } from "./handles.ts";

/** Shapes that keep their places among themselves. */
export interface Unit {
  readonly ids: readonly string[];
  readonly box: Box;
}

/** The selected groups, and the other selected shapes. Arrows between two shapes follow those, and are no unit. */
export function unitsOf(editor: Editor): Unit[] {
  const { tree, groups, bindings } = editor.scene.relations;
  const within = editor.selection.dive.get() ?? undefined;
  const parts = new Map<string, Shape[]>();
  for (const id of tree.topmost(editor.selection.unlocked().map((shape) => shape.id))) {
    const { start, end } = bindings.of(id);
    const shape = editor.scene.get(id);
    if (shape === undefined || (start !== null && end !== null)) continue;
    const tag = groups.outermost(id, within);
    const name = tag === null ? `shape ${id}` : `group ${tag}`;
    parts.set(name, [...(parts.get(name) ?? []), shape]);
  }
  return [...parts.values()].flatMap((shapes) => {
    const box = selectionBox(shapes);
    return box === null ? [] : [{ ids: shapes.map(({ id }) => id), box }];
  });
}

/** Moves each unit its way, as one step. */
export function moveUnits(editor: Editor, units: readonly Unit[], ways: readonly Point[]): void {
  const moving = units.flatMap(({ ids }, index) => {
    const by = storedPoint(ways[index] ?? [0, 0]);
    return by[0] === 0 && by[1] === 0 ? [] : [{ ids, by }];
  });
  if (moving.length === 0) return;
  editor.transact(() => {
    for (const { ids, by } of moving) moveShapes(editor.scene.relations, ids, by);
  });
}
