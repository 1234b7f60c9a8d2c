/** Budgets: how much a drawing may take in one go. They know no clock and no paper. */

/** A budget of estimated work, in microseconds. A paper on a screen has little, a file has all that it needs. */
export interface Budget {
  /** Has something been left out, or drawn coarsely? */
  isUnfinished: boolean;
  /** Is there nothing left? */
  readonly isOver: boolean;
  /** Is there room for so much work? */
  has(effort: number): boolean;
  /** Is there room for so much work on a fine stroke of many points? */
  hasForFine(effort: number): boolean;
  spend(effort: number): void;
  spendOnFine(effort: number): void;
}

/** One piece of work that is estimated to take longer, in microseconds, is never done: no hand draws what needs it. */
export const MOST_AT_ONCE = 40_000;

/** Microseconds of estimated work: a shape that takes longer is left out when the budget is over, even on top of the pile. */
export const MOST_ON_TOP = 400;

/** A budget without an end, for a file. */
export class NoLimit implements Budget {
  isUnfinished = false;
  readonly isOver = false;
  has(): boolean {
    return true;
  }
  hasForFine(): boolean {
    return true;
  }
  spend(): void {
    // Nobody counts.
  }
  spendOnFine(): void {
    // Nobody counts.
  }
}
