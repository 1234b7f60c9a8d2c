import { TriangleAlert } from "lucide-react";
import "./damage-note.css";

/** Says that a room has lost part of what it stored, and why nothing can be changed in it. Read aloud when it comes. */
export function DamageNote({ isDamaged }: { isDamaged: boolean }) {
  return (
    <div role="alert">
      {isDamaged ? (
        <p className="island damage-note">
          <TriangleAlert size={18} aria-hidden />
          <span>
            Part of what this room stored is damaged. You can look at what is left, but not change
            it. Whoever runs this server can put a backup back.
          </span>
        </p>
      ) : null}
    </div>
  );
}
