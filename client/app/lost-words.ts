/** The words for a shape that was deleted while the user typed in it. */
import type { LostShape } from "../board/board.tsx";

const SHAPES: Readonly<Record<string, string>> = {
  note: "note",
  text: "text",
  rectangle: "rectangle",
  ellipse: "ellipse",
};

/** Says who deleted the shape, where the document and the people here tell. */
export function lostWords({ saved, deletion }: LostShape): string {
  const shape = `this ${SHAPES[String(saved.fields["type"])] ?? "shape"}`;
  if (deletion.kind === "undo") return `Undo has removed ${shape}, with words in it.`;
  return `${deletion.name ?? "Somebody"} deleted ${shape}.`;
}
