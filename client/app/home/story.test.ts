import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { boxOf } from "../../board/geometry.ts";
import { Scene } from "../../board/scene/scene.ts";
import { writePart } from "./living.ts";
import { tallStory, wideStory } from "./stories.ts";
import { momentAt, pathUntil, timetableOf } from "./story.ts";

describe.each([
  ["wide windows", wideStory()],
  ["phones", tallStory()],
])("R213: the drawing for %s", (_name, story) => {
  const timetable = timetableOf(story);

  test("R213: begins empty, and ends with everything in its place", () => {
    expect(momentAt(timetable, 0).parts.every((part) => part === null)).toBe(true);
    const doc = new Y.Doc();
    for (const [index, part] of momentAt(timetable, timetable.length).parts.entries()) {
      if (part !== null) writePart(doc, `${index}`, `a${index}`, part);
    }
    const shapes = new Scene(doc).inOrder();
    expect(shapes.length).toBe(story.deeds.length);
    for (const { minX, minY, maxX, maxY } of shapes.map(({ xy, size }) => boxOf(xy, size))) {
      expect(minX).toBeGreaterThan(story.box.minX - 8);
      expect(minY).toBeGreaterThan(story.box.minY - 8);
      expect(maxX).toBeLessThan(story.box.maxX + 8);
      expect(maxY).toBeLessThan(story.box.maxY + 8);
    }
  });

  test("R213: frame by frame, it comes to the same as at once", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { maxLength: 40 }), (steps) => {
        const [doc, atOnce] = [new Y.Doc(), new Y.Doc()];
        const write = (into: Y.Doc, at: number) => {
          for (const [index, part] of momentAt(timetable, at).parts.entries()) {
            if (part !== null) writePart(into, `${index}`, `a${index}`, part);
          }
        };
        let at = 0;
        for (const step of steps) {
          at = Math.min(timetable.length, at + step);
          write(doc, at);
        }
        write(atOnce, at);
        expect(doc.getMap("shapes").toJSON()).toEqual(atOnce.getMap("shapes").toJSON());
      }),
      { numRuns: 25 },
    );
  });

  test("R213: both have drawn within half a minute, and no hand jumps", () => {
    expect(timetable.length).toBeLessThan(30_000);
    let before = momentAt(timetable, 0).pointers;
    for (let at = 16; at < timetable.length; at += 16) {
      const { pointers } = momentAt(timetable, at);
      for (const [who, [x, y]] of pointers.entries()) {
        const [beforeX, beforeY] = before[who] ?? [x, y];
        expect(Math.hypot(x - beforeX, y - beforeY)).toBeLessThan(60);
      }
      before = pointers;
    }
  });
});

test("a path until a share of its length ends there", () => {
  const path = [
    [0, 0],
    [10, 0],
    [10, 10],
  ] as const;
  expect(pathUntil(path, 0)).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(pathUntil(path, 0.25)).toEqual([
    [0, 0],
    [5, 0],
  ]);
  expect(pathUntil(path, 1)).toEqual(path);
});
