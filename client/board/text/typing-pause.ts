/** Milliseconds without a key after which a key is meant for the board again. */
const PAUSE_MS = 1_000;

/**
 * Holds back the keys of a user who is still typing while the text has gone.
 * The next letters would run as tools. All times are in milliseconds on one
 * clock.
 */
export class TypingPause {
  #lastKeyAt: number | null = null;

  /** The text has gone; the user may not have seen it yet. */
  begin(now: number): void {
    this.#lastKeyAt = now;
  }

  /** The user does something else than typing, so keys are meant again. */
  end(): void {
    this.#lastKeyAt = null;
  }

  /** Is a key that is pressed now still part of the typing? */
  holds(now: number): boolean {
    if (this.#lastKeyAt === null) return false;
    const isTyping = now - this.#lastKeyAt < PAUSE_MS;
    this.#lastKeyAt = isTyping ? now : null;
    return isTyping;
  }
}
