import type { Role } from "../../shared/roles.ts";
import { words } from "../words/words.ts";

/** Says what somebody may do who may not draw; nothing to everybody else. It is read aloud when it changes. */
export function RoleWord({ role }: { role: Role }) {
  const roles: Partial<Record<Role, string>> = words.room.roles;
  return (
    <span className="room-role" role="status" aria-label={words.room.role}>
      {roles[role]}
    </span>
  );
}
