import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MAX_PRESENCE_STATE, MAX_SOCKETS } from "../../shared/limits.ts";
import { awarenessFrame } from "../../shared/wire/frames.ts";
import type { PresenceEntry, Session } from "./session.ts";

/** The largest clock that we pass on; a client counts one up for each change. */
const MAX_CLOCK = 2 ** 40;

/** What awareness calls a client that is no longer there. */
const GONE = "null";

/**
 * Who is here. The truth is on the sockets themselves (`Session.presence`,
 * kept through sleep); this holds only what has changed since the last window.
 */
export class PresenceBoard {
  readonly #changed = new Map<number, { clock: number; state: string }>();
  readonly #toSave = new Set<Session>();

  /** Is there anything to tell? */
  get hasNews(): boolean {
    return this.#changed.size > 0;
  }

  /** The only session whose presence changed in this window, if it is one. */
  soleAuthor(): Session | null {
    const [session] = this.#toSave;
    return this.#toSave.size === 1 && this.#changed.size === 1 && session ? session : null;
  }

  /**
   * Takes a client's awareness update. Each socket speaks for one Yjs client,
   * the first that it publishes and no other live socket owns. Stock clients
   * send everybody's states back to us; those entries are passed over.
   *
   * @returns false when the update is malformed.
   */
  accept(session: Session, update: Uint8Array, sessions: Iterable<Session>): boolean {
    const entries = readAwareness(update, session.presence?.clientId ?? null);
    if (entries === null) return false;
    for (const entry of entries) {
      if (session.presence !== null) {
        // It may have been claimed by an earlier entry of this very update.
        if (session.presence.clientId !== entry.clientId) continue;
        if (entry.clock < session.presence.clock) continue;
      } else if (!this.#mayClaim(session, entry, sessions)) {
        continue;
      }
      this.#publish(session, entry);
    }
    return true;
  }

  /** Who leaves is gone: at the same clock, so that coming back is not taken for old news. */
  leave(session: Session, others: Iterable<Session>): void {
    this.#toSave.delete(session);
    const { presence } = session;
    if (presence === null || presence.state === GONE) return;
    for (const other of others) {
      // They are back on a new socket already.
      if (other.presence?.clientId === presence.clientId) return;
    }
    this.#changed.set(presence.clientId, { clock: presence.clock, state: GONE });
    session.presence = null;
  }

  /** What has changed since the last window, as one frame for everybody; saves it on the sockets. */
  takeNews(): Uint8Array {
    const frame = encode([...this.#changed].map(([clientId, entry]) => ({ clientId, ...entry })));
    for (const session of this.#toSave) session.save();
    this.#changed.clear();
    this.#toSave.clear();
    return frame;
  }

  /** Everybody who is here, for who has just come; `null` when nobody is. */
  everybody(sessions: Iterable<Session>): Uint8Array | null {
    const entries: PresenceEntry[] = [];
    for (const { presence } of sessions) {
      if (presence !== null && presence.state !== GONE) entries.push(presence);
    }
    return entries.length === 0 ? null : encode(entries);
  }

  #mayClaim(session: Session, entry: PresenceEntry, sessions: Iterable<Session>): boolean {
    if (entry.state === GONE) return false;
    for (const other of sessions) {
      if (other === session || other.presence?.clientId !== entry.clientId) continue;
      // The same person on a new socket, while the old one has not been noticed dead.
      if (other.userId !== session.userId || entry.clock < other.presence.clock) return false;
      other.presence = null;
      this.#toSave.add(other);
    }
    return true;
  }

  #publish(session: Session, entry: PresenceEntry): void {
    const state = entry.state === GONE ? GONE : withIdentity(entry.state, session);
    session.presence = { ...entry, state };
    this.#toSave.add(session);
    this.#changed.set(entry.clientId, { clock: entry.clock, state });
  }
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

function encode(entries: readonly PresenceEntry[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const { clientId, clock, state } of entries) {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, state);
  }
  return awarenessFrame(encoding.toUint8Array(encoder));
}

/**
 * Reads a y-protocols awareness update; `null` when it is malformed or holds a
 * state that is no JSON object. Of a socket that is somebody already (`own`)
 * only that one's states are read: others' come back with every stock client.
 */
function readAwareness(update: Uint8Array, own: number | null): PresenceEntry[] | null {
  try {
    const decoder = decoding.createDecoder(update);
    const entries: PresenceEntry[] = [];
    const count = decoding.readVarUint(decoder);
    if (count > MAX_SOCKETS) return null;
    for (let left = count; left > 0; left--) {
      const clientId = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      if (own !== null && clientId !== own) {
        decoding.readVarUint8Array(decoder);
        continue;
      }
      const state = decoding.readVarString(decoder);
      if (clock > MAX_CLOCK || state.length > MAX_PRESENCE_STATE) return null;
      const parsed: unknown = JSON.parse(state);
      if (typeof parsed !== "object" || Array.isArray(parsed)) return null;
      entries.push({ clientId, clock, state: parsed === null ? GONE : state });
    }
    return decoding.hasContent(decoder) ? null : entries;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
