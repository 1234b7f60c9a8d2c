import type { Role } from "../../shared/roles.ts";

const WORDS: Partial<Record<Role, string>> = { commenter: "Comment only", viewer: "View only" };

/** Says what somebody may do who may not draw; nothing to everybody else. It is read aloud when it changes. */
export function RoleWord({ role }: { role: Role }) {
  const word = WORDS[role];
  return (
    <span className="role-word" role="status" aria-label="Your role">
      {word}
    </span>
  );
}
