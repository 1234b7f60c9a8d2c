/** Busy rooms: how many rooms of this process had to pause lately. It knows no room by name. */

/** Milliseconds of one stretch of time; each room counts itself once in it. */
const STRETCH_MS = 250;

/** The rooms that had to pause, in this stretch of time and in the one before. */
export class BusyRooms {
  #stretch = 0;
  #now = 0;
  #before = 0;

  /**
   * Counts a room that has to pause.
   *
   * @param counted the stretch in which this room was last counted.
   * @returns the present stretch.
   */
  note(counted: number): number {
    const stretch = Math.floor(Date.now() / STRETCH_MS);
    if (stretch !== this.#stretch) {
      this.#before = stretch === this.#stretch + 1 ? this.#now : 0;
      this.#now = 0;
      this.#stretch = stretch;
    }
    if (counted !== stretch) this.#now += 1;
    return stretch;
  }

  /** How many rooms share the thread, as far as is known: one at least. */
  get count(): number {
    return Math.max(1, this.#now, this.#before);
  }
}

/** The busy rooms of this process, which share a thread. */
export const busyRooms = new BusyRooms();
