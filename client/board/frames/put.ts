/** Puts shapes into frames and out of them, by a hand or a command. Each belongs inside a transaction. */
import { orderKeysAbove } from "../../../shared/board/order.ts";
import { putInto } from "../../../shared/board/place-edits.ts";
import type { Relations } from "../../../shared/board/relations.ts";
import type { Scene } from "../scene/scene.ts";

/** Puts shapes into a frame, or on the board (`null`), above all that is there. Those that lie there already stay as they are. */
export function putOnTop(scene: Scene, ids: Iterable<string>, frame: string | null): void {
  const { relations } = scene;
  const { tree } = relations;
  const coming = withArrows(relations, tree.topmost(ids), frame)
    .filter((id) => tree.parentOf(id) !== frame)
    .flatMap((id) => scene.placed(id) ?? [])
    .sort((a, b) => a.rank - b.rank)
    .map(({ shape }) => shape.id);
  const put = putInto(relations, coming, frame);
  const keys = orderKeysAbove(scene.topZ(), put.length);
  for (const [at, id] of put.entries()) relations.fieldsOf(id)?.set("z", keys[at]);
}

/** The shapes, and the arrows that lead from one of them to another, or to what is in the frame already. */
function withArrows(
  { tree, bindings }: Relations,
  ids: readonly string[],
  frame: string | null,
): string[] {
  const all = new Set(ids);
  if (bindings.isEmpty) return [...all];
  const coming = tree.subtrees(ids);
  const isIn = (id: string | undefined): boolean =>
    id !== undefined &&
    (coming.has(id) || (frame !== null && tree.framesAround(id).includes(frame)));
  for (const id of coming) {
    for (const arrow of bindings.followersOf(id)) {
      const { start, end } = bindings.of(arrow);
      if (!coming.has(arrow) && isIn(start?.shape) && isIn(end?.shape)) all.add(arrow);
    }
  }
  return [...all];
}
