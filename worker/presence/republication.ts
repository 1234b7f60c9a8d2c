/** Republication: questions after which generic clients publish their presence at a higher clock. */

import { GONE } from "../connection/attachment.ts";
import type { Session } from "../connection/session.ts";
import { CROWD } from "../limits.ts";
import { encodePresence } from "./awareness-codec.ts";

/** Milliseconds between two groups of a crowd that are asked: each answer goes to all. */
const GROUP_MS = 1_000;

/** Groups of `CROWD` clients that are asked; where more would have to be, their own renewals every 15 s must do. */
const GROUPS = 3;

/** Milliseconds for which a client that was asked at a clock is not asked at that clock again. */
const AGAIN_MS = 1_000;

/**
 * Makes generic clients publish their presence at a higher clock. A client of
 * y-protocols that is told that it has left itself counts one up and says that
 * it is there. The others need that when they have forgotten the client, or
 * know its clock from before: to them the same clock says nothing new.
 */
export class Republication {
  readonly #asked = new WeakMap<Session, { readonly clock: number; readonly at: number }>();
  /** Clients of a crowd that are still to be asked, and when each was found. */
  readonly #waiting = new Map<Session, number>();
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** Asks one client to go on counting from `clock`. */
  ask(session: Session, clientId: number, clock: number): void {
    if (session.isNative) return;
    const now = Date.now();
    const asked = this.#asked.get(session);
    if (asked !== undefined && asked.clock === clock && now - asked.at < AGAIN_MS) return;
    this.#asked.set(session, { clock, at: now });
    session.send(encodePresence([{ clientId, clock, state: GONE }]));
  }

  /**
   * Asks the generic clients for which `matches` says yes: `CROWD` at once, and
   * as many more each second, because all answers go to all. However often this
   * is called, no more are asked.
   */
  askAll(sessions: Iterable<Session>, matches: (session: Session) => boolean): void {
    const found: Session[] = [];
    for (const session of sessions) {
      const { presence, isNative } = session;
      if (isNative || presence === null || presence.state === GONE) continue;
      if (matches(session) && found.push(session) > GROUPS * CROWD) return;
    }
    const now = Date.now();
    // A client that waits keeps its place.
    for (const session of found) if (!this.#waiting.has(session)) this.#waiting.set(session, now);
    if (this.#timer === null) this.#askGroup();
  }

  /** This socket has left. */
  forget(session: Session): void {
    this.#waiting.delete(session);
  }

  #askGroup(): void {
    this.#timer = null;
    let asked = 0;
    for (const [session, since] of this.#waiting) {
      if (asked === CROWD) break;
      this.#waiting.delete(session);
      const { presence } = session;
      // A client that has published since then says something new already.
      if (presence === null || presence.state === GONE || (presence.at ?? 0) > since) continue;
      this.ask(session, presence.clientId, presence.clock);
      asked += 1;
    }
    // Even when nobody is left, whoever is found within the next second belongs to this group's answers.
    if (asked < CROWD) return;
    this.#timer = setTimeout(() => this.#askGroup(), GROUP_MS);
  }
}
