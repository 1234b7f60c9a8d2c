/** The keyring: a room's owner, its links and the role of its plain link, by hashes of keys alone. */
import * as v from "valibot";
import {
  type Link,
  type LinkAccess,
  type LinkRole,
  linkAccessSchema,
  linkRoleSchema,
  type NewLink,
} from "../../shared/access.ts";
import { MAX_LINKS } from "../limits.ts";
import { logError } from "../log.ts";
import { Meta } from "./meta.ts";
import { isMade, type LinkRow, linkSum, makeMeta, makeTables } from "./schema.ts";

/** A link that opens the room, as it is matched by its key. */
export interface OpeningLink {
  readonly id: number;
  readonly role: LinkRole;
  readonly expiresAt: number | null;
}

/**
 * The owner of the room, the role of its plain link, and its other links. Keys
 * are known by their SHA-256 only, so a reader of the disk cannot come in by
 * them.
 */
export class Keyring {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;
  readonly #meta: Meta;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
    this.#meta = new Meta(storage.sql);
  }

  /** The role of the plain link: an editor's until the owner says otherwise. */
  get linkAccess(): LinkAccess {
    // The written value is not known any more, so it may have been the narrowest.
    if (this.#meta.isDamaged("access")) return "none";
    const stored = v.safeParse(linkAccessSchema, this.#meta.get("access") ?? "editor");
    // A word of a later version can only be narrower than the words that this one knows.
    return stored.success ? stored.output : "none";
  }

  set linkAccess(access: LinkAccess) {
    makeTables(this.#storage);
    this.#meta.set("access", access);
  }

  /**
   * Says whether this is the hash of the owner key. If it is, the key has come to its holder: from
   * now on, `claim` tells nobody a new one.
   */
  confirmOwner(hash: Uint8Array): boolean {
    const stored = this.#meta.get("owner");
    if (!(stored instanceof ArrayBuffer) || !sameBytes(new Uint8Array(stored), hash)) return false;
    this.#meta.delete("owner_untried");
    return true;
  }

  /**
   * Makes `hash` the owner key's, for the guest with this public id, if the
   * room is nobody's. It is told once and may get lost on its way; so until it
   * has been used, the same guest may ask again. Of a room in which nobody
   * wrote, this is all that is stored.
   */
  claim(hash: Uint8Array, guest: string): boolean {
    if (!this.isFree && this.#meta.get("owner_untried") !== guest) return false;
    this.#storage.transactionSync(() => {
      makeMeta(this.#storage);
      this.#meta.set("owner", hash);
      this.#meta.set("owner_untried", guest);
    });
    return true;
  }

  /** Is the room nobody's? One whose owner is not known any more is not. */
  get isFree(): boolean {
    return this.#meta.get("owner") === undefined && !this.#meta.isDamaged("owner");
  }

  /** Makes `hash` the owner key's, for a person who has said it themselves. */
  setOwner(hash: Uint8Array): void {
    makeMeta(this.#storage);
    this.#meta.set("owner", hash);
  }

  /** The link that this key's hash opens the room by at `now`; null when it is none, or no longer. */
  matchLink(hash: Uint8Array, now: number): OpeningLink | null {
    let found: LinkRow | null = null;
    // Every link is compared, so that the time it takes says nothing about which one is near.
    for (const row of this.#rows()) if (sameBytes(new Uint8Array(row.hash), hash)) found = row;
    if (found === null || !isOpen(found, now)) return null;
    return { id: found.id, role: v.parse(linkRoleSchema, found.role), expiresAt: found.expires };
  }

  /** All links, the oldest first, those that open nothing any more among them; not those that are damaged. */
  links(): Link[] {
    return this.#rows().filter(isSound).map(toLink);
  }

  /** Makes a link; null when the room has as many as it may have. */
  makeLink(hash: Uint8Array, { role, label, expiresAt }: NewLink, now: number): Link | null {
    makeTables(this.#storage);
    return this.#storage.transactionSync(() => {
      const rows = this.#rows();
      // The same call may come twice, when its first answer was lost.
      const before = rows.find((row) => sameBytes(new Uint8Array(row.hash), hash));
      if (before !== undefined) return toLink(before);
      const spent = rows.filter((row) => !isOpen(row, now));
      if (rows.length - spent.length >= MAX_LINKS) return null;
      for (const { id } of spent.slice(0, Math.max(0, spent.length - MAX_LINKS + 1))) {
        this.#sql.exec("DELETE FROM link WHERE id = ?", id);
      }
      const row = this.#sql
        .exec<LinkRow>(
          "INSERT INTO link (hash, role, label, created, expires) VALUES (?, ?, ?, ?, ?) RETURNING *",
          hash,
          role,
          label,
          now,
          expiresAt,
        )
        .one();
      this.#seal(row);
      return toLink(row);
    });
  }

  /** Revokes a link, once; null when there is none with this id. */
  revokeLink(id: number, now: number): Link | null {
    const row = this.#rows().find((each) => each.id === id);
    // A damaged one opens nothing, and stays damaged.
    if (row === undefined || !isSound(row)) return null;
    if (row.revoked !== null) return toLink(row);
    const revoked = { ...row, revoked: now };
    this.#sql.exec("UPDATE link SET revoked = ? WHERE id = ?", now, id);
    this.#seal(revoked);
    return toLink(revoked);
  }

  #seal(row: LinkRow): void {
    this.#sql.exec("UPDATE link SET sum = ? WHERE id = ?", linkSum(row), row.id);
  }

  #rows(): LinkRow[] {
    if (!isMade(this.#storage)) return [];
    return this.#sql.exec<LinkRow>("SELECT * FROM link ORDER BY id").toArray();
  }
}

/** Compares two hashes in a time that does not depend on where they differ. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && crypto.subtle.timingSafeEqual(a, b);
}

function isOpen(row: LinkRow, now: number): boolean {
  return isSound(row) && row.revoked === null && (row.expires === null || row.expires > now);
}

function isSound(row: LinkRow): boolean {
  const isSound = row.sum === null || row.sum === linkSum(row);
  if (!isSound) {
    logError("link-damaged", new Error("A link is not what was written."), { link: row.id });
  }
  return isSound;
}

function toLink(row: LinkRow): Link {
  return {
    id: row.id,
    role: v.parse(linkRoleSchema, row.role),
    label: row.label,
    createdAt: row.created,
    expiresAt: row.expires,
    revokedAt: row.revoked,
  };
}
