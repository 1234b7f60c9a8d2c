/** The note about shapes that were deleted while the user typed in them. */
import { TriangleAlert } from "lucide-react";
import type { BoardView } from "../board/board.tsx";
import { useStore } from "../ui/store.ts";
import { roomWords } from "../words/room-words.ts";
import { words } from "../words/words.ts";
import { lostWords } from "./lost-words.ts";
import "./note.css";

export interface LostNoteProps {
  board: Pick<BoardView, "lost" | "bringBack" | "giveUp">;
  /** May I write the shape again? */
  mayEdit: boolean;
}

/** Shows the words that were kept, and offers to bring the shape back. Read aloud when it comes. */
export function LostNote({ board, mayEdit }: LostNoteProps) {
  const offers = useStore(board.lost);
  return (
    <div role="alert">
      {offers.map((lost) => (
        <div key={offers.indexOf(lost)} className="island note">
          <TriangleAlert size={18} aria-hidden />
          <div>
            <p>{lostWords(lost)}</p>
            {lost.words === "" ? null : (
              <blockquote className="note-words" dir="auto">
                {lost.words}
              </blockquote>
            )}
            <div className="note-actions">
              {mayEdit ? (
                <button type="button" className="primary" onClick={() => board.bringBack(lost)}>
                  {roomWords.lost.bringBack}
                </button>
              ) : null}
              <button type="button" className="quiet" onClick={() => board.giveUp(lost)}>
                {words.notes.close}
              </button>
            </div>
          </div>
        </div>
      ))}
    </div>
  );
}
