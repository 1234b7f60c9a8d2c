import { toneStyle } from "./hues.ts";
import { initialsOf } from "./initials.ts";

export interface AvatarProps {
  name: string;
  color: string;
  /** The content that stands in it instead of initials. */
  label?: string | undefined;
  size?: number | undefined;
}

/** A person as a disc with initials. Decoration: the name must stand beside it, or be the control's own. */
export function Avatar({ name, color, label, size = 28 }: AvatarProps) {
  return (
    <span
      className="avatar tone-fill"
      style={{ ...toneStyle(color), width: size, height: size, fontSize: Math.round(size * 0.37) }}
      aria-hidden
    >
      {label ?? initialsOf(name)}
    </span>
  );
}
