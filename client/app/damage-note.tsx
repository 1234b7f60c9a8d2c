import { TriangleAlert } from "lucide-react";
import { words } from "../words/words.ts";
import "./note.css";

/** Says that a room has lost part of what it stored, and why nothing can be changed in it. Read aloud when it comes. */
export function DamageNote({ isDamaged }: { isDamaged: boolean }) {
  return (
    <div role="alert">
      {isDamaged ? (
        <p className="island note">
          <TriangleAlert size={18} aria-hidden />
          <span>{words.damage}</span>
        </p>
      ) : null}
    </div>
  );
}
