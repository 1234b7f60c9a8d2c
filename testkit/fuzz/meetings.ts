/** Scripts of people who edit and meet the room now and then, as shrinkable data: every kind of edit is in them. */
import * as fc from "fast-check";

/** One edit of one of four people. Numbers choose from what is there. */
export const meetingStep = fc.record({
  author: fc.nat(3),
  edit: fc.constantFrom(
    "type",
    "type",
    "style",
    "embed",
    "embed a type",
    "erase",
    "slide",
    "slide",
    "unset",
    "clear",
    "document",
    "append",
    "insert",
    "unshift",
    "remove",
    "json",
    "nest",
    "nest a list",
    "paragraph",
    "attribute",
    "unattribute",
    "drop",
    "undo",
    "undo",
  ),
  where: fc.nat(),
  at: fc.nat(60),
  length: fc.integer({ min: 1, max: 6 }),
  // One of these ends in the middle of a character.
  text: fc.constantFrom("a", "ab", "ab🌊".slice(0, 3), "ab🌊", "ab🌊cd"),
  /** How its author meets the room afterwards: not at all, or by this way. */
  meets: fc.constantFrom("not", "not", "updates", "merged", "step2", "hears"),
});

export type MeetingStep = typeof meetingStep extends fc.Arbitrary<infer Value> ? Value : never;
