/** Tests that no work on a large update or document is done in one go. */
import { expect, test } from "vitest";
import { type Forged, forged } from "../../testkit/forged-updates.ts";
import { LARGE_UPDATE } from "../limits.ts";
import { Coverage } from "./coverage.ts";
import { decodeStored } from "./decode.ts";
import { comparing } from "./same-edits.ts";
import { Structure } from "./structure.ts";
import { findingTakeable } from "./takeable.ts";
import { cuttingUpdate } from "./trim.ts";
import { finish, type Work } from "./work.ts";

const PARTS = 60_000;

/** Steps in which a work on so many parts is done at least, so that each takes a few milliseconds at most. */
const LEAST_STEPS = PARTS / 10_000;

/** Letters of client 7, each in front of the one before, so that each is an item of its own. */
const letters = decodeStored(
  forged(
    Array.from(
      { length: PARTS },
      (_, clock): Forged => ({
        id: [7, clock],
        ...(clock > 0 && { right: [7, clock - 1] }),
        text: "a",
      }),
    ),
  ),
);

/** Every other one of them is deleted. */
const deletions = decodeStored(
  forged(
    [],
    Array.from({ length: PARTS }, (_, index) => [7, 2 * index, 1] as const),
  ),
);

function structureBytes(): Uint8Array {
  const structure = new Structure(() => false);
  structure.integrateStored(letters);
  return structure.encode();
}

function unreadDeletions(): Coverage {
  return Coverage.decode(Coverage.of(deletions).encode());
}

const WORKS: readonly (readonly [string, () => Work<unknown>])[] = [
  ["reading a kept structure", () => Structure.reading(() => false, structureBytes())],
  ["reading kept deletions", () => unreadDeletions().readingDeletions()],
  [
    "finding the takeable part",
    () => findingTakeable([{ update: letters, isBlocked: () => false }], () => 0),
  ],
  [
    "finding the takeable deletions",
    () => findingTakeable([{ update: deletions, isBlocked: () => false }], () => 2 * PARTS),
  ],
  ["cutting off what is known", () => cuttingUpdate(letters, new Map([[7, PARTS - 1]]))],
  ["comparing edits", () => comparing(letters, letters)],
];

test.each(WORKS)("R110: %s of a large document is done in turns", (_, make) => {
  const work = make();
  let steps = 1;
  while (work.next().done !== true) steps += 1;
  expect(steps).toBeGreaterThanOrEqual(LEAST_STEPS);
});

test("R110: a kept structure is read with room for the next small updates", () => {
  const structure = finish(Structure.reading(() => false, structureBytes()));
  expect(structure.hasRoomFor(LARGE_UPDATE)).toBe(true);
});

test("R110: room for a small update is made in turns, when a large document has none left", () => {
  const structure = finish(Structure.reading(() => false, structureBytes()));
  const work = structure.makingRoomFor(2 * LARGE_UPDATE);
  let steps = 0;
  while (work.next().done !== true) steps += 1;
  expect(steps).toBeGreaterThanOrEqual(LEAST_STEPS);
  expect(structure.hasRoomFor(2 * LARGE_UPDATE)).toBe(true);
});

test("R110: deletions that are needed at once, while they are read in turns, are read whole both times", () => {
  const coverage = unreadDeletions();
  const work = coverage.readingDeletions();
  work.next();
  expect(coverage.deletes(7, 2 * PARTS - 2)).toBe(true);
  finish(work);
  expect(coverage.encode()).toEqual(Coverage.of(deletions).encode());
});
