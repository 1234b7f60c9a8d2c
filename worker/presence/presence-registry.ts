/** The presence registry: who is here, and what changed since the last window. The truth is on the sockets. */

import { GONE } from "../connection/attachment.ts";
import type { Session } from "../connection/session.ts";
import { MAX_PRESENCE_CLOCK } from "../limits.ts";
import {
  type AwarenessEntry,
  type PresenceChange,
  PresenceFrames,
  readPresenceUpdate,
} from "./awareness-codec.ts";
import { type LeftClient, LeftClients } from "./left-clients.ts";
import { markState } from "./presence-state.ts";
import { PresenceSum } from "./presence-sum.ts";
import { Republication } from "./republication.ts";

/** Milliseconds of silence after which a generic client is asked to renew itself when another one does: they forget each other after 30 s. */
const REPUBLISH_MS = 10_000;

/** The outcome of an awareness update; `refused`: it holds a state of its sender that is none. */
export type Accepted = "accepted" | "refused" | "malformed";

/**
 * The people who are here. The truth is on the sockets themselves (`Session.presence`,
 * kept through sleep); this holds only the changes since the last window.
 */
export class PresenceRegistry {
  readonly #changed = new Map<number, PresenceChange>();
  readonly #toSave = new Set<Session>();
  readonly #left = new LeftClients();
  readonly #arrived = new WeakMap<Session, number>();
  readonly #republication = new Republication();
  /** Generic clients that may have forgotten others who are here, and remember their clocks. */
  readonly #forgetful = new WeakSet<Session>();
  #arrivals = 0;
  readonly #sum = new PresenceSum();
  /** Everybody with our own client, as they were told in this second. */
  #ours: { readonly second: number; readonly frames: PresenceFrames } | null = null;

  /** Is there anything to tell? */
  get hasChanges(): boolean {
    return this.#changed.size > 0;
  }

  /** The only session whose presence changed in this window, if it is one. */
  soleAuthor(): Session | null {
    const [session] = this.#toSave;
    return this.#toSave.size === 1 && this.#changed.size === 1 && session ? session : null;
  }

  /** Somebody has come on a new socket. */
  onJoin(session: Session): void {
    this.#arrivals += 1;
    this.#arrived.set(session, this.#arrivals);
  }

  /**
   * Accepts a client's awareness update. Each socket speaks for one Yjs client,
   * the first that it publishes and no other live socket owns. Generic clients
   * send everybody's states back to the room; those entries are ignored.
   */
  accept(session: Session, update: Uint8Array, sessions: Iterable<Session>): Accepted {
    const read = readPresenceUpdate(update, session.presence?.clientId ?? null);
    if (read === null) return "malformed";
    let accepted: Accepted = "accepted";
    for (const entry of read.entries) {
      if (!this.#acceptEntry(session, entry, sessions)) accepted = "refused";
    }
    if (read.gone.size > 0) this.#contradict(session, read.gone, sessions);
    return accepted;
  }

  /** Says whether this generic client has lost sight of others, and forgets that it has. */
  clearForgetful(session: Session): boolean {
    return this.#forgetful.delete(session);
  }

  /** A generic client has renewed itself: those that have been silent for long do so, too, before it forgets them. */
  onRenewal(session: Session, sessions: Iterable<Session>): void {
    const since = Date.now() - REPUBLISH_MS;
    this.#republication.askAll(
      sessions,
      (other) => other !== session && (other.presence?.at ?? 0) <= since,
    );
  }

  /** Removes a client at the same clock, so that its return is not taken for old news. */
  onLeave(session: Session, others: Iterable<Session>): void {
    this.#toSave.delete(session);
    this.#republication.forget(session);
    const { presence, isNative } = session;
    if (presence === null) return;
    for (const other of others) {
      // They are back on a new socket already.
      if (other.presence?.clientId === presence.clientId) return;
    }
    const { clientId, clock, state } = presence;
    session.presence = null;
    this.#sum.remove(state);
    this.#ours = null;
    // A generic client that ends in order has said so itself, and may have come back since.
    if (state === GONE) return;
    this.#left.onLeave(clientId, clock, this.#arrivals);
    this.#changed.set(clientId, { clientId, clock, state: GONE, isNative });
  }

  /**
   * The changes since the last window, up to `most` characters, and one state at least; saves them
   * on the sockets.
   */
  drainChanges(most: number): PresenceFrames {
    const entries: PresenceChange[] = [];
    let characters = 0;
    for (const [clientId, entry] of this.#changed) {
      characters += entry.state.length;
      if (entries.length > 0 && characters > most) break;
      entries.push(entry);
      this.#changed.delete(clientId);
    }
    for (const session of this.#toSave) session.save();
    this.#toSave.clear();
    return new PresenceFrames(entries);
  }

  /** Everybody who is here. */
  everybody(sessions: Iterable<Session>): PresenceFrames {
    return new PresenceFrames(present(sessions));
  }

  /**
   * Everybody who is here with our own client. For a second these are the same
   * frames, unless somebody has left: an older state counts for nothing.
   */
  ours(sessions: Iterable<Session>): PresenceFrames {
    const second = Math.floor(Date.now() / 1000);
    if (this.#ours === null || this.#ours.second !== second) {
      const entries = present(sessions).filter(({ isNative }) => isNative);
      this.#ours = { second, frames: new PresenceFrames(entries) };
    }
    return this.#ours.frames;
  }

  /** @returns false when the state cannot be taken; any other fault is ignored. */
  #acceptEntry(session: Session, entry: AwarenessEntry, sessions: Iterable<Session>): boolean {
    const { presence } = session;
    // The client may have been claimed by an earlier entry of this very update.
    if (presence !== null && presence.clientId !== entry.clientId) return true;
    if (presence !== null && entry.clock < presence.clock) return true;
    const claim = presence === null ? this.#claim(session, entry, sessions) : null;
    if (presence === null && claim === null) return true;
    const state = markState(entry.state, session);
    if (state === null) return false;
    if (!this.#sum.replace(presence?.state, state, sessions)) return false;
    claim?.();
    const { clientId, clock } = entry;
    session.presence = { clientId, clock, state, at: Date.now() };
    this.#toSave.add(session);
    this.#changed.set(clientId, { clientId, clock, state, isNative: session.isNative });
    // A client that has said itself that it is gone no longer owns its id.
    if (state === GONE) {
      this.#left.onLeave(clientId, clock, this.#arrivals);
      this.#ours = null;
    } else this.#left.onReturn(clientId);
    return true;
  }

  /**
   * May this socket speak for a client from now on?
   *
   * @returns the work that must be done when it does; null when it may not.
   */
  #claim(
    session: Session,
    entry: AwarenessEntry,
    sessions: Iterable<Session>,
  ): (() => void) | null {
    const { clientId, clock, state } = entry;
    if (state === GONE || clock > MAX_PRESENCE_CLOCK) return null;
    const left = this.#left.get(clientId);
    const before: Session[] = [];
    let known = left?.clock ?? -1;
    let hasSlept = false;
    for (const other of sessions) {
      hasSlept ||= !this.#arrived.has(other);
      if (other === session || other.presence?.clientId !== clientId) continue;
      const { presence, userId } = other;
      const isGone = presence.state === GONE;
      // The same person on a new socket, while the old one has not been noticed dead.
      if (!isGone && (userId !== session.userId || clock < presence.clock)) return null;
      if (isGone) known = Math.max(known, presence.clock);
      before.push(other);
    }
    const isOld = clock <= known;
    const arrived = this.#arrived.get(session) ?? 0;
    if (isOld && left !== undefined && arrived <= left.arrivals) {
      // Either it sends back an entry about somebody who has just left. Or it is that client, on a
      // socket that came before the end of the old one was noticed. Only the second answers.
      this.#republication.ask(session, clientId, known);
      return null;
    }
    return () => {
      this.#ours = null;
      for (const other of before) {
        this.#sum.remove(other.presence?.state);
        other.presence = null;
        this.#toSave.add(other);
      }
      // The clocks from before a sleep are not known any more: then any clock may be old.
      if (isOld || (known < 0 && hasSlept))
        this.#republication.ask(session, clientId, Math.max(known, clock));
      if (left !== undefined || before.length > 0 || hasSlept)
        this.#reacquaint(session, left, sessions);
    };
  }

  /**
   * A client is back that knows the others' clocks from before, and has
   * forgotten the others themselves. Those that have said nothing since publish
   * again.
   */
  #reacquaint(session: Session, left: LeftClient | undefined, sessions: Iterable<Session>): void {
    if (session.isNative) return;
    this.#forgetful.add(session);
    const since = left?.at ?? Date.now();
    this.#republication.askAll(
      sessions,
      (other) => other !== session && (other.presence?.at ?? 0) <= since,
    );
  }

  /** A generic client says that others are gone, who are here: by its own clock, or by a page beside it. */
  #contradict(
    session: Session,
    gone: ReadonlyMap<number, number>,
    sessions: Iterable<Session>,
  ): void {
    if (session.isNative) return;
    this.#forgetful.add(session);
    this.#republication.askAll(sessions, ({ presence }) => {
      const clock = presence === null ? undefined : gone.get(presence.clientId);
      return clock !== undefined && presence !== null && clock >= presence.clock;
    });
  }
}

function present(sessions: Iterable<Session>): PresenceChange[] {
  const entries: PresenceChange[] = [];
  for (const { presence, isNative } of sessions) {
    if (presence !== null && presence.state !== GONE) entries.push({ ...presence, isNative });
  }
  return entries;
}
