import { MAX_PRESENCE_CLOCK, MAX_PRESENCE_STATE } from "../../shared/limits.ts";
import {
  encodePresence,
  GONE,
  MAX_STORED_STATE,
  type News,
  PresenceFrames,
  readPresenceUpdate,
} from "./awareness.ts";
import type { PresenceEntry, Session } from "./session.ts";

/** Yjs clients that have left of which the last clock is remembered. */
const MAX_LEFT = 1_000;

/** The clock of somebody who has left, and how many sockets had come by then. */
interface Left {
  readonly clock: number;
  readonly arrivals: number;
}

/**
 * Who is here. The truth is on the sockets themselves (`Session.presence`,
 * kept through sleep); this holds only what has changed since the last window.
 */
export class PresenceBoard {
  readonly #changed = new Map<number, News>();
  readonly #toSave = new Set<Session>();
  readonly #left = new Map<number, Left>();
  readonly #arrived = new WeakMap<Session, number>();
  #arrivals = 0;

  /** Is there anything to tell? */
  get hasNews(): boolean {
    return this.#changed.size > 0;
  }

  /** The only session whose presence changed in this window, if it is one. */
  soleAuthor(): Session | null {
    const [session] = this.#toSave;
    return this.#toSave.size === 1 && this.#changed.size === 1 && session ? session : null;
  }

  /** Somebody has come on a new socket. */
  arrive(session: Session): void {
    this.#arrivals += 1;
    this.#arrived.set(session, this.#arrivals);
  }

  /**
   * Takes a client's awareness update. Each socket speaks for one Yjs client,
   * the first that it publishes and no other live socket owns. Stock clients
   * send everybody's states back to us; those entries are passed over.
   *
   * @returns false when the update is malformed.
   */
  accept(session: Session, update: Uint8Array, sessions: Iterable<Session>): boolean {
    const entries = readPresenceUpdate(update, session.presence?.clientId ?? null);
    if (entries === null) return false;
    for (const entry of entries) {
      if (session.presence !== null) {
        // It may have been claimed by an earlier entry of this very update.
        if (session.presence.clientId !== entry.clientId) continue;
        if (entry.clock < session.presence.clock) continue;
      } else if (!this.#mayClaim(session, entry, sessions)) {
        continue;
      }
      if (!this.#publish(session, entry)) return false;
    }
    return true;
  }

  /** Who leaves is gone: at the same clock, so that coming back is not taken for old news. */
  leave(session: Session, others: Iterable<Session>): void {
    this.#toSave.delete(session);
    const { presence, isOurs } = session;
    if (presence === null) return;
    for (const other of others) {
      // They are back on a new socket already.
      if (other.presence?.clientId === presence.clientId) return;
    }
    const { clientId, clock, state } = presence;
    this.#remember(clientId, clock);
    session.presence = null;
    // A stock client that ends in order has said so itself.
    if (state === GONE) return;
    this.#changed.set(clientId, { clientId, clock, state: GONE, isOurs });
  }

  /** What has changed since the last window; saves it on the sockets. */
  takeNews(): PresenceFrames {
    const frames = new PresenceFrames([...this.#changed.values()]);
    for (const session of this.#toSave) session.save();
    this.#changed.clear();
    this.#toSave.clear();
    return frames;
  }

  /** Everybody who is here. */
  everybody(sessions: Iterable<Session>): PresenceFrames {
    return new PresenceFrames(present(sessions));
  }

  /** Everybody who is here with our own client. */
  ours(sessions: Iterable<Session>): PresenceFrames {
    return new PresenceFrames(present(sessions).filter(({ isOurs }) => isOurs));
  }

  #mayClaim(session: Session, entry: PresenceEntry, sessions: Iterable<Session>): boolean {
    if (entry.state === GONE || entry.clock > MAX_PRESENCE_CLOCK) return false;
    const left = this.#left.get(entry.clientId);
    const isOld = left !== undefined && entry.clock <= left.clock;
    // Of somebody who was here beside this socket and has just left: it sends back what it was told.
    if (isOld && (this.#arrived.get(session) ?? 0) <= left.arrivals) return false;
    for (const other of sessions) {
      if (other === session || other.presence?.clientId !== entry.clientId) continue;
      // The same person on a new socket, while the old one has not been noticed dead.
      if (other.userId !== session.userId || entry.clock < other.presence.clock) return false;
      other.presence = null;
      this.#toSave.add(other);
    }
    if (isOld && !session.isOurs) askToCountOn(session, entry.clientId, left.clock);
    this.#left.delete(entry.clientId);
    return true;
  }

  /** @returns false when the state is longer than a socket can keep. */
  #publish(session: Session, entry: PresenceEntry): boolean {
    if (entry.state.length > MAX_PRESENCE_STATE) return false;
    const state = entry.state === GONE ? GONE : withIdentity(entry.state, session);
    if (state.length > MAX_STORED_STATE) return false;
    session.presence = { ...entry, state };
    this.#toSave.add(session);
    this.#changed.set(entry.clientId, { ...entry, state, isOurs: session.isOurs });
    return true;
  }

  #remember(clientId: number, clock: number): void {
    this.#left.delete(clientId);
    this.#left.set(clientId, { clock, arrivals: this.#arrivals });
    for (const oldest of this.#left.keys()) {
      if (this.#left.size <= MAX_LEFT) break;
      this.#left.delete(oldest);
    }
  }
}

/**
 * A stock client that comes back says who it is at the clock at which it left,
 * which the others pass over. A client that is told of its own end says at a
 * higher clock that it is there.
 */
function askToCountOn(session: Session, clientId: number, clock: number): void {
  session.send(encodePresence([{ clientId, clock, state: GONE }]));
}

function present(sessions: Iterable<Session>): News[] {
  const entries: News[] = [];
  for (const { presence, isOurs } of sessions) {
    if (presence !== null && presence.state !== GONE) entries.push({ ...presence, isOurs });
  }
  return entries;
}

/** The server knows who this is, and by a token the name; what a client says of them does not count. */
function withIdentity(state: string, { userId, grant }: Session): string {
  const parsed = JSON.parse(state) as Record<string, unknown>;
  const { user } = parsed;
  if (typeof user !== "object" || user === null || Array.isArray(user)) return state;
  return JSON.stringify({ ...parsed, user: { ...user, id: userId, ...named(grant) } });
}

/** A name that a token vouches for. */
function named({ name }: Session["grant"]): { name?: string } {
  return name === null ? {} : { name };
}
