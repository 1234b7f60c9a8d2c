/** Turns: how long one room keeps the thread that it shares with the other rooms of its process. */
import { ROOM_CPU_BUDGET, TURN_MS, TURN_MS_LEAST, WORK_TURN_MS } from "../limits.ts";
import { logError } from "../log.ts";
import type { Work } from "../yjs/work.ts";

/**
 * The rooms of this process that had to pause, in this stretch of time and in
 * the one before. Each room counts itself once a stretch.
 */
const busy = { stretch: 0, now: 0, before: 0 };

/** Milliseconds of one such stretch. */
const STRETCH_MS = 250;

/** Milliseconds between two looks at how busy a room is, and the share of a thread above which it has too much to do. */
const WATCH_MS = 1_000;
const OVERLOADED = 0.5;

/** The same for a room that should leave postponable work for later: it is noticed sooner, and for less. */
const GLANCE_MS = 250;
const BUSY = 0.25;

/** Milliseconds of a turn above which the others get a share of it, and at most so many, before the next one. */
const LONG_TURN_MS = 4 * TURN_MS;
const MOST_PAUSE_MS = 150;

/**
 * The most milliseconds by which a room counts as late: beyond, clients that have not answered are
 * closed.
 */
const MOST_LATE_MS = 60_000;

/**
 * Cuts a room's work into turns. The runtime serves a socket for as long as
 * frames come from it, and looks at no other one meanwhile. Measured: a second
 * room waited 1.4 s for 200 frames of 5 ms each, and 40 ms with pauses. So a
 * room that has worked for `TURN_MS` holds back its own frames until the
 * runtime has looked at the frames of other rooms. Where clocks stand still
 * within a turn, as on Cloudflare's network, the prices of frames count alone.
 */
export class Turns {
  readonly #state: Pick<DurableObjectState, "blockConcurrencyWhile">;
  readonly #whenFails: (error: unknown) => void;
  /** Milliseconds with which the room was charged since it woke. */
  chargedMs = 0;
  #spentMs = 0;
  /** How many times the room has let the others have their turn. */
  #pauses = 0;
  #isHeld = false;
  #stretch = 0;
  /** Since when the room's work is watched, and its work since then. */
  #watchedAt = Date.now();
  #workedMs = 0;
  #lateMs = 0;
  /** The same for whether it is busy. */
  #glancedAt = Date.now();
  #sinceGlanceMs = 0;
  #isBusy = false;
  /** Milliseconds that the room may still work without pauses, as of `filledAt`. */
  #leftMs: number = ROOM_CPU_BUDGET.burst;
  #filledAt = Date.now();

  /** @param whenFails is told why a work that was done in turns has failed, besides the log. */
  constructor(
    state: Pick<DurableObjectState, "blockConcurrencyWhile">,
    whenFails: (error: unknown) => void = () => undefined,
  ) {
    this.#state = state;
    this.#whenFails = whenFails;
  }

  /** Charges the room with this many milliseconds of work that is done. When its turn is over, the others have theirs. */
  charge(ms: number): void {
    this.chargedMs += ms;
    this.#spentMs += ms;
    this.#workedMs += ms;
    this.#sinceGlanceMs += ms;
    this.#leftMs -= ms;
    if (this.#spentMs >= TURN_MS_LEAST && !this.#isHeld && this.#spentMs >= this.#turnMs()) {
      const pauseMs = Math.max(this.#pauseMs(), this.#longTurnPauseMs());
      this.#hold(() => this.#pause(pauseMs));
    }
  }

  /**
   * About how many milliseconds the room is behind with its frames: for so long
   * it has had more to do than it could. A client's answer may wait as long
   * behind other frames of its own.
   */
  lateMs(now: number): number {
    const passed = now - this.#watchedAt;
    if (passed >= WATCH_MS) {
      const isOverloaded = this.#workedMs > passed * OVERLOADED;
      this.#lateMs = isOverloaded
        ? Math.min(MOST_LATE_MS, this.#lateMs + passed)
        : Math.max(0, this.#lateMs - passed);
      this.#watchedAt = now;
      this.#workedMs = 0;
    }
    return this.#lateMs;
  }

  /** Does the room have so much to do with what comes in that its upkeep should wait? */
  isBusy(now: number): boolean {
    const passed = now - this.#glancedAt;
    if (passed >= GLANCE_MS) {
      this.#isBusy = this.#sinceGlanceMs > passed * BUSY;
      this.#glancedAt = now;
      this.#sinceGlanceMs = 0;
    }
    return this.#isBusy;
  }

  /**
   * Does a work in turns. Until it is done, the room takes no other frame, so
   * that everybody's frames stay in order.
   *
   * @param charge is told how many milliseconds each turn took.
   */
  run(work: Work, charge: (ms: number) => void): void {
    this.#hold(async () => {
      // Short works one after the other are one turn, after which the others have theirs.
      if (this.#spentMs >= this.#turnMs()) await this.#pause(0);
      await this.#inTurns(
        work,
        (ms) => {
          this.#spentMs += ms;
          charge(ms);
        },
        0,
      );
    });
  }

  /**
   * Does a work in turns, while frames go on coming in. No client waits for it. So it leaves as
   * much time as it takes to the room's own frames and to the other rooms.
   */
  inTurns<T>(work: Work<T>): Promise<T> {
    return this.#inTurns(work, () => undefined, 1);
  }

  /** @param share of a turn for which the others go on before the next one, besides one look of the runtime at them. */
  async #inTurns<T>(work: Work<T>, charge: (ms: number) => void, share: number): Promise<T> {
    for (let began = performance.now(); ; ) {
      const { done, value } = work.next();
      const took = performance.now() - began;
      if (done !== true && took < Math.min(WORK_TURN_MS, this.#turnMs())) continue;
      this.#workedMs += took;
      this.#leftMs -= took;
      charge(took);
      if (done === true) return value;
      this.#note();
      await this.#pause(Math.min(MOST_PAUSE_MS, took * share));
      began = performance.now();
    }
  }

  /** Holds back the room's events until `wait` is over. */
  #hold(wait: () => Promise<void>): void {
    const pauses = this.#pauses;
    this.#note();
    this.#isHeld = true;
    void this.#state.blockConcurrencyWhile(async () => {
      try {
        await wait();
      } catch (error) {
        // Thrown out of here, it would end the object.
        logError("work-failed", error);
        this.#whenFails(error);
      } finally {
        this.#isHeld = false;
        if (this.#pauses > pauses) this.#spentMs = 0;
      }
    });
  }

  /** Lets the others have their turn. */
  #pause(ms: number): Promise<void> {
    this.#pauses += 1;
    return scheduler.wait(ms);
  }

  /** Milliseconds until the next turn: none, unless the room has used up its budget. */
  #pauseMs(): number {
    if (this.#leftMs >= 0) return 0;
    const now = Date.now();
    const filled = (Math.max(0, now - this.#filledAt) / 1000) * ROOM_CPU_BUDGET.perSecond;
    this.#filledAt = now;
    this.#leftMs = Math.min(ROOM_CPU_BUDGET.burst, this.#leftMs + filled);
    return this.#leftMs >= 0 ? 0 : Math.min(this.#spentMs, TURN_MS);
  }

  /**
   * Milliseconds for which the others go on after a turn that could not be cut, such as the receipt
   * of a frame of many megabytes. An edit in another room needs several looks of the runtime at its
   * sockets, so one look between two such turns would be too few.
   */
  #longTurnPauseMs(): number {
    if (this.#spentMs < LONG_TURN_MS) return 0;
    return Math.min(MOST_PAUSE_MS, this.#spentMs);
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
