/** The names of reactions, in the order in which they are shown. They know no document. */

/** The reactions that a shape may have. The dot is a vote. */
export const REACTIONS = [
  "dot",
  "thumb",
  "heart",
  "laugh",
  "party",
  "eyes",
  "question",
  "fire",
  "check",
] as const;
export type ReactionName = (typeof REACTIONS)[number];
