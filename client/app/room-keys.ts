import * as v from "valibot";
import { keySchema } from "../../shared/access.ts";
import type { RoomId } from "../../shared/ids.ts";
import { type Role, roleSchema } from "../../shared/roles.ts";
import { KEY_PREFIX, OWNER_PREFIX } from "../../shared/wire/frames.ts";
import { browserStorage, type KeptValues } from "../ui/storage.ts";
import { keyOfLink } from "./room-link.ts";

const keptSchema = v.object({
  /** Proves that the room is mine. */
  ownerKey: v.nullable(keySchema),
  /** The role that the room last gave me, by the link with this key. */
  role: roleSchema,
  linkKey: v.nullable(v.string()),
});

/** The secrets that open one room to this browser besides its address. */
export interface RoomKeys {
  /** The key of the link that this page was opened by; null: the plain link. */
  readonly linkKey: string | null;
  /** My role, as far as it is known before the room tells it. */
  readonly role: Role;
  /** The subprotocols to offer to the room. */
  offers(): readonly string[];
  noteOwnerKey(key: string): void;
  noteRole(role: Role): void;
}

/** The keys to a room, of its link and of this browser's own. A guest in a frame neither owns it nor asks to. */
export function keepRoomKeys(
  id: RoomId,
  fragment: string,
  as: "owner" | "guest",
  kept: KeptValues = browserStorage,
): RoomKeys {
  const linkKey = keyOfLink(fragment);
  const name = `stoa.keys.${id}`;
  const known = kept.read(name, keptSchema);
  let ownerKey = known?.ownerKey ?? null;
  // A link gives perhaps less than the plain one: nothing is drawn that would have to be taken back.
  let role: Role = linkKey === null ? "editor" : "viewer";
  if (known?.linkKey === linkKey) role = known.role;
  const first = role;
  const write = () => kept.write(name, { ownerKey, role, linkKey });
  return {
    linkKey,
    role: first,
    offers() {
      const offers = linkKey === null ? [] : [KEY_PREFIX + linkKey];
      if (as === "owner") offers.push(OWNER_PREFIX + (ownerKey ?? "new"));
      return offers;
    },
    noteOwnerKey(key) {
      ownerKey = key;
      write();
    },
    noteRole(now) {
      if (now === role) return;
      role = now;
      write();
    },
  };
}
