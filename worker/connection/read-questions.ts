/** Read questions: what one client was asked among its frames, and which answers count. It counts no bytes. */

/** A question on its way: a client that answers it has read everything that was sent before it. */
export interface ReadQuestion {
  readonly n: number;
  /** Bytes that had been sent before it. */
  readonly sent: number;
  readonly at: number;
  /** Is called once it is answered. */
  whenAnswered: () => void;
}

/** Questions that may be on their way at once; beyond, nobody asks until one is answered. */
const MAX_QUESTIONS = 64;

/** The numbers of questions are drawn from so many: a client that has not read one does not know it. */
const NUMBERS = 2 ** 20;

/** Answers that nobody asked for, after which a client's unnumbered answers count for nothing. */
const MAX_UNASKED = 3;

const NONE: readonly ReadQuestion[] = [];

/** The questions to one client that are on their way, oldest first. */
export class ReadQuestions {
  #open: ReadQuestion[] = [];
  #lastNumber = 0;
  #progressAt = 0;
  /** Bytes that had been sent before each sync step 1 that is not answered yet. */
  readonly #stepsAsked: number[] = [];
  #unasked = 0;
  /** Has a numbered question been answered? Then only numbers count. */
  answersNumbers = false;

  /** The question that has been on its way for longest. */
  get oldest(): ReadQuestion | undefined {
    return this.#open[0];
  }

  /**
   * Adds a question, which is to be sent now, after `sent` bytes.
   *
   * @param isSole is it only asked when no other one is on its way?
   * @returns its number; null when so many are on their way that one more would tell nothing.
   */
  ask(sent: number, now: number, isSole: boolean): number | null {
    if (this.#open.length >= (isSole ? 1 : MAX_QUESTIONS)) return null;
    // Rising also from one connection to the next, since stock clients answer only to that.
    const least = Math.max(this.#lastNumber, Math.floor(now / 1000) * NUMBERS);
    this.#lastNumber = least + 1 + Math.floor(Math.random() * NUMBERS);
    this.#open.push({ n: this.#lastNumber, sent, at: now, whenAnswered: () => undefined });
    return this.#lastNumber;
  }

  /** A numbered answer has come. @returns the questions that it answers; none when its number is not on its way. */
  onAnswer(n: number, now: number): readonly ReadQuestion[] {
    const at = this.#open.findIndex((question) => question.n === n);
    if (at < 0) return NONE;
    this.answersNumbers = true;
    return this.#close(at, now);
  }

  /** A sync step 1 is sent after `sent` bytes. Its answer shows how much a client has read that knows no numbers. */
  onStep1(sent: number): void {
    this.#stepsAsked.push(sent);
  }

  /**
   * A sync step 2 has come. It has no number, so it counts only for a client that has
   * answered none, and only as long as no unasked answer comes. A client that
   * does not read cannot know when it is asked. It answers the oldest step 1, and
   * shows nothing of frames that were sent after that.
   *
   * @returns the questions that it answers.
   */
  onStep2(now: number): readonly ReadQuestion[] {
    const sent = this.#stepsAsked.shift();
    if (sent === undefined) {
      this.#unasked += 1;
      return NONE;
    }
    if (this.answersNumbers || this.#unasked > MAX_UNASKED) return NONE;
    return this.#close(
      this.#open.findLastIndex((question) => question.sent <= sent),
      now,
    );
  }

  /** Calls back once the newest question on its way is answered; never, when there is none. */
  whenAnswered(then: () => void): void {
    const newest = this.#open.at(-1);
    if (newest === undefined) return;
    const before = newest.whenAnswered;
    newest.whenAnswered = () => {
      before();
      then();
    };
  }

  /** Milliseconds since the oldest question was asked, or since another was answered. */
  stallMs(now: number): number {
    const { oldest } = this;
    return oldest === undefined ? 0 : now - Math.max(oldest.at, this.#progressAt);
  }

  #close(last: number, now: number): readonly ReadQuestion[] {
    if (last < 0) return NONE;
    this.#progressAt = now;
    return this.#open.splice(0, last + 1);
  }
}
