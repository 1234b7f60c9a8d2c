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
  const name = nameOf(id);
  const known = kept.read(name, keptSchema);
  let ownerKey = known?.ownerKey ?? null;
  // A link gives perhaps less than the plain one: nothing is drawn that would have to be taken back.
  let role: Role = linkKey === null ? "editor" : "viewer";
  if (known?.linkKey === linkKey) role = known.role;
  const first = role;
  let isKept = linkKey === null || known?.linkKey === linkKey;
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
      // The key is kept with the role, also where the link gives what was expected of it.
      if (now === role && isKept) return;
      role = now;
      isKept = true;
      write();
    },
  };
}

/** Returns the subprotocols by which this browser opens a room, as far as it has them. They make nobody an owner. */
export function keptOffers(id: RoomId, kept: KeptValues = browserStorage): readonly string[] {
  const known = kept.read(nameOf(id), keptSchema);
  const offers: string[] = [];
  if (known?.linkKey != null) offers.push(KEY_PREFIX + known.linkKey);
  if (known?.ownerKey != null) offers.push(OWNER_PREFIX + known.ownerKey);
  return offers;
}

function nameOf(id: RoomId): string {
  return `stoa.keys.${id}`;
}
