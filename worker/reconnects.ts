/** Reconnects: how long a client that a room has closed for good waits before it reaches that room again. */

/**
 * Reconnects: programs that come back at once and for ever to a room that has
 * closed them for good. The rooms of one process name the clients that they
 * closed. The Worker lets those wait, longer each time, before it wakes the room
 * again.
 */

import { type CloseCode, mayReconnect } from "../shared/wire/close-codes.ts";
import { MAX_RECONNECTS, MAX_WAITING, RECONNECT_MS } from "./limits.ts";

/** The record of one place, which is a room and a client that comes to it. */
interface Closed {
  readonly count: number;
  /** When it was closed last, and when the next may reach the room: milliseconds since 1970. */
  readonly at: number;
  readonly until: number;
}

/** How long a client has to wait; null: as many wait as may. */
export type Wait = number | null;

/** The closes of this process's rooms, and the clients that wait because of them. */
export class Reconnects {
  /** By place; the one that was closed longest ago comes first. */
  readonly #closed = new Map<string, Closed>();
  /**
   * When each that waits stops waiting, by place. The runtime drops a request
   * whose client has gone without a word, so only time says that it waits no more.
   */
  readonly #waiting = new Map<string, number[]>();
  readonly #most: number;

  constructor(most = MAX_RECONNECTS) {
    this.#most = most;
  }

  /** A room has closed a socket of this place for good. */
  closed(place: string, now: number): void {
    const before = this.#closed.get(place);
    const isFresh = before === undefined || now - before.at > RECONNECT_MS.forget;
    const count = isFresh ? 1 : before.count + 1;
    this.#closed.delete(place);
    this.#closed.set(place, { count, at: now, until: now + delayAfter(count) });
    if (this.#closed.size <= this.#most) return;
    for (const [oldest] of this.#closed) {
      this.#closed.delete(oldest);
      return;
    }
  }

  /** How many milliseconds a client that comes to this place has to wait; it is then counted as waiting. */
  wait(place: string, now: number): Wait {
    const until = this.#closed.get(place)?.until ?? 0;
    if (until <= now) return 0;
    this.#forgetPast(now);
    const waiting = this.#waiting.get(place) ?? [];
    if (waiting.length >= MAX_WAITING.perPlace || this.waiting >= MAX_WAITING.together) return null;
    this.#waiting.set(place, [...waiting, until]);
    return until - now;
  }

  /** How many wait, in all places. */
  get waiting(): number {
    let sum = 0;
    for (const { length } of this.#waiting.values()) sum += length;
    return sum;
  }

  /** How many places are remembered. */
  get size(): number {
    return this.#closed.size;
  }

  #forgetPast(now: number): void {
    for (const [place, times] of this.#waiting) {
      const still = times.filter((until) => until > now);
      if (still.length === 0) this.#waiting.delete(place);
      else this.#waiting.set(place, still);
    }
  }
}

/** Milliseconds that the next waits after so many closes: none after the first, which is a mistake like any other. */
function delayAfter(count: number): number {
  if (count < 2) return 0;
  return Math.min(RECONNECT_MS.most, RECONNECT_MS.first * 2 ** (count - 2));
}

/** The closes of this process. */
export const reconnects = new Reconnects();

/** A room closes, or refuses, a client from this place: that counts when the code means for good. */
export function noteClose(place: string | null, code: CloseCode): void {
  if (place !== null && !mayReconnect(code)) reconnects.closed(place, Date.now());
}
