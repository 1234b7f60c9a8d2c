/** The words for a shape that was deleted while the user typed in it. */
import type { LostShape } from "../board/board.tsx";
import { roomWords } from "../words/room-words.ts";

/** Says who deleted the shape, where the document and the people here tell. */
export function lostWords({ saved, deletion }: LostShape): string {
  const names: Readonly<Record<string, string>> = roomWords.lost.shapes;
  const shape = names[String(saved.fields["type"])] ?? roomWords.lost.shape;
  if (deletion.kind === "undo") return roomWords.lost.byUndo(shape);
  return roomWords.lost.deleted(deletion.name ?? roomWords.lost.somebody, shape);
}
