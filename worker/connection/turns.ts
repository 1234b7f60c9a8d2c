/** Turns: how long one room keeps the thread that it shares with the other rooms of its process. */
import { ROOM_CPU_BUDGET, TURN_MS, TURN_MS_LEAST, WORK_TURN_MS } from "../limits.ts";
import { logError } from "../log.ts";
import type { Work } from "../yjs/work.ts";
import { busyRooms } from "./busy-rooms.ts";
import { LoadWatch } from "./load-watch.ts";

/** Milliseconds for which a room's load is watched, and the share of a thread above which it has too much to do. */
const OVERLOAD = { ms: 1_000, share: 0.5 } as const;

/** The same for a room that should leave postponable work for later: it is noticed sooner, and for less. */
const BUSY = { ms: 250, share: 0.25 } as const;

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
  /** The stretch of time in which this room was last counted among the busy ones. */
  #countedIn = 0;
  /** Milliseconds of all work since the room woke: what it was charged with, and work in turns. */
  #workedMs = 0;
  readonly #overload = new LoadWatch(OVERLOAD.ms, OVERLOAD.share);
  #lateMs = 0;
  /** Watches what comes in: work in turns makes no room busy. */
  readonly #incoming = new LoadWatch(BUSY.ms, BUSY.share);
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
    this.#leftMs -= ms;
    if (this.#spentMs >= TURN_MS_LEAST && !this.#isHeld && this.#spentMs >= this.#turnMs()) {
      const pauseMs = Math.max(this.#pauseMs(), longTurnPauseMs(this.#spentMs));
      this.#hold(() => this.#pause(pauseMs));
    }
  }

  /**
   * About how many milliseconds the room is behind with its frames: for so long
   * it has had more to do than it could. A client's answer may wait as long
   * behind other frames of its own.
   */
  lateMs(now: number): number {
    const passed = this.#overload.update(now, this.#workedMs);
    this.#lateMs = this.#overload.isHigh
      ? Math.min(MOST_LATE_MS, this.#lateMs + passed)
      : Math.max(0, this.#lateMs - passed);
    return this.#lateMs;
  }

  /** Does the room have so much to do with what comes in that its upkeep should wait? */
  isBusy(now: number): boolean {
    this.#incoming.update(now, this.chargedMs);
    return this.#incoming.isHigh;
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
      if (this.#spentMs >= this.#turnMs()) await this.#pause(longTurnPauseMs(this.#spentMs));
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
      this.#countedIn = busyRooms.note(this.#countedIn);
      await this.#pause(Math.max(longTurnPauseMs(took), Math.min(MOST_PAUSE_MS, took * share)));
      began = performance.now();
    }
  }

  /** Holds back the room's events until `wait` is over. */
  #hold(wait: () => Promise<void>): void {
    const pauses = this.#pauses;
    this.#countedIn = busyRooms.note(this.#countedIn);
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

  /** Milliseconds of one turn: less, the more rooms are at work. */
  #turnMs(): number {
    return Math.max(TURN_MS_LEAST, TURN_MS / busyRooms.count);
  }
}

/**
 * Milliseconds for which the others go on after a turn that could not be cut. The runtime receives and sends a frame of
 * many megabytes in one. An edit in another room needs several looks of the
 * runtime at its sockets, so one look between two such turns would be too few.
 */
function longTurnPauseMs(tookMs: number): number {
  return tookMs < LONG_TURN_MS ? 0 : Math.min(MOST_PAUSE_MS, tookMs);
}
