/** The awareness codec: y-protocols' frames of presence, read and written. It knows no window. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { awarenessFrame } from "../../shared/wire/frames.ts";
import { GONE } from "../connection/attachment.ts";
import type { Session } from "../connection/session.ts";
import { MAX_PRESENCE_CLOCK, MAX_SOCKETS } from "../limits.ts";

/** The largest clock that comes back to us, as `raise` makes it. */
const MAX_RAISED_CLOCK = 2 ** 40;

/** The first byte of `GONE`; no other JSON of four bytes begins with it. */
const GONE_BEGINS = 0x6e;

/** A client's changed presence, and whether it is a native client's. */
export interface PresenceChange extends AwarenessEntry {
  readonly isNative: boolean;
}

/**
 * One awareness frame in two numberings. Our clients get clocks as they were
 * said. Stock clients forget clients that they have not heard of for 30 s, and
 * native clients renew nothing. After a loss of their own, stock clients ignore
 * clocks that they know. So towards stock clients the room raises the clocks of
 * native clients by the time in seconds. A state that is sent again later
 * counts as new, also after the room slept. A stock client's own clock is never
 * raised: it would take its own state of a moment ago for newer than the one it
 * has.
 */
export class PresenceFrames {
  readonly #entries: readonly PresenceChange[];
  readonly #frames: { ours: Uint8Array | null; stock: Uint8Array | null };
  #departures: PresenceFrames | null = null;

  constructor(entries: readonly PresenceChange[]) {
    this.#entries = entries;
    this.#frames = { ours: null, stock: null };
  }

  /** Only the clients that have left. */
  get departures(): PresenceFrames {
    this.#departures ??= new PresenceFrames(this.#entries.filter(({ state }) => state === GONE));
    return this.#departures;
  }

  /** The frame for this client; `null` when there is nothing to tell. */
  for(session: Session): Uint8Array | null {
    if (this.#entries.length === 0) return null;
    if (session.isNative) {
      this.#frames.ours ??= encodePresence(this.#entries);
      return this.#frames.ours;
    }
    this.#frames.stock ??= encodePresence(this.#entries.map(raise));
    return this.#frames.stock;
  }
}

function raise(entry: PresenceChange): PresenceChange {
  return entry.isNative ? { ...entry, clock: entry.clock + Math.floor(Date.now() / 1000) } : entry;
}

/** Entries as an awareness frame. */
export function encodePresence(entries: readonly AwarenessEntry[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, entries.length);
  for (const { clientId, clock, state } of entries) {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, state);
  }
  return awarenessFrame(encoding.toUint8Array(encoder));
}

/** One client's entry in an awareness update; the state is JSON that nobody has checked yet. */
export interface AwarenessEntry {
  readonly clientId: number;
  readonly clock: number;
  readonly state: string;
}

/** The content of a client's awareness update, as far as the room needs it. */
export interface PresenceUpdate {
  /** Of a socket that speaks for a client already, that client's entries; else all. */
  readonly entries: readonly AwarenessEntry[];
  /** Other clients that it says are gone, and at which clocks. */
  readonly gone: ReadonlyMap<number, number>;
}

const NOBODY_GONE: ReadonlyMap<number, number> = new Map();

/**
 * Reads a y-protocols awareness update. Of a socket that speaks for a client
 * already (`own`), the states of others are ignored: they come back with every
 * generic client. The states themselves are not read.
 *
 * @returns null when it is malformed.
 */
export function readPresenceUpdate(update: Uint8Array, own: number | null): PresenceUpdate | null {
  try {
    const decoder = decoding.createDecoder(update);
    const entries: AwarenessEntry[] = [];
    let gone: Map<number, number> | null = null;
    const count = decoding.readVarUint(decoder);
    if (count > MAX_SOCKETS) return null;
    for (let left = count; left > 0; left--) {
      const clientId = decoding.readVarUint(decoder);
      const clock = decoding.readVarUint(decoder);
      if (own !== null && clientId !== own) {
        const state = decoding.readVarUint8Array(decoder);
        if (state.length !== GONE.length || state[0] !== GONE_BEGINS) continue;
        gone ??= new Map();
        gone.set(clientId, clock);
        continue;
      }
      if (clock > (own === null ? MAX_RAISED_CLOCK : MAX_PRESENCE_CLOCK)) return null;
      entries.push({ clientId, clock, state: decoding.readVarString(decoder) });
    }
    return decoding.hasContent(decoder) ? null : { entries, gone: gone ?? NOBODY_GONE };
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
