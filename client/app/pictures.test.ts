import fc from "fast-check";
import { expect, test } from "vitest";
import { beyondBounds, type KeptPicture, MOST_BYTES, MOST_PICTURES } from "./pictures.ts";

const kept = fc.array(
  fc.record({
    id: fc.uuid(),
    at: fc.nat(),
    bytes: fc.integer({ min: 1, max: MOST_BYTES / 4 }),
  }),
  { maxLength: 60 },
);

function rest(pictures: readonly KeptPicture[]): readonly KeptPicture[] {
  const gone = new Set(beyondBounds(pictures));
  return pictures.filter(({ id }) => !gone.has(id));
}

test("R215: the kept pictures are bounded in number and in bytes, and the oldest go first", () => {
  fc.assert(
    fc.property(kept, (pictures) => {
      const staying = rest(pictures);
      const bytes = staying.reduce((sum, picture) => sum + picture.bytes, 0);
      expect(staying.length).toBeLessThanOrEqual(MOST_PICTURES);
      expect(bytes).toBeLessThanOrEqual(MOST_BYTES);
      const oldest = Math.min(...staying.map(({ at }) => at));
      const newestGone = pictures.filter((picture) => !staying.includes(picture));
      for (const { at } of newestGone) expect(at).toBeLessThanOrEqual(oldest);
    }),
  );
});

test("R215: pictures within the bounds all stay", () => {
  const pictures = Array.from({ length: MOST_PICTURES }, (_, at) => ({
    id: `room-${at}`,
    at,
    bytes: Math.floor(MOST_BYTES / MOST_PICTURES),
  }));
  expect(beyondBounds(pictures)).toEqual([]);
});
