/** Uploads as the page shows them: images on their way into the room, and those that could not go. */

/** One image on its way. */
export interface Upload {
  readonly id: string;
  /** The name of its file. */
  readonly name: string;
  /** `waiting`: for a network or a server that takes it; it is tried again by itself. */
  readonly state: "sending" | "waiting" | "failed";
  /** How much of it has left the page, from 0 to 1; null: it is being prepared, waits for its turn, or is not sent. */
  readonly share: number | null;
  /** Why it was not added, in words; empty while it may be. */
  readonly why: string;
  /** May the same be tried again? */
  readonly canRetry: boolean;
  /** Tries again at once. */
  again(): void;
  /** The user does not want it any more. */
  leaveOut(): void;
}
