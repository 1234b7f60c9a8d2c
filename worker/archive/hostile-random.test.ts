/** Tests of archives that are changed at random: each is taken as a whole or refused as a whole. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { brings, bytesOf, type Files, isStaging, pack, unpack } from "../testing/archives.ts";
import { goesQuiet, seedRoom } from "../testing/compaction.ts";
import { Owner } from "../testing/owners.ts";
import { TestRoom } from "../testing/test-room.ts";

/** A change of one file: where (as a part of its length), and what becomes of it there. */
const change = fc.record({
  file: fc.nat(),
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  kind: fc.constantFrom("flip", "cut", "insert", "repeat"),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
});
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never;

function apply(files: Files, { file, at, kind, bytes }: Change): void {
  const paths = [...files.keys()].filter((path) => path !== "checksums.txt");
  const path = paths[file % paths.length] ?? "";
  const data = [...(files.get(path) ?? [])];
  const place = Math.floor(at * data.length);
  if (kind === "flip") data[place] = (data[place] ?? 0) ^ (1 << ((bytes[0] ?? 0) % 8));
  if (kind === "cut") data.length = place;
  if (kind === "insert") data.splice(place, 0, ...bytes);
  if (kind === "repeat") data.splice(place, 0, ...data.slice(place));
  files.set(path, new Uint8Array(data));
}

test.each([1, 2])(
  "R62: whatever is changed in an archive, it is taken as a whole or refused as a whole, and the room is a room (part %i)",
  async () => {
    const room = new TestRoom();
    const owner = await Owner.of(room);
    const mina = await seedRoom(room);
    await goesQuiet(room);
    mina.types("five");
    await owner.person.has("one three four five");
    const sound = await bytesOf(await owner.asks("GET", "/export"));
    let refused = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        const files = await unpack(sound);
        for (const each of changes) apply(files, each);
        const copy = new TestRoom();
        const { status } = await brings(copy, await pack(files));
        expect([201, 400]).toContain(status);
        if (status === 400) refused += 1;
        expect(await isStaging()).toBe(false);
        expect((await copy.tables()).length > 0).toBe(status === 201);
        const jonas = await copy.joins("Jonas");
        jonas.leaves();
      }),
      { numRuns: 20 },
    );
    expect(refused).toBeGreaterThan(5);
  },
);
