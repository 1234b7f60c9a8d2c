/** Decide: the decision on a document frame, as a function of facts. It changes nothing and sends nothing. */
import type { DocumentRefusal } from "../connection/guard.ts";
import type { Classification } from "../yjs/classify.ts";
import type { Verdict } from "./update-limits.ts";

/** The facts about a frame that decodes. */
export interface Facts {
  /** How its update stands to the stored and expected content. */
  readonly classification: Classification;
  /** May its client edit? */
  readonly mayEdit: boolean;
  /** Is it the answer to the room's step 1, so that it holds all that its client has? */
  readonly isAnswer: boolean;
  /** Was it held before, so that nothing that it waits for is still to come? */
  readonly wasHeld: boolean;
  /** Is another frame of its client held? */
  readonly hasHeld: boolean;
  /** Has its client brought the same gap in an answer before, and was asked once more? */
  readonly wasAskedAgain: boolean;
  /** The facts about its new edits; null where the decision does not need them. */
  readonly content: ContentFacts | null;
}

/** The facts about a frame's new edits. Finding them out costs time: see `needsContent`. */
export interface ContentFacts {
  /** The other clients here whose edits are among them; `viewer`: one of them may not edit. */
  readonly owners: "nobody" | "editor" | "viewer";
  /** Do they keep the document within its limits? */
  readonly verdict: Verdict | "room-full";
}

/**
 * - `acknowledge`: the frame says nothing new.
 * - `store`: it is taken, if its structure is sound.
 * - `ask`: its client is asked by step 1, and brings it again with its dependencies.
 * - `deny`: a client that may not edit is told so.
 * - `wait-behind`: it follows on a held frame of the same client, and is held, too.
 * - `hold`: its author's own edits are taken; the rest waits for the owners of the others.
 * - `take-part`: the rest waits for edits that no client here has.
 * - `leave-out`: the rest is a viewer's, or depends on that.
 * - `refuse`: its author is told why.
 */
export type Decision =
  | { readonly do: Exclude<DecisionName, "refuse"> }
  | { readonly do: "refuse"; readonly code: DocumentRefusal };

type DecisionName =
  | "acknowledge"
  | "store"
  | "ask"
  | "deny"
  | "wait-behind"
  | "hold"
  | "take-part"
  | "leave-out"
  | "refuse";

/** Does the decision on a frame need the facts about its new edits? */
export function needsContent(facts: Pick<Facts, "classification" | "mayEdit">): boolean {
  return facts.classification === "new" && facts.mayEdit;
}

/**
 * Decides on a document frame.
 *
 * @throws when it needs the facts about the new edits, and they are not there.
 */
export function decide(facts: Facts): Decision {
  if (facts.classification === "duplicate") return { do: "acknowledge" };
  if (!facts.mayEdit) return { do: "deny" };
  if (facts.classification === "missing-dependencies") return decideOnGap(facts);
  if (facts.content === null) throw new Error("Nobody has read the new edits of this frame.");
  return decideOnNew(facts.content);
}

/** The update follows on edits that are not there. */
function decideOnGap({ isAnswer, wasHeld, hasHeld, wasAskedAgain }: Facts): Decision {
  if (!isAnswer) return { do: hasHeld && !wasHeld ? "wait-behind" : "ask" };
  // An answer that lacks them twice shows that its client does not have them.
  return { do: wasAskedAgain ? "take-part" : "ask" };
}

function decideOnNew({ owners, verdict }: ContentFacts): Decision {
  if (owners === "viewer") return { do: "leave-out" };
  if (verdict === "ask") return { do: "ask" };
  if (verdict !== "take") return { do: "refuse", code: verdict };
  return { do: owners === "nobody" ? "store" : "hold" };
}
