/** The clock of the front page's drawing: it runs while the drawing is seen, and asks for frames at no other time. */
import { createStore, type ReadableStore } from "../../ui/store.ts";

export type Playing = "playing" | "paused" | "over";

/** The browser's animation frames. */
export interface Frames {
  request(draw: (now: number) => void): number;
  cancel(frame: number): void;
}

/** Longer gaps between two frames do not count, in milliseconds: the page was asleep. */
const LONGEST_FRAME = 50;

/** Plays milliseconds from 0 to a length, once. */
export class Player {
  readonly state: ReadableStore<Playing>;
  readonly #state = createStore<Playing>("playing");
  readonly #length: number;
  readonly #frames: Frames;
  readonly #show: (at: number) => void;
  #at = 0;
  #isSeen = false;
  #frame: number | null = null;
  #last: number | null = null;

  constructor(length: number, frames: Frames, show: (at: number) => void) {
    this.#length = length;
    this.#frames = frames;
    this.#show = show;
    this.state = this.#state;
  }

  /** Is the drawing in view, on a page that is shown? */
  setSeen(isSeen: boolean): void {
    this.#isSeen = isSeen;
    this.#run();
  }

  pause(): void {
    if (this.#state.get() === "playing") this.#state.set("paused");
    this.#run();
  }

  /** Goes on, or begins anew when it is over. */
  play(): void {
    if (this.#state.get() === "over") this.#at = 0;
    this.#state.set("playing");
    this.#run();
  }

  /** Shows the end at once. */
  finish(): void {
    this.#at = this.#length;
    this.#state.set("over");
    this.#run();
    this.#show(this.#at);
  }

  stop(): void {
    this.#isSeen = false;
    this.#run();
  }

  #run(): void {
    const runs = this.#isSeen && this.#state.get() === "playing";
    if (runs && this.#frame === null) {
      this.#last = null;
      this.#frame = this.#frames.request(this.#draw);
    } else if (!runs && this.#frame !== null) {
      this.#frames.cancel(this.#frame);
      this.#frame = null;
    }
  }

  readonly #draw = (now: number): void => {
    this.#frame = null;
    const passed = this.#last === null ? 0 : Math.min(LONGEST_FRAME, now - this.#last);
    this.#at = Math.min(this.#length, this.#at + passed);
    if (this.#at === this.#length) this.#state.set("over");
    this.#show(this.#at);
    const last = now;
    this.#run();
    this.#last = last;
  };
}
