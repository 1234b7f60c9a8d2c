/** Questions to generic clients after which they publish their presence at a new clock. */
import { CROWD } from "../../shared/limits.ts";
import { encodePresence, GONE } from "./awareness.ts";
import type { Session } from "./session.ts";

/** Milliseconds for which a client that was asked at a clock is not asked at that clock again. */
const AGAIN_MS = 1_000;

/**
 * Makes generic clients publish their presence at a higher clock. A client of
 * y-protocols that is told that it has left itself counts one up and says that
 * it is there. The others need that when they have forgotten the client, or
 * know its clock from before: to them the same clock says nothing new.
 */
export class Recount {
  readonly #asked = new WeakMap<Session, { readonly clock: number; readonly at: number }>();

  /** Asks one client to go on counting from `clock`. */
  ask(session: Session, clientId: number, clock: number): void {
    if (session.isOurs) return;
    const now = Date.now();
    const asked = this.#asked.get(session);
    if (asked !== undefined && asked.clock === clock && now - asked.at < AGAIN_MS) return;
    this.#asked.set(session, { clock, at: now });
    session.send(encodePresence([{ clientId, clock, state: GONE }]));
  }

  /**
   * Asks the generic clients for which `matches` says yes. In a crowd nobody is
   * asked, because all answers go to all: there the clients' own renewals, every
   * 15 s, must do.
   */
  askAll(sessions: Iterable<Session>, matches: (session: Session) => boolean): void {
    const found: Session[] = [];
    for (const session of sessions) {
      const { presence, isOurs } = session;
      if (isOurs || presence === null || presence.state === GONE) continue;
      if (matches(session) && found.push(session) > CROWD) return;
    }
    for (const session of found) {
      const { presence } = session;
      if (presence !== null) this.ask(session, presence.clientId, presence.clock);
    }
  }
}
