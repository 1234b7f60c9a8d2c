/** The decoded update: what a Yjs update (V1) writes, depends on and deletes. It holds no values. */

/** Clocks of one Yjs client: the first one, and the first one after them. */
export interface Range {
  readonly client: number;
  readonly clock: number;
  readonly end: number;
}

/** Structs of one Yjs client that follow on one another without a gap. */
export interface Run extends Range {
  readonly structs: number;
  /** Where its structs stand in the update's bytes. */
  readonly from: number;
  readonly to: number;
}

/** A Yjs update (V1), taken apart as far as a room needs: what it writes, what it depends on, what it deletes. */
export interface DecodedUpdate {
  /** As they came, with the deletions in order. */
  readonly bytes: Uint8Array;
  /** In the order of the bytes; a client has several where its structs leave clocks out. */
  readonly runs: readonly Run[];
  /** The last clock of each other client on which its items depend: client, clock, client, clock … */
  readonly foundations: readonly number[];
  /** Is an item built on a later one of its own client? No client writes that. */
  readonly isCircular: boolean;
  /** Does an item hold a shared type that does not lie right at the document's root? */
  readonly nests: boolean;
  /** Structs without content (collected or deleted) that ignore more clocks than `MAX_EMPTY_RUN`. */
  readonly empties: readonly Range[];
  /** How many ranges of clocks it deletes; `DeletionReader` reads them. */
  readonly deletionCount: number;
  /** Where in the bytes the delete set begins. */
  readonly deletionsFrom: number;
}
