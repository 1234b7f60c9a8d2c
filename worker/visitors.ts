/** Visitors: the sockets and the limits of everybody behind one address, for this process alone. */

/**
 * Visitors: the open sockets of each in this process, and the rest of each of their
 * limits. The Worker and the rooms of one process share it. On Cloudflare's network,
 * where rooms may run elsewhere, only the Worker's part counts.
 */
import { randomToken } from "../shared/ids.ts";
import type { VisitorLimits } from "../shared/visitor-limits.ts";
import { MAX_VISITORS } from "./limits.ts";
import { logInfo } from "./log.ts";
import { Meter } from "./meter.ts";
import { metrics } from "./metrics.ts";

/** The kinds of limits that are counted for a visitor over time. */
export type Metered = Exclude<keyof VisitorLimits, "sockets">;

/** Everybody behind one address. */
export class Visitor {
  /** A random name, so that sockets and rooms keep no address. */
  readonly id = randomToken(9);
  readonly address: string;
  readonly #limits: VisitorLimits;
  readonly #meters: Partial<Record<Metered, Meter>> = {};
  /** Sockets that rooms of this process have of this visitor. */
  sockets = 0;

  constructor(address: string, limits: VisitorLimits) {
    this.address = address;
    this.#limits = limits;
  }

  /** Does this visitor have as many sockets open as one may? */
  get hasAllSockets(): boolean {
    return this.sockets >= this.#limits.sockets;
  }

  /** The meter of one limit, which is full at first. */
  meter(what: Metered, now: number): Meter {
    this.#meters[what] ??= new Meter(this.#limits[what], now);
    return this.#meters[what];
  }
}

/** The visitors of this process. */
export class Visitors {
  /** By address: those with sockets, and those without, of whom the longest unseen comes first. */
  readonly #here = new Map<string, Visitor>();
  readonly #gone = new Map<string, Visitor>();
  readonly #byId = new Map<string, Visitor>();
  /** The sockets of each room's object, by visitor. */
  readonly #rooms = new Map<string, Map<Visitor, number>>();
  readonly #most: number;

  constructor(most = MAX_VISITORS) {
    this.#most = most;
  }

  /** Visitors who are remembered. */
  get size(): number {
    return this.#byId.size;
  }

  /** The visitor at an address, who from now on is among those that were seen last. */
  at(address: string, limits: VisitorLimits): Visitor {
    const here = this.#here.get(address);
    if (here !== undefined) return here;
    const known = this.#gone.get(address);
    const visitor = known ?? new Visitor(address, limits);
    if (known === undefined) this.#byId.set(visitor.id, visitor);
    this.#remember(visitor);
    return visitor;
  }

  /** The visitor of this name; null when it is of another process, or forgotten. */
  find(id: string | null): Visitor | null {
    return id === null ? null : (this.#byId.get(id) ?? null);
  }

  /** A room's object has another socket of this visitor. */
  entered(room: string, visitor: Visitor): void {
    const counts = this.#rooms.get(room) ?? new Map<Visitor, number>();
    this.#rooms.set(room, counts);
    counts.set(visitor, (counts.get(visitor) ?? 0) + 1);
    visitor.sockets += 1;
    this.#gone.delete(visitor.address);
    this.#here.set(visitor.address, visitor);
  }

  /** A room's object has one socket of this visitor less. */
  left(room: string, visitor: Visitor): void {
    const counts = this.#rooms.get(room);
    const count = counts?.get(visitor) ?? 0;
    if (counts === undefined || count === 0) return;
    this.#drop(visitor, 1);
    if (count > 1) counts.set(visitor, count - 1);
    else counts.delete(visitor);
    if (counts.size === 0) this.#rooms.delete(room);
  }

  /**
   * A room's object is made, and will name its visitors. One that was aborted
   * before has said nothing of the sockets that it lost.
   */
  roomMade(room: string): void {
    for (const [visitor, count] of this.#rooms.get(room) ?? []) this.#drop(visitor, count);
    this.#rooms.delete(room);
  }

  #drop(visitor: Visitor, count: number): void {
    visitor.sockets -= count;
    if (visitor.sockets > 0) return;
    this.#here.delete(visitor.address);
    this.#remember(visitor);
  }

  /** Puts a visitor without sockets behind all others, and forgets the first when there are too many. */
  #remember(visitor: Visitor): void {
    this.#gone.delete(visitor.address);
    this.#gone.set(visitor.address, visitor);
    if (this.#gone.size <= this.#most) return;
    for (const [address, { id }] of this.#gone) {
      this.#gone.delete(address);
      this.#byId.delete(id);
      return;
    }
  }
}

/** Milliseconds between two lines of the log about one limit: who meets one meets it often. */
const TELL_MS = 60_000;

const toldAt = new Map<string, number>();

/** Counts that a visitor met a limit, and now and then tells it in the log, without saying who. */
export function countLimited(limit: keyof VisitorLimits | "reconnects", now: number): void {
  metrics.limited.add(1, limit);
  if (now - (toldAt.get(limit) ?? Number.NEGATIVE_INFINITY) < TELL_MS) return;
  toldAt.set(limit, now);
  logInfo("visitor-limited", { limit });
}

/** The visitors of this process. */
export const visitors = new Visitors();
