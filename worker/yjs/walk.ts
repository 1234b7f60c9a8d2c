/** The walk: finds an item's place among others at the same place, as `Item.integrate` of Yjs does. */
import { at, grown, NONE, type Pieces } from "./pieces.ts";

/** Why there is no place: the neighbours cannot be those of one view of the list. */
export type Misplaced = "out-of-order" | "same-place-twice" | "too-costly";

/** Steps along a chain that take as long as one step of `Item.integrate`, which fills two sets. */
const CHAIN_STEPS = 16;

/** Stamps up to which a walk may begin: as many more as there are pieces fit into the array. */
const MAX_STAMP = 2 ** 30;

/**
 * One search after the other, its result in the fields. The numbers of clients
 * and pieces are those of the structure; `NONE` stands for the end of a list.
 *
 * Two items whose neighbours embrace each other were written at the same time.
 * Readers walk over one of them for the place of the other, and which one it is
 * depends on the order in which both come. So each such pair counts, not only
 * the steps of a reader who is here now. The `passes` of a piece say for how
 * many items a reader may walk over it.
 */
export class Walk {
  /** The piece behind which the item belongs; `NONE` for the beginning of the list. */
  after = NONE;
  /** How many items a reader may walk over this one for. */
  passes = 0;
  /** Steps that readers make because of it, whatever the order. */
  steps = 0;
  readonly #pieces: Pieces;
  /** When each piece was last walked over: a number that counts up through all walks. */
  #stamps = new Int32Array(64);
  #stamp = 0;
  /** Its Yjs client and its neighbours. */
  #yjsClient = 0;
  #leftClient = NONE;
  #leftClock = 0;
  #rightClient = NONE;
  #rightClock = 0;

  constructor(pieces: Pieces) {
    this.#pieces = pieces;
  }

  /** Says whose item is searched for, and what it names as its neighbours. */
  of(
    yjsClient: number,
    leftClient: number,
    leftClock: number,
    rightClient: number,
    rightClock: number,
  ): void {
    this.#yjsClient = yjsClient;
    this.#leftClient = leftClient;
    this.#leftClock = leftClock;
    this.#rightClient = rightClient;
    this.#rightClock = rightClock;
    this.steps = 0;
  }

  /** Does the item belong right between its neighbours, since nothing lies there? Then that is its place. */
  isFree(left: number, right: number, head: number): boolean {
    const pieces = this.#pieces;
    const isWithin = left !== NONE && this.#leftClock < pieces.end(left) - 1;
    if (isWithin) {
      if (right !== left || this.#rightClock !== this.#leftClock + 1) return false;
    } else {
      const next = left === NONE ? head : at(pieces.next, left);
      if (next !== right) return false;
      if (right !== NONE && at(pieces.clock, right) !== this.#rightClock) return false;
    }
    this.after = left;
    this.passes = this.#inherited(left, right);
    this.steps = this.passes;
    return true;
  }

  /**
   * Searches among what lies between the neighbours.
   *
   * @param yjsClients the Yjs client of each number.
   * @param most the number of steps that may be made.
   */
  find(
    left: number,
    right: number,
    head: number,
    isKeyed: boolean,
    yjsClients: readonly number[],
    most: number,
  ): Misplaced | null {
    const pieces = this.#pieces;
    // A right neighbour within a piece was written right after what lies before it, and so must this be.
    if (right !== NONE && at(pieces.clock, right) !== this.#rightClock) return "out-of-order";
    let next = left === NONE ? head : at(pieces.next, left);
    if (left !== NONE && this.#leftClock < pieces.end(left) - 1) {
      if (right === left) return "out-of-order";
      next = pieces.split(left, this.#leftClock + 1);
    }
    if (isKeyed && left === NONE) this.steps += this.#chainLength(head) / CHAIN_STEPS;
    this.after = left;
    const first = this.#begin();
    const others: number[] = [];
    let cleared = first - 1;
    let before = NONE;
    let piece = next;
    for (; piece !== NONE && piece !== right; piece = at(pieces.next, piece)) {
      if (this.#isBehindSameLeft(piece)) {
        const isSame = this.#isBeforeSameRight(piece);
        const other = yjsClients[at(pieces.client, piece)] ?? 0;
        if (other >= this.#yjsClient && isSame) {
          if (other === this.#yjsClient) return "same-place-twice";
          before = piece;
          break;
        }
        if (other < this.#yjsClient) {
          this.after = piece;
          cleared = this.#stamp;
        }
        if (!isSame) others.push(piece);
      } else {
        const stamp = this.#stampOf(this.#originOf(piece));
        if (stamp < first) break;
        if (stamp <= cleared) {
          this.after = piece;
          cleared = this.#stamp;
        }
      }
      this.#stamps[piece] = this.#stamp++;
      pieces.pass(piece);
      this.steps += pieces.structsIn(piece);
      if (this.steps > most) return "too-costly";
    }
    if (right !== NONE && before === NONE) {
      if (!this.#isInOrder({ left, right, piece, first })) return "out-of-order";
    }
    this.passes = before === NONE ? this.#inherited(left, right) : at(pieces.passes, before) + 1;
    for (const other of others) {
      const end = this.#rightOf(other);
      // Does what it lies before lie behind the item, so that the item lies in between?
      const stamp = this.#stampOf(end);
      if (stamp < first || stamp > cleared) this.passes += 1;
    }
    this.steps += this.passes;
    return null;
  }

  /** @returns the first stamp of a new walk, which walks over each piece at most once. */
  #begin(): number {
    const { count } = this.#pieces;
    if (this.#stamps.length < count) this.#stamps = grown(this.#stamps, this.#pieces.clock.length);
    if (this.#stamp > MAX_STAMP) {
      this.#stamps.fill(0);
      this.#stamp = 0;
    }
    this.#stamp += 1;
    return this.#stamp;
  }

  #stampOf(piece: number): number {
    return piece === NONE ? 0 : at(this.#stamps, piece);
  }

  /** For how many items a reader may walk over what the item is a child of: over that, they walk over it, too. */
  #inherited(left: number, right: number): number {
    const { passes } = this.#pieces;
    if (right !== NONE && this.#isRightBehindLeft(left, right)) return at(passes, right);
    return left === NONE ? 0 : at(passes, left);
  }

  /** Was the right neighbour put behind the left one? */
  #isRightBehindLeft(left: number, right: number): boolean {
    if (at(this.#pieces.clock, right) === this.#rightClock) return this.#isBehindSameLeft(right);
    return left === right && this.#rightClock - 1 === this.#leftClock;
  }

  #isBehindSameLeft(piece: number): boolean {
    const { leftClient, leftClock } = this.#pieces;
    if (at(leftClient, piece) !== this.#leftClient) return false;
    return this.#leftClient === NONE || at(leftClock, piece) === this.#leftClock;
  }

  #isBeforeSameRight(piece: number): boolean {
    const { rightClient, rightClock } = this.#pieces;
    if (at(rightClient, piece) !== this.#rightClient) return false;
    return this.#rightClient === NONE || at(rightClock, piece) === this.#rightClock;
  }

  /** The piece behind which another one was put. */
  #originOf(piece: number): number {
    const { leftClient, leftClock } = this.#pieces;
    const client = at(leftClient, piece);
    return client === NONE ? NONE : this.#pieces.find(client, at(leftClock, piece));
  }

  /** The piece before which another one was put; mostly, it still lies right behind it. */
  #rightOf(piece: number): number {
    const { rightClient, rightClock, client, clock, next } = this.#pieces;
    const following = at(next, piece);
    const [rightClientOf, rightClockOf] = [at(rightClient, piece), at(rightClock, piece)];
    const isFollowing =
      following !== NONE &&
      at(client, following) === rightClientOf &&
      at(clock, following) === rightClockOf;
    return isFollowing ? following : this.#pieces.find(rightClientOf, rightClockOf);
  }

  /**
   * Does the right neighbour lie behind the left one, and was it put behind
   * something that lies there or before? Where the walk has come to it, or what
   * lies to the left was put before the same, that is known already.
   */
  #isInOrder(found: {
    readonly left: number;
    readonly right: number;
    readonly piece: number;
    readonly first: number;
  }): boolean {
    const { left, right, piece, first } = found;
    const { next } = this.#pieces;
    const origin = this.#originOf(right);
    if (this.#stampOf(origin) >= first) return false;
    if (piece === right) return true;
    if (left !== NONE && this.#isBeforeSameRight(left)) return true;
    for (let each = piece; each !== right; each = at(next, each)) {
      if (each === NONE || each === origin) return false;
      this.steps += 1 / CHAIN_STEPS;
    }
    return true;
  }

  /** How many pieces hang on one another; Yjs looks for the first one of a key from the last. */
  #chainLength(head: number): number {
    let length = 0;
    for (let piece = head; piece !== NONE; piece = at(this.#pieces.next, piece)) length += 1;
    return length;
  }
}
