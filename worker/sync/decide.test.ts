/** Tests of the decision on a document frame, as a table. */
import { expect, test } from "vitest";
import { type ContentFacts, type Decision, decide, type Facts, needsContent } from "./decide.ts";

/** An editor's update that is new, within the limits, and its author's own. */
const USUAL: Facts = {
  classification: "new",
  mayEdit: true,
  isAnswer: false,
  wasHeld: false,
  hasHeld: false,
  wasAskedAgain: false,
  content: { owners: "nobody", verdict: "take" },
};

const GAP: Partial<Facts> = { classification: "missing-dependencies" };
const content = (part: Partial<ContentFacts>): Partial<Facts> => ({
  content: { owners: "nobody", verdict: "take", ...part },
});

test.each<[string, Partial<Facts>, Decision["do"]]>([
  ["new edits are stored", {}, "store"],
  ["new edits in an answer are stored", { isAnswer: true }, "store"],
  ["what is stored is acknowledged", { classification: "duplicate" }, "acknowledge"],
  [
    "a viewer's echo is acknowledged",
    { classification: "duplicate", mayEdit: false },
    "acknowledge",
  ],
  ["a viewer's edits are denied", { mayEdit: false }, "deny"],
  ["a viewer's gap is denied", { ...GAP, mayEdit: false }, "deny"],
  ["a gap is asked for", GAP, "ask"],
  ["a gap in an answer is asked for once more", { ...GAP, isAnswer: true }, "ask"],
  [
    "of a second such answer a part is taken",
    { ...GAP, isAnswer: true, wasAskedAgain: true },
    "take-part",
  ],
  ["a gap behind a held frame waits with it", { ...GAP, hasHeld: true }, "wait-behind"],
  ["a gap that was held waits no more", { ...GAP, hasHeld: true, wasHeld: true }, "ask"],
  ["an answer waits behind nothing", { ...GAP, hasHeld: true, isAnswer: true }, "ask"],
  ["edits of another editor are held", content({ owners: "editor" }), "hold"],
  ["edits of a viewer are left out", content({ owners: "viewer" }), "leave-out"],
  ["also beyond a limit", content({ owners: "viewer", verdict: "document-full" }), "leave-out"],
  ["an unusual update is asked for as an answer", content({ verdict: "ask" }), "ask"],
  ["also with edits of others", content({ owners: "editor", verdict: "ask" }), "ask"],
])("R168: %s", (_, changes, expected) => {
  const facts = { ...USUAL, ...changes };
  expect(decide(facts)).toEqual({ do: expected });
  // Where the new edits do not matter, nobody has to read them.
  if (needsContent(facts)) expect(() => decide({ ...facts, content: null })).toThrow("new edits");
  else expect(decide({ ...facts, content: null })).toEqual({ do: expected });
});

test.each(["bad-update", "document-full", "room-full"] as const)(
  "R168: an update that is beyond a limit is refused with %s, whoever owns it",
  (code) => {
    for (const owners of ["nobody", "editor"] as const) {
      const facts = { ...USUAL, ...content({ owners, verdict: code }) };
      expect(decide(facts)).toEqual({ do: "refuse", code });
    }
  },
);

test.each<[string, Partial<Facts>]>([
  ["what is stored", { classification: "duplicate" }],
  ["a gap", GAP],
  ["a viewer's frame", { mayEdit: false }],
])("R168: the new edits of %s are not looked at", (_, facts) => {
  const unread = {
    get content(): ContentFacts {
      throw new Error("It was read.");
    },
  };
  expect(() => decide(Object.assign(unread, { ...withoutContent(USUAL), ...facts }))).not.toThrow();
});

function withoutContent({ content: _, ...facts }: Facts): Omit<Facts, "content"> {
  return facts;
}
