/** The queue of gestures and pointers that wait for the next window. It sends nothing. */

import { gesturesFrame, type RelayedGesture } from "../../shared/wire/frames.ts";
import type { Session } from "../connection/session.ts";
import { FRAME_OVERHEAD, MAX_GESTURES_WAITING } from "../limits.ts";

/** One gesture, and the socket that it came from. */
interface WaitingGesture extends RelayedGesture {
  readonly session: Session;
}

/** Keeps gestures in order until a window tells them, and leaves out the oldest when there are too many. */
export class Gestures {
  #waiting: WaitingGesture[] = [];
  #bytes = 0;

  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  enqueue(session: Session, gesture: RelayedGesture): void {
    this.#waiting.push({ ...gesture, session });
    this.#bytes += costOf(gesture);
    if (this.#bytes > MAX_GESTURES_WAITING) this.#forgetOldest();
  }

  /**
   * Removes gestures of at most so many bytes, and one at least.
   *
   * @returns the frame that tells them, and their author when it is only one.
   */
  dequeue(most: number): { readonly frame: Uint8Array; readonly author: Session | null } {
    let taken = 0;
    for (let bytes = 0; taken < this.#waiting.length; taken++) {
      bytes += this.#waiting[taken]?.payload.byteLength ?? 0;
      if (taken > 0 && bytes > most) break;
    }
    const gestures = this.#waiting.splice(0, taken);
    for (const gesture of gestures) this.#bytes -= costOf(gesture);
    const [first] = gestures;
    const isSole = gestures.every(({ session }) => session === first?.session);
    return { frame: gesturesFrame(gestures), author: isSole ? (first?.session ?? null) : null };
  }

  /** Half of the waiting gestures go at once, so that this is done rarely. */
  #forgetOldest(): void {
    let forgotten = 0;
    while (this.#bytes > MAX_GESTURES_WAITING / 2) {
      const gesture = this.#waiting[forgotten];
      if (gesture === undefined) break;
      this.#bytes -= costOf(gesture);
      forgotten += 1;
    }
    this.#waiting.splice(0, forgotten);
  }
}

function costOf({ payload }: RelayedGesture): number {
  return payload.byteLength + FRAME_OVERHEAD;
}
