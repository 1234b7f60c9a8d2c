/** The words for a shape that was deleted while the user typed in it. */
import type { LostShape } from "../board/board.tsx";
import { words } from "../words/words.ts";

/** Says who deleted the shape, where the document and the people here tell. */
export function lostWords({ saved, deletion }: LostShape): string {
  const names: Readonly<Record<string, string>> = words.lost.shapes;
  const shape = names[String(saved.fields["type"])] ?? words.lost.shape;
  if (deletion.kind === "undo") return words.lost.byUndo(shape);
  return words.lost.deleted(deletion.name ?? words.lost.somebody, shape);
}
