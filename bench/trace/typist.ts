import { Random } from "../../testkit/random.ts";
import type { Patch, Trace } from "./trace.ts";

/** Edits of the real trace that the typist stands in for, and the habits measured in it. */
export const REAL_EDITS = 259_778;
const TYPED_RUN = 22;
const DELETED_RUN = 9.4;
const JUMPS_PER_RUN = 0.28;
const LONGEST_JUMP = 4_000;
const WORDS = "stoa board line porch people talk draw together paint column open room of the a to ";

/**
 * Somebody who types without end: a run of letters at a cursor, a run of backspaces, and now and
 * then the cursor jumps. The same seed always gives the same trace.
 */
export function typeSynthetically(edits: number = REAL_EDITS, seed = 1): Trace {
  const source = new Random(seed);
  const random = (): number => source.next();
  // Two stacks that meet at the cursor: an edit there costs nothing, however long the text.
  const before: string[] = [];
  const after: string[] = [];
  const transactions: Patch[][] = [];
  for (let deletes = false; transactions.length < edits; deletes = !deletes) {
    const length = Math.ceil(-Math.log(1 - random()) * (deletes ? DELETED_RUN : TYPED_RUN));
    for (let key = 0; key < length && transactions.length < edits; key++) {
      if (!deletes) {
        const typed = WORDS.charAt(transactions.length % WORDS.length);
        transactions.push([[before.length, 0, typed]]);
        before.push(typed);
      } else if (before.pop() !== undefined) {
        transactions.push([[before.length, 1, ""]]);
      }
    }
    if (random() < JUMPS_PER_RUN) jump(before, after, random);
  }
  return { startContent: "", endContent: before.concat(after.reverse()).join(""), transactions };
}

function jump(before: string[], after: string[], random: () => number): void {
  const distance = Math.floor(random() * LONGEST_JUMP);
  const [from, to] = random() < 0.5 ? [before, after] : [after, before];
  for (let step = 0; step < distance; step++) {
    const moved = from.pop();
    if (moved === undefined) return;
    to.push(moved);
  }
}
