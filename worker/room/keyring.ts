import * as v from "valibot";
import {
  type Link,
  type LinkAccess,
  type LinkRole,
  linkAccessSchema,
  linkRoleSchema,
  type NewLink,
} from "../../shared/access.ts";
import { MAX_LINKS } from "../../shared/limits.ts";
import { countRows } from "../metrics.ts";

interface LinkRow extends Record<string, SqlStorageValue> {
  id: number;
  hash: ArrayBuffer;
  role: string;
  label: string;
  created: number;
  expires: number | null;
  revoked: number | null;
}

/** A link that opens the room, as it is matched by its key. */
export interface OpeningLink {
  readonly id: number;
  readonly role: LinkRole;
  readonly expiresAt: number | null;
}

/**
 * Whose the room is, what its plain link gives, and its other links. Keys are
 * known by their SHA-256 only, so who reads the disk cannot come in by them.
 */
export class Keyring {
  readonly #storage: DurableObjectStorage;
  readonly #sql: SqlStorage;

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage;
    this.#sql = storage.sql;
  }

  /** What the plain link gives; an editor's rights until the owner says otherwise. */
  get linkAccess(): LinkAccess {
    const stored = v.safeParse(linkAccessSchema, this.#meta("access") ?? "editor");
    // A word of a later version can only be narrower than what this one knows.
    return stored.success ? stored.output : "none";
  }

  set linkAccess(access: LinkAccess) {
    this.#setMeta("access", access);
  }

  /** Is this the hash of the owner key? */
  isOwner(hash: Uint8Array): boolean {
    const stored = this.#meta("owner");
    if (!(stored instanceof ArrayBuffer) || !sameBytes(new Uint8Array(stored), hash)) return false;
    this.#sql.exec("DELETE FROM meta WHERE key = 'owner_untried'");
    return true;
  }

  /**
   * Makes `hash` the owner key's, for the guest with this public id, if the
   * room is nobody's. It is told once and may get lost on its way; so until it
   * has been used, the same guest may ask again.
   */
  claim(hash: Uint8Array, guest: string): boolean {
    const isFree = this.#meta("owner") === undefined || this.#meta("owner_untried") === guest;
    if (!isFree) return false;
    this.#storage.transactionSync(() => {
      this.#setMeta("owner", hash);
      this.#setMeta("owner_untried", guest);
    });
    return true;
  }

  /** Is the room nobody's? */
  get isFree(): boolean {
    return this.#meta("owner") === undefined;
  }

  /** Makes `hash` the owner key's, for who has said it themselves. */
  own(hash: Uint8Array): void {
    this.#setMeta("owner", hash);
  }

  /** The link that this key's hash opens the room by at `now`; null when it is none, or no longer. */
  match(hash: Uint8Array, now: number): OpeningLink | null {
    let found: LinkRow | null = null;
    // Every link is compared, so that the time it takes says nothing about which one is near.
    for (const row of this.#rows()) if (sameBytes(new Uint8Array(row.hash), hash)) found = row;
    if (found === null || !isOpen(found, now)) return null;
    return { id: found.id, role: v.parse(linkRoleSchema, found.role), expiresAt: found.expires };
  }

  /** All links, the oldest first, those that open nothing any more among them. */
  links(): Link[] {
    return this.#rows().map(toLink);
  }

  /** Makes a link; null when the room has as many as it may have. */
  make(hash: Uint8Array, { role, label, expiresAt }: NewLink, now: number): Link | null {
    return this.#storage.transactionSync(() => {
      const rows = this.#rows();
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
      return toLink(row);
    });
  }

  /** Revokes a link, once; null when there is none with this id. */
  revoke(id: number, now: number): Link | null {
    this.#sql.exec("UPDATE link SET revoked = ? WHERE id = ? AND revoked IS NULL", now, id);
    return this.links().find((link) => link.id === id) ?? null;
  }

  #rows(): LinkRow[] {
    return this.#sql.exec<LinkRow>("SELECT * FROM link ORDER BY id").toArray();
  }

  #meta(key: string): SqlStorageValue | undefined {
    return this.#sql
      .exec<{ value: SqlStorageValue }>("SELECT value FROM meta WHERE key = ?", key)
      .toArray()[0]?.value;
  }

  #setMeta(key: string, value: string | Uint8Array): void {
    countRows(this.#sql.exec("INSERT OR REPLACE INTO meta VALUES (?, ?)", key, value));
  }
}

/** Compares two hashes in a time that does not depend on where they differ. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && crypto.subtle.timingSafeEqual(a, b);
}

function isOpen(row: LinkRow, now: number): boolean {
  return row.revoked === null && (row.expires === null || row.expires > now);
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
