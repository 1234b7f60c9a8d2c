/** The note about what the room does not take. */
import { TriangleAlert } from "lucide-react";
import { useStore } from "../ui/store.ts";
import { words } from "../words/words.ts";
import type { RefusalNotes } from "./refusal-notes.ts";
import "./note.css";

/** Says what the room does not take, until the user has read it. Read aloud when it comes. */
export function RefusalNote({ refusals }: { refusals: RefusalNotes }) {
  const notes = useStore(refusals.notes);
  return (
    <div role="alert">
      {notes.length === 0 ? null : (
        <div className="island note">
          <TriangleAlert size={18} aria-hidden />
          <div>
            {notes.map((note) => (
              <p key={note}>{note}</p>
            ))}
            <div className="note-actions">
              <button type="button" className="quiet" onClick={refusals.dismiss}>
                {words.notes.close}
              </button>
            </div>
          </div>
        </div>
      )}
    </div>
  );
}
