/** The note about a damaged copy: that it is loaded anew, and what was only in it. */
import { TriangleAlert } from "lucide-react";
import { type SavedShape, shapesAsJson } from "../../shared/board/saved-shape.ts";
import type { RepairState } from "../sync/repair.ts";
import type { Room } from "../sync/room.ts";
import { download } from "../ui/download.ts";
import { roomWords } from "../words/room-words.ts";
import { words } from "../words/words.ts";
import { repairWords } from "./repair-words.ts";
import "./note.css";

/** The part of a room that the note works on. */
type Repairs = Pick<Room, "id" | "putBack" | "discardLost">;

export interface RepairNoteProps {
  room: Repairs;
  repair: RepairState;
  /** May I write what was lost into the room again? */
  mayEdit: boolean;
}

/** Says what became of this page's copy, and offers what was only in it. Read aloud when it comes. */
export function RepairNote({ room, repair, mayEdit }: RepairNoteProps) {
  const note = repairWords(repair);
  const shapes = repair.kind === "rebuilt" || repair.kind === "hopeless" ? repair.shapes : [];
  return (
    <div role="alert">
      {note === null ? null : (
        <div className="island note">
          <TriangleAlert size={18} aria-hidden />
          <div>
            <p>{note.text}</p>
            <div className="note-actions">
              {repair.kind === "rebuilt" && shapes.length > 0 && mayEdit ? (
                <button type="button" className="primary" onClick={() => room.putBack()}>
                  {note.putBack}
                </button>
              ) : null}
              {shapes.length > 0 ? (
                <button type="button" className="quiet" onClick={() => save(room.id, shapes)}>
                  {roomWords.repair.download}
                </button>
              ) : null}
              {repair.kind === "rebuilt" ? (
                <button type="button" className="quiet" onClick={() => room.discardLost()}>
                  {shapes.length > 0 ? roomWords.repair.discard : words.notes.close}
                </button>
              ) : null}
            </div>
          </div>
        </div>
      )}
    </div>
  );
}

function save(roomId: string, shapes: readonly SavedShape[]): void {
  const bytes = new Blob([shapesAsJson(shapes)], { type: "application/json" });
  download(`stoa-${roomId}-shapes.json`, bytes);
}
