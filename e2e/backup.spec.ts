import { join } from "node:path";
import { Observer } from "./observer.ts";
import { backup, StartedCommand, Stoa } from "./server.ts";
import { expect, test } from "./test.ts";

/** Milliseconds between two edits of each room while the backup is made. */
const EVERY_MS = 2;

test("R67: a backup made while people write has all that was seen before it began, after kill -9 too", async ({
  ownStoa,
  room,
}) => {
  const rooms = [`${room}a`, `${room}b`, `${room}c`];
  const writers = rooms.map((id) => new Observer(ownStoa, id));
  const readers = rooms.map((id) => new Observer(ownStoa, id));
  await Promise.all([...writers, ...readers].map((somebody) => somebody.synced()));
  const count = ({ doc }: Observer): number => doc.getArray("edits").length;
  const writing = setInterval(() => {
    for (const { doc } of writers) doc.getArray("edits").push([doc.getArray("edits").length]);
  }, EVERY_MS);
  try {
    await expect.poll(() => Math.min(...readers.map(count))).toBeGreaterThan(200);
    const seenBefore = readers.map(count);
    const to = join(ownStoa.dataDirectory, "backup");
    const made = await new StartedCommand({ DATA_DIR: ownStoa.dataDirectory }, backup(to)).ended;
    expect(made).toMatchObject({ code: 0 });
    expect(made.output).toMatch(/^Copied \d+ databases/);
    const seenAfter = readers.map(count);
    for (const [index, before] of seenBefore.entries()) {
      // Otherwise nobody would have written while it was made.
      expect(seenAfter[index]).toBeGreaterThan(before);
    }
    await ownStoa.kill();

    const restored = await Stoa.start(to);
    for (const [index, id] of rooms.entries()) {
      const newcomer = new Observer(restored, id);
      await newcomer.synced();
      const kept = newcomer.doc.getArray("edits").toArray();
      expect(kept.length).toBeGreaterThanOrEqual(seenBefore[index] ?? Number.POSITIVE_INFINITY);
      expect(kept).toEqual(kept.map((_, edit) => edit));
      newcomer.doc.getArray("edits").push(["goes on"]);
      const another = new Observer(restored, id);
      await expect.poll(() => another.doc.getArray("edits").toArray().at(-1)).toBe("goes on");
      for (const somebody of [newcomer, another]) somebody.leaves();
    }
    await restored.stop();
  } finally {
    clearInterval(writing);
    for (const somebody of [...writers, ...readers]) somebody.leaves();
  }
});
