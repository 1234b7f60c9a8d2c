/** The index of pieces: for each client its pieces in the order of their clocks. */

/** Pieces in one block of a client's index. */
const BLOCK = 512;

/** One client's pieces in blocks, so that one can be put between others without moving all. */
interface Line {
  readonly blocks: number[][];
  /** The first clock of each block. */
  readonly firsts: number[];
}

/** The pieces of all clients by client and clock. It knows nothing of them but where they begin. */
export class PieceIndex {
  readonly #lines: Line[] = [];
  readonly #clockOf: (piece: number) => number;

  /** @param clockOf where a piece begins. */
  constructor(clockOf: (piece: number) => number) {
    this.#clockOf = clockOf;
  }

  /** Makes room for a client whose number is the next one. */
  addClient(): void {
    this.#lines.push({ blocks: [], firsts: [] });
  }

  /** Forgets the client with the highest number, of which there are no pieces. */
  dropClient(): void {
    this.#lines.pop();
  }

  /** The last piece of a client that begins at or before a clock; undefined when there is none. */
  before(client: number, clock: number): number | undefined {
    const line = this.#lines[client];
    if (line === undefined) return undefined;
    const { blocks, firsts } = line;
    const last = blocks.length - 1;
    const block = (firsts[last] ?? 0) <= clock ? blocks[last] : blocks[lastUpTo(firsts, clock)];
    if (block === undefined) return undefined;
    const newest = block[block.length - 1] ?? 0;
    // Mostly, a client goes on with what it wrote last.
    if (this.#clockOf(newest) <= clock) return newest;
    return block[this.#countUpTo(block, clock) - 1];
  }

  /** The last piece of a client. */
  last(client: number): number | undefined {
    return this.#lines[client]?.blocks.at(-1)?.at(-1);
  }

  /** Adds a piece that begins behind all others of its client. */
  push(client: number, clock: number, piece: number): void {
    const line = this.#lines[client];
    const last = line?.blocks.at(-1);
    if (last !== undefined && last.length < BLOCK) last.push(piece);
    else {
      line?.blocks.push([piece]);
      line?.firsts.push(clock);
    }
  }

  /** Puts a piece between others. */
  insert(client: number, clock: number, piece: number): void {
    const line = this.#lines[client];
    if (line === undefined) return;
    const number = lastUpTo(line.firsts, clock);
    const block = line.blocks[number];
    if (block === undefined) return;
    block.splice(this.#countUpTo(block, clock), 0, piece);
    if (block.length <= 2 * BLOCK) return;
    const second = block.splice(BLOCK);
    line.blocks.splice(number + 1, 0, second);
    line.firsts.splice(number + 1, 0, this.#clockOf(second[0] ?? 0));
  }

  /** Removes the piece that begins at a clock. */
  remove(client: number, clock: number): void {
    const line = this.#lines[client];
    if (line === undefined) return;
    const number = lastUpTo(line.firsts, clock);
    const block = line.blocks[number];
    if (block === undefined) return;
    block.splice(this.#countUpTo(block, clock) - 1, 1);
    if (block.length > 0) return;
    line.blocks.splice(number, 1);
    line.firsts.splice(number, 1);
  }

  /** All pieces of a client, in order, in blocks. */
  blocksOf(client: number): readonly (readonly number[])[] {
    return this.#lines[client]?.blocks ?? [];
  }

  /** How many pieces a client has. */
  sizeOf(client: number): number {
    let size = 0;
    for (const { length } of this.blocksOf(client)) size += length;
    return size;
  }

  /** How many of a block's pieces begin at or before a clock. */
  #countUpTo(block: readonly number[], clock: number): number {
    let low = 0;
    let high = block.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#clockOf(block[middle] ?? 0) <= clock) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Returns the index of the last number that is not above `most`; -1 when there is none. */
function lastUpTo(numbers: readonly number[], most: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? 0) <= most) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
