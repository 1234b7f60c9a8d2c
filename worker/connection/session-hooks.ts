/** Session hooks: what a session tells to the room around it. */
import type { Session } from "./session.ts";

/** The events that a session tells to its room. */
export interface SessionHooks {
  /**
   * A send has found the socket closed. The runtime does not always say so. Where its own answer to
   * `ping` meets a frame on its way, it closes the socket and calls no handler (workerd 1.20261023).
   */
  onEnded(session: Session): void;
  /** So much was sent that it is time to check whether it is read. */
  onCheckDue(session: Session): void;
  /** A frame is held that waits for its turn. */
  onHeld(session: Session): void;
  /** This socket delays others that wait for the frame. */
  evict(session: Session): void;
}

/** The hooks of a session that is in no room yet. */
export const NO_HOOKS: SessionHooks = {
  onEnded: () => undefined,
  onCheckDue: () => undefined,
  onHeld: () => undefined,
  evict: () => undefined,
};
