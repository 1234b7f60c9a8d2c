/** Faults: the rules that an item of an update may break, by name. */

/** The reasons why an update is none that a Yjs client writes. */
export type Fault =
  /** Several values of a key in one item, not all of them deleted: split, they make `Item.gc` of Yjs throw. */
  | "joined-values"
  /** The two neighbours of an item do not lie in the same list. */
  | "two-lists"
  /** An item lies in something that is no type. */
  | "no-type"
  /** The right neighbour of an item does not lie behind the left one, or was put there after it. */
  | "out-of-order"
  /** A client has put two items between the same neighbours. */
  | "same-place-twice"
  /** Readers would walk over too many items to find the place of these. */
  | "too-costly"
  /** The same because of stored items: the update can be taken once other items have paid for that. */
  | "crowded"
  /** A child of an XML element is neither an element nor a text: `toString` of Yjs may throw at it. */
  | "odd-child"
  /** Types lie in one another more deeply than readers can bear. */
  | "too-deep";

/** Clocks of a client that hold an item which breaks a rule. */
export interface Broken {
  readonly fault: Fault;
  readonly client: number;
  readonly clock: number;
  readonly end: number;
}
