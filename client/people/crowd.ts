/** Shown at once: in a bigger crowd, those that moved last. */
const MOST = 60;

/** Milliseconds for which who has moved keeps their place among them: where all move, none flickers. */
const KEPT_MS = 1_000;

/** Chooses the people whose pointers are shown, when there are more than anybody could look at. */
export class Crowd {
  /** When each of the shown has moved last, the first of them longest ago. */
  readonly #movedAt = new Map<number, number>();

  /**
   * Somebody's pointer moves. Where there is no room for one more, it takes
   * the place of the one that has rested longest, who is told to `makeRoom`.
   *
   * @returns false when all places are taken by others who move.
   */
  move(clientId: number, now: number, makeRoom: (clientId: number) => void): boolean {
    if (!this.#movedAt.has(clientId) && this.#movedAt.size >= MOST) {
      const [oldest] = this.#movedAt;
      if (oldest === undefined || now - oldest[1] < KEPT_MS) return false;
      this.leave(oldest[0]);
      makeRoom(oldest[0]);
    }
    this.#movedAt.delete(clientId);
    this.#movedAt.set(clientId, now);
    return true;
  }

  /** Somebody's pointer is not shown any more. */
  leave(clientId: number): void {
    this.#movedAt.delete(clientId);
  }
}
