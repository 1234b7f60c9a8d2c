/** How long one room may keep the thread that it shares with all other rooms of its process. */
import { TURN_MS, TURN_MS_LEAST } from "../../shared/limits.ts";
import type { Work } from "../docs/work.ts";
import { logError } from "../log.ts";

/**
 * The rooms of this process that had to pause, in this stretch of time and in
 * the one before. Each room counts itself once a stretch.
 */
const busy = { stretch: 0, now: 0, before: 0 };

/** Milliseconds of one such stretch. */
const STRETCH_MS = 250;

/**
 * Cuts what a room does into turns. The runtime serves a socket for as long as
 * frames come from it, and looks at no other one meanwhile (measured: a second
 * room waited 1.4 s for 200 frames of 5 ms each, and 40 ms with pauses). So a
 * room that has worked for `TURN_MS` holds back its own frames until the
 * runtime has looked at what other rooms got. Clocks stand still within a turn
 * on Cloudflare's network, where rooms do not share a thread in this way: there
 * nothing pauses.
 */
export class Turns {
  readonly #state: Pick<DurableObjectState, "blockConcurrencyWhile">;
  #spentMs = 0;
  #isHeld = false;
  #stretch = 0;

  constructor(state: Pick<DurableObjectState, "blockConcurrencyWhile">) {
    this.#state = state;
  }

  /** Charges the room with this many milliseconds of work that is done. When its turn is over, the others have theirs. */
  charge(ms: number): void {
    this.#spentMs += ms;
    if (this.#spentMs >= TURN_MS_LEAST && !this.#isHeld && this.#spentMs >= this.#turnMs()) {
      this.#hold(() => scheduler.wait(0));
    }
  }

  /**
   * Does a work in turns. Until it is done, the room takes no other frame, so
   * that everybody's frames stay in order.
   */
  run(work: Work): void {
    this.#hold(() => this.inTurns(work));
  }

  /** Does a work in turns, while frames go on coming in. */
  async inTurns<T>(work: Work<T>): Promise<T> {
    for (let began = performance.now(); ; ) {
      const { done, value } = work.next();
      if (done === true) return value;
      if (performance.now() - began < this.#turnMs()) continue;
      this.#note();
      await scheduler.wait(0);
      began = performance.now();
    }
  }

  /** Holds back the room's events until `wait` is over. */
  #hold(wait: () => Promise<void>): void {
    this.#note();
    this.#isHeld = true;
    void this.#state.blockConcurrencyWhile(async () => {
      try {
        await wait();
      } catch (error) {
        // Thrown out of here, it would end the object.
        logError("work-failed", error);
      } finally {
        this.#isHeld = false;
        this.#spentMs = 0;
      }
    });
  }

  /** Milliseconds of one turn: less, the more rooms are at work. */
  #turnMs(): number {
    return Math.max(TURN_MS_LEAST, TURN_MS / Math.max(1, busy.now, busy.before));
  }

  /** Counts this room among those that had to pause. */
  #note(): void {
    const stretch = Math.floor(Date.now() / STRETCH_MS);
    if (stretch !== busy.stretch) {
      busy.before = stretch === busy.stretch + 1 ? busy.now : 0;
      busy.now = 0;
      busy.stretch = stretch;
    }
    if (this.#stretch === stretch) return;
    this.#stretch = stretch;
    busy.now += 1;
  }
}
