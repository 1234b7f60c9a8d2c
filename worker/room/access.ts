/** Access: the role of each socket, the owner's links, and when a role ends. It knows no REST. */
import type { Link, LinkAccess, NewLink } from "../../shared/access.ts";
import { fromBase64Url } from "../../shared/ids.ts";
import { mayEdit, type Role } from "../../shared/roles.ts";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import type { Grant } from "../connection/attachment.ts";
import { isDiskLow } from "../machine.ts";
import { failure, type Result, success } from "../result.ts";
import { Keyring } from "../storage/keyring.ts";
import { makeTables } from "../storage/schema.ts";
import type { ConnectClaims, RequestClaims } from "./connect-claims.ts";
import type { Parts } from "./parts.ts";

/** The outcome of a client's keys: a grant, or nothing. A new owner also gets the owner key. */
type Granted =
  | { readonly kind: "in"; readonly grant: Grant; readonly ownerKey: string | null }
  | { readonly kind: "out"; readonly code: CloseCode };

/** Why the owner's wish was not done. */
export type AccessError =
  | "not-owner"
  | "no-such-link"
  | "too-many-links"
  | "in-the-past"
  | "room-full";

/** The answer to an owner's request over REST. */
export type AccessAnswer<T> = Result<T, AccessError>;

/** The parts of the room that `Access` depends on. */
type AccessParts = Pick<Parts, "damage" | "document" | "schedule" | "sessions">;

/** The name of the alarm's job that closes sockets whose time is over. */
export const EXPIRE_JOB = "expire";

/**
 * Decides which clients come in and in which role, and what happens to connected people when that
 * changes.
 */
export class Access {
  readonly #storage: DurableObjectStorage;
  readonly #keyring: Keyring;
  readonly #parts: AccessParts;

  constructor(storage: DurableObjectStorage, parts: AccessParts) {
    this.#storage = storage;
    this.#keyring = new Keyring(storage);
    this.#parts = parts;
  }

  /**
   * Decides on a client that connects. The owner key comes first, then a token,
   * then keys of links (the one that gives most), then the plain link. A link's
   * role holds also where the plain link gives more: a person who opens it sees
   * its effect.
   */
  admit(claims: ConnectClaims, now: number): Granted {
    const shown = this.#byWhatIsShown(claims, claims.owner?.hash ?? null, now);
    if (shown !== null) return this.#expiring(shown);
    const { owner } = claims;
    if (owner !== null && this.#keyring.claim(fromBase64Url(owner.newHash), claims.userId)) {
      return { ...admit({ role: "owner", by: "owner" }), ownerKey: owner.newKey };
    }
    return this.#byPlainLink();
  }

  /** The role of a request that opens no socket; null: the room is closed to it. It makes nobody an owner. */
  roleOf(claims: RequestClaims, now: number): Role | null {
    const granted = this.#byWhatIsShown(claims, claims.owner, now) ?? this.#byPlainLink();
    return granted.kind === "in" ? granted.grant.role : null;
  }

  /** The alarm's job: closes the sockets whose link or token has expired; says when the next does. */
  expire(now: number): number | null {
    let next: number | null = null;
    for (const session of [...this.#parts.sessions]) {
      const { expiresAt } = session.grant;
      if (expiresAt === null) continue;
      if (expiresAt <= now) this.#parts.sessions.close(session, CloseCode.LinkRevoked);
      else next = Math.min(next ?? expiresAt, expiresAt);
    }
    return next;
  }

  /** The room's links and the role of the plain one, for its owner. */
  list(owner: Uint8Array): AccessAnswer<{ access: LinkAccess; links: Link[] }> {
    if (!this.#keyring.confirmOwner(owner)) return failure("not-owner");
    return success({ access: this.#keyring.linkAccess, links: this.#keyring.links() });
  }

  /** Makes a link whose key has this hash. */
  make(owner: Uint8Array, hash: Uint8Array, link: NewLink): AccessAnswer<Link> {
    if (!this.#keyring.confirmOwner(owner)) return failure("not-owner");
    const now = Date.now();
    if (link.expiresAt !== null && link.expiresAt <= now) return failure("in-the-past");
    if (isDiskLow()) return failure("room-full");
    const made = this.#keyring.makeLink(hash, link, now);
    return made === null ? failure("too-many-links") : success(made);
  }

  /** Revokes a link and closes the sockets that came by it. */
  revoke(owner: Uint8Array, id: number): AccessAnswer<Link> {
    if (!this.#keyring.confirmOwner(owner)) return failure("not-owner");
    const revoked = this.#keyring.revokeLink(id, Date.now());
    if (revoked === null) return failure("no-such-link");
    for (const session of [...this.#parts.sessions]) {
      if (session.grant.link === id) this.#parts.sessions.close(session, CloseCode.LinkRevoked);
    }
    return success(revoked);
  }

  /** Sets the role of the plain link, also for those who are in by it. */
  setLinkAccess(owner: Uint8Array, access: LinkAccess): AccessAnswer<LinkAccess> {
    if (!this.#keyring.confirmOwner(owner)) return failure("not-owner");
    this.#keyring.linkAccess = access;
    if (this.#parts.damage.isDamaged) return success(access);
    // Earlier edits are stored and acknowledged before anybody hears that no more is taken.
    this.#parts.document.flush();
    for (const session of [...this.#parts.sessions]) {
      if (session.grant.by !== "plain" || session.role === access) continue;
      if (access === "none") {
        this.#parts.sessions.close(session, CloseCode.NoAccess);
        continue;
      }
      session.changeRole(access);
      session.tell({ type: "role", role: access });
      if (mayEdit(access)) this.#parts.document.ask(session);
    }
    return success(access);
  }

  /** The grant of the owner key, the token or the keys of links; null when there is none of these. */
  #byWhatIsShown(
    { keys, token }: Pick<ConnectClaims, "keys" | "token">,
    ownerHash: string | null,
    now: number,
  ): Granted | null {
    const hashes = keys.map(fromBase64Url);
    const shown = ownerHash === null ? hashes : [fromBase64Url(ownerHash), ...hashes];
    if (shown.some((hash) => this.#keyring.confirmOwner(hash)))
      return admit({ role: "owner", by: "owner" });
    if (token !== null) {
      const { role, name, expiresAt } = token;
      return admit({ role, by: "token", name, expiresAt });
    }
    return hashes.length > 0 ? this.#byLink(hashes, now) : null;
  }

  #byPlainLink(): Granted {
    const { linkAccess } = this.#keyring;
    return linkAccess === "none" ? out(CloseCode.NoAccess) : admit({ role: linkAccess });
  }

  #byLink(hashes: readonly Uint8Array[], now: number): Granted {
    const [best] = hashes
      .map((hash) => this.#keyring.matchLink(hash, now))
      .filter((link) => link !== null)
      .sort((a, b) => RANK.indexOf(a.role) - RANK.indexOf(b.role));
    if (best === undefined) return out(CloseCode.LinkRevoked);
    const { role, id, expiresAt } = best;
    return admit({ role, by: "link", link: id, expiresAt });
  }

  /** Plans the end of a grant that has one. */
  #expiring(granted: Granted): Granted {
    if (granted.kind === "out" || granted.grant.expiresAt === null) return granted;
    // A planned job must outlive a sleep, so it needs its row.
    makeTables(this.#storage);
    this.#parts.schedule.plan(EXPIRE_JOB, granted.grant.expiresAt);
    return granted;
  }
}

/** From most to least, as in `roleSchema`. */
const RANK: readonly Grant["role"][] = ["owner", "editor", "commenter", "viewer"];

const PLAIN: Grant = { role: "editor", by: "plain", link: null, expiresAt: null, name: null };

function admit(grant: Partial<Grant>): Extract<Granted, { kind: "in" }> {
  return { kind: "in", grant: { ...PLAIN, ...grant }, ownerKey: null };
}

function out(code: CloseCode): Granted {
  return { kind: "out", code };
}
