import type { Person } from "./people.ts";
import { expect, test } from "./test.ts";

interface Copy {
  readonly rows: number;
  readonly bytes: number;
}

/** The content of the browser's copy of a room. */
function copyOf({ page }: Person, room: string): Promise<Copy> {
  return page.evaluate(
    (name) =>
      new Promise<Copy>((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const database = opening.result;
          const reading = database.transaction("updates").objectStore("updates").getAll();
          reading.onerror = () => reject(reading.error);
          reading.onsuccess = () => {
            database.close();
            const updates = reading.result as Uint8Array[];
            const bytes = updates.reduce((sum, { byteLength }) => sum + byteLength, 0);
            resolve({ rows: updates.length, bytes });
          };
        };
      }),
    `stoa-room-${room}`,
  );
}

test("R23: this browser's copy does not grow with every visit", async ({ person, room }) => {
  const mina = await person("Mina");
  await mina.opens(room);
  for (let y = 150; y < 450; y += 50) await mina.drawsStroke({ x: 300, y }, { x: 700, y: y + 40 });
  await mina.isSaved();
  const before = await copyOf(mina, room);
  for (let visit = 0; visit < 5; visit++) {
    await mina.page.reload();
    await mina.board.waitFor();
    await mina.isSaved();
  }
  const after = await copyOf(mina, room);
  expect(after.bytes).toBeLessThan(before.bytes * 1.5);
  expect(after.rows).toBeLessThan(before.rows + 7);
});

test("R22: when the browser takes its copy away, drawing goes on and is saved in the room", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  const jonas = await person("Jonas");
  await mina.opens(room);
  await jonas.opens(room);
  await mina.drawsRectangle({ x: 300, y: 200 }, { x: 400, y: 300 });
  await mina.isSaved();
  const errors: string[] = [];
  mina.page.on("pageerror", ({ message }) => errors.push(message));
  // As "clear site data" does, and browsers that run out of space.
  await mina.page.evaluate(
    (name) =>
      new Promise<void>((resolve, reject) => {
        const deleting = indexedDB.deleteDatabase(name);
        deleting.onsuccess = () => resolve();
        deleting.onerror = () => reject(deleting.error);
      }),
    `stoa-room-${room}`,
  );
  await mina.drawsStroke({ x: 300, y: 450 }, { x: 500, y: 460 });
  await mina.drawsEllipse({ x: 500, y: 200 }, { x: 600, y: 300 });
  await mina.isSaved();
  await expect
    .poll(() => jonas.inkWithin({ x: 490, y: 190 }, { x: 610, y: 310 }))
    .toBeGreaterThan(300);
  expect(errors).toEqual([]);
});
