import { randomInt } from "node:crypto";
import * as fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import * as Y from "yjs";
import { stateOf } from "../../testkit/fuzz/reader.ts";
import { EditorPerson, type EditorStep, editorStep } from "./editors.ts";
import { PureRoom } from "./room.ts";
import { silence } from "./run.ts";

let speaks = (): void => undefined;
beforeEach(() => {
  speaks = silence();
});
afterEach(() => speaks());

/** A person sends what it has written in one way or another, and hears what the others wrote. */
function meets(room: PureRoom, person: EditorPerson, way: EditorStep["meets"]): string[] {
  const { doc, queue } = person;
  const written = queue.splice(0);
  let sent: readonly Uint8Array[] = written;
  if (way === "merged" && written.length > 0) sent = [Y.mergeUpdates(written)];
  if (way === "answer") sent = [Y.encodeStateAsUpdate(doc)];
  const outcomes = sent.map((update) => room.take(update));
  room.broadcast();
  for (const update of room.broadcasts) Y.applyUpdate(doc, update);
  return outcomes.filter((outcome) => outcome !== "taken" && outcome !== "duplicate");
}

test.each([
  ["a fixed seed", 7],
  ["a seed of its own", randomInt(1, 1_000_000_000)],
])(
  "R100: whatever editors of rich text write is taken, in offline spells too, and read alike (%s: %i)",
  (_, seed) => {
    fc.assert(
      fc.property(
        fc.array(editorStep, { minLength: 1, maxLength: 120, size: "max" }),
        fc.nat(2),
        (script, keeps) => {
          const room = new PureRoom();
          const people = [7, 3, 900_000_001].map(
            (id, index) => new EditorPerson(id, index >= keeps),
          );
          for (const [index, step] of script.entries()) {
            const person = people[step.author];
            if (person === undefined) throw new Error("There is nobody.");
            person.does(step);
            if (step.meets !== "not") expect(meets(room, person, step.meets)).toEqual([]);
            if (index % 29 === 28) room.compact(index % 2 === 0 ? "collect" : "merge");
          }
          // Twice, because Yjs tidies formats after what others wrote, and tells of that.
          for (const person of [...people, ...people, ...people]) {
            expect(meets(room, person, "answer")).toEqual([]);
          }
          room.compact("collect");
          const joiner = new Y.Doc();
          for (const update of room.document()) Y.applyUpdate(joiner, update);
          for (const { doc } of people) expect(stateOf(doc)).toEqual(stateOf(joiner));
        },
      ),
      { seed, numRuns: 20 },
    );
  },
);
