/** Slow readers: asks clients what they have read, holds back frames for those behind, and closes those that are lost. */

import type { RoomEvent } from "../../shared/wire/events.ts";
import { MAX_QUEUE, MAX_QUEUES, MAX_UNREAD } from "../limits.ts";
import { logInfo } from "../log.ts";
import type { Damage } from "./damage.ts";
import { PacedSends } from "./paced-sends.ts";
import { probeFrame } from "./probe.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";
import type { Turns } from "./turns.ts";

/** The parts of the room that `SlowReaders` needs. */
export interface AroundSlowReaders {
  readonly sessions: Pick<Sessions, "later">;
  readonly turns: Pick<Turns, "lateMs">;
  readonly damage: Pick<Damage, "attempt">;
}

/** The parts of the room that `SlowReaders` needs, and that are built after it. */
export interface PartsAfterSlowReaders {
  /** Asks by sync step 1, which every client answers. */
  readonly document: { ask(session: Session): void };
  /** Sends a client everybody who is here. */
  readonly ephemeral: { introduce(session: Session): void };
}

/**
 * Finds clients that read more slowly than the room writes. It asks them among
 * the frames, because the platform does not tell what is read.
 */
export class SlowReaders {
  readonly #around: AroundSlowReaders;
  readonly #behind = new Set<Session>();
  /** The sockets whose frames wait. */
  readonly #paced: PacedSends;
  #later: PartsAfterSlowReaders = {
    document: { ask: () => undefined },
    ephemeral: { introduce: () => undefined },
  };

  constructor(around: AroundSlowReaders) {
    this.#around = around;
    this.#paced = new PacedSends({
      onReleased: (session, isAll) => this.#onReleased(session, isAll),
      evict: (session) => evict(session, "slow"),
      inTimer: around.damage.attempt,
    });
  }

  /** Connects the parts that are built after this one. */
  connect(later: PartsAfterSlowReaders): void {
    this.#later = later;
  }

  /** Much was sent to this socket since the last check: asks it, and closes it when it is too far behind. */
  check(session: Session): void {
    const now = Date.now();
    const { flow } = session;
    flow.state = this.#assess(session, now);
    this.ask(session, now);
    switch (flow.state) {
      case "open":
        return;
      case "lost":
        evict(session, "slow");
        break;
      case "throttled":
        break;
    }
    if (this.#behind.has(session)) return;
    this.#behind.add(session);
    session.isHeld = true;
  }

  /** Is this client so far behind that it should rather come again? */
  isLost(session: Session, now: number): boolean {
    return this.#assess(session, now) === "lost";
  }

  /** Asks a client a question that it answers once it has read everything before, unless too many are on their way. */
  ask(session: Session, now: number): void {
    const n = session.flow.ask(now);
    if (n === null) return;
    if (session.isNative) {
      const tick: RoomEvent = { type: "tick", n };
      session.sendNow(JSON.stringify(tick));
      return;
    }
    session.sendNow(probeFrame(n));
    if (session.flow.answersNumbers) return;
    this.#around.sessions.later(session, () => this.#later.document.ask(session));
  }

  /** A client has answered a question: its held frames may go. */
  onAnswer(session: Session): void {
    if (session.flow.isHolding || session.flow.state !== "open") this.#paced.resume(session);
  }

  /** A frame for this socket waits for its turn. The object may end before. */
  onHeld(session: Session): void {
    session.isHeld = true;
    this.#paced.enqueue(session);
  }

  /** This socket has left. */
  forget(session: Session): void {
    this.#paced.forget(session);
    this.#behind.delete(session);
  }

  /** Held frames were sent, or a part of them; a client that has caught up gets presence as it is now. */
  #onReleased(session: Session, isAll: boolean): void {
    if (!isAll) {
      this.ask(session, Date.now());
      return;
    }
    session.isHeld = false;
    if (this.#behind.delete(session)) this.#later.ephemeral.introduce(session);
  }

  #assess(session: Session, now: number): ReturnType<Session["flow"]["assess"]> {
    const lateMs = this.#around.turns.lateMs(now);
    return session.flow.assess(now, lateMs, lateMs > 0 ? MAX_QUEUE : this.#share(session));
  }

  /**
   * Bytes that one socket may leave unread at most: less, the more of them do.
   * All clients that are behind share the held bytes, so a room that is late
   * itself can be patient.
   */
  #share(session: Session): number {
    const behind = this.#behind.size + (this.#behind.has(session) ? 0 : 1);
    return Math.min(MAX_QUEUE, Math.max(MAX_UNREAD, MAX_QUEUES / behind));
  }
}

/** Closes the socket of a client soon that reads too slowly (`slow`), or is not there any more (`silent`). */
export function evict(session: Session, why: "slow" | "silent"): void {
  session.flow.state = "lost";
  logInfo("let-go", { why, unread: session.flow.unread });
  session.evict();
}
