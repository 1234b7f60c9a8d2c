/** The keys that make the neighbour of a note. The code that makes it is loaded when it is first asked for. */
import { runsOf } from "../../shared/board/draw/runs.ts";
import type { NoteShape } from "../../shared/board/shape.ts";
import type { Editor } from "./editor.ts";
import type { Side } from "./notes.ts";

/** The one note that is selected and may be changed. */
export function selectedNote(editor: Editor): NoteShape | null {
  const [shape, second] = editor.selection.shapes();
  return second === undefined && shape?.type === "note" && !shape.locked ? shape : null;
}

/** A pressed key of a text field. */
type FieldKey = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

/**
 * Makes the neighbour that a key asks for: Tab at the right, Ctrl+Enter below. Says whether it does. In lists, Tab means
 * the level of a line.
 */
export function writesNeighbour(editor: Editor, id: string, key: FieldKey): boolean {
  const shape = editor.scene.get(id);
  if (shape?.type !== "note" || key.altKey) return false;
  const mod = key.ctrlKey || key.metaKey;
  const isTab = key.key === "Tab" && !mod && !key.shiftKey;
  if (!isTab && !(key.key === "Enter" && mod)) return false;
  if (isTab && runsOf(shape.text).some(({ line }) => line != null)) return false;
  void openNeighbour(editor, id, isTab || key.shiftKey ? "right" : "below");
  return true;
}

/** Makes the neighbour of a note, and opens it for writing. */
export async function openNeighbour(editor: Editor, id: string, side: Side): Promise<void> {
  const { makeNeighbour } = await import("./notes.ts");
  const note = editor.scene.get(id);
  if (note?.type === "note") makeNeighbour(editor, note, side);
}
