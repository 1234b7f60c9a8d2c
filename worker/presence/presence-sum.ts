/** The presence sum: the characters of all presence states of a room together, within their limit. */
import type { Session } from "../connection/session.ts";
import { MAX_PRESENCE_SUM } from "../limits.ts";

/** Counts the states that are on the sockets; after a sleep, when it is first asked. */
export class PresenceSum {
  /** `NaN` until they are counted. */
  #characters = Number.NaN;

  /**
   * Counts a state in the place of another.
   *
   * @returns false when all together would be over their limit; then it is not counted.
   */
  replace(before: string | undefined, state: string, sessions: Iterable<Session>): boolean {
    if (Number.isNaN(this.#characters)) {
      this.#characters = 0;
      for (const { presence } of sessions) this.#characters += presence?.state.length ?? 0;
    }
    const more = state.length - (before?.length ?? 0);
    if (more > 0 && this.#characters + more > MAX_PRESENCE_SUM) return false;
    this.#characters += more;
    return true;
  }

  /** A state is no longer on a socket. */
  remove(state: string | undefined): void {
    this.#characters -= state?.length ?? 0;
  }
}
