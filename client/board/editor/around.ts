/** The board's surroundings, as the page hands them in: the other people by name, and the page itself. */

/** The people of the room. */
export interface People {
  /** The name of the person who may have deleted a shape just now; null: nobody knows. */
  whoDeleted: (id: string) => string | null;
  /** The name of a person by public id; null: nobody knows it. */
  nameOf: (id: string) => string | null;
  /** The colour of another client's person, or mine for null; null: nobody knows. */
  colorOf: (client: number | null) => string | null;
}

/** The page around the board. */
export interface Page {
  /** Tells the user in a sentence what was not done, and why. */
  say: (sentence: string) => void;
  /** Opens the talk; null: there is none. */
  talk: (() => void) | null;
  /** Puts the focus on the bar above the selection; null: there is none. */
  toBar: (() => void) | null;
}

/** Returns the people of a board whose room is not known. */
export function noPeople(): People {
  return { whoDeleted: () => null, nameOf: () => null, colorOf: () => null };
}

/** Returns the page of a board that stands alone. */
export function noPage(): Page {
  return { say: () => undefined, talk: null, toBar: null };
}
