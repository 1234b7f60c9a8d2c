/** The clock of pointers that do not move. It knows no elements. */

/** How long a pointer has not moved: its name shrinks to initials (`still`), and then it fades (`resting`). */
export type Stage = "moving" | "still" | "resting";

/** Milliseconds without a movement after which a pointer is still, and after which it rests. */
export const STILL_MS = 3_000;
export const RESTING_MS = 10_000;

/** Milliseconds between two looks at the least: pointers that stop one after the other are told together. */
const LEAST_LOOK_MS = 200;

/** Tells how long each of many pointers has not moved, by one timer for all of them. */
export class Stillness {
  readonly #onStage: (clientId: number, stage: Stage) => void;
  readonly #pointers = new Map<number, { movedAt: number; stage: Stage }>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(onStage: (clientId: number, stage: Stage) => void) {
    this.#onStage = onStage;
  }

  /** A pointer has moved; `now` is in milliseconds of `performance.now()`. */
  move(clientId: number, now: number): void {
    const known = this.#pointers.get(clientId);
    if (known === undefined) {
      this.#pointers.set(clientId, { movedAt: now, stage: "moving" });
    } else {
      known.movedAt = now;
      this.#enter(clientId, known, "moving");
    }
    this.#timer ??= setTimeout(this.#look, STILL_MS);
  }

  /** A pointer is gone. */
  forget(clientId: number): void {
    this.#pointers.delete(clientId);
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#pointers.clear();
  }

  readonly #look = (): void => {
    this.#timer = undefined;
    const now = performance.now();
    let next = Number.POSITIVE_INFINITY;
    for (const [clientId, pointer] of this.#pointers) {
      const rest = now - pointer.movedAt;
      const stage = rest >= RESTING_MS ? "resting" : rest >= STILL_MS ? "still" : "moving";
      this.#enter(clientId, pointer, stage);
      if (stage !== "resting") {
        next = Math.min(next, (stage === "still" ? RESTING_MS : STILL_MS) - rest);
      }
    }
    if (next === Number.POSITIVE_INFINITY) return;
    this.#timer = setTimeout(this.#look, Math.max(LEAST_LOOK_MS, next));
  };

  #enter(clientId: number, pointer: { stage: Stage }, stage: Stage): void {
    if (pointer.stage === stage) return;
    pointer.stage = stage;
    this.#onStage(clientId, stage);
  }
}
