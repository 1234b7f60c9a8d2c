import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MAX_PRESENCE_CLOCK, MAX_PRESENCE_STATE, MAX_SOCKETS } from "../../shared/limits.ts";
import { awarenessFrame } from "../../shared/wire/frames.ts";
import type { PresenceEntry, Session } from "./session.ts";

/** The largest that comes back to us: what `raise` makes of it. */
const MAX_RAISED_CLOCK = 2 ** 40;

/** Characters of a state with what the server adds. JSON that is written anew can be several times as long (`1e20`). */
export const MAX_STORED_STATE = MAX_PRESENCE_STATE + 256;

/** What awareness calls a client that is no longer there. */
export const GONE = "null";

/** What somebody's presence has become, and whether they have our own client. */
export interface News extends PresenceEntry {
  readonly isOurs: boolean;
}

/**
 * One awareness frame in two numberings. Our clients get clocks as they were
 * said. Stock clients forget whom they have not heard of for 30 s, and after a
 * loss of their own they pass over clocks that they know; ours renew nothing.
 * So towards stock clients the clocks of ours are raised by the time in
 * seconds: what is sent again later counts as new, also after the room slept.
 * A stock client's own clock is never raised: it would take its own state of a
 * moment ago for newer than the one it has.
 */
export class PresenceFrames {
  readonly #entries: readonly News[];
  readonly #frames: { ours: Uint8Array | null; stock: Uint8Array | null };
  #departures: PresenceFrames | null = null;

  constructor(entries: readonly News[]) {
    this.#entries = entries;
    this.#frames = { ours: null, stock: null };
  }

  /** Only who has left. */
  get departures(): PresenceFrames {
    this.#departures ??= new PresenceFrames(this.#entries.filter(({ state }) => state === GONE));
    return this.#departures;
  }

  /** The frame for this client; `null` when there is nothing to tell. */
  for(session: Session): Uint8Array | null {
    if (this.#entries.length === 0) return null;
    if (session.isOurs) {
      this.#frames.ours ??= encodePresence(this.#entries);
      return this.#frames.ours;
    }
    this.#frames.stock ??= encodePresence(this.#entries.map(raise));
    return this.#frames.stock;
  }
}

function raise(entry: News): News {
  return entry.isOurs ? { ...entry, clock: entry.clock + Math.floor(Date.now() / 1000) } : entry;
}

/** Entries as an awareness frame. */
export function encodePresence(entries: readonly PresenceEntry[]): Uint8Array {
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
export function readPresenceUpdate(update: Uint8Array, own: number | null): PresenceEntry[] | null {
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
      if (clock > (own === null ? MAX_RAISED_CLOCK : MAX_PRESENCE_CLOCK)) return null;
      if (state.length > (own === null ? MAX_STORED_STATE : MAX_PRESENCE_STATE)) return null;
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
