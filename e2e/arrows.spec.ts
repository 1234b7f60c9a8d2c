import { Observer } from "./observer.ts";
import { expect, test } from "./test.ts";

test("R231: two people bind arrows to one shape; one moves it, the other deletes it and takes that back", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  const jonas = await person("Jonas");
  await Promise.all([mina.opens(room), jonas.opens(room)]);
  const stored = new Observer(stoa, room);
  await stored.synced();
  const arrows = () => Object.values(stored.shapes).filter(({ type }) => type === "arrow");
  const ends = () =>
    arrows().map(({ end }) => (end as { shape: string } | undefined)?.shape ?? "free");

  await mina.drawsRectangle({ x: 320, y: 250 }, { x: 440, y: 330 });
  await mina.drawsRectangle({ x: 700, y: 250 }, { x: 820, y: 330 });
  // On a selected shape, a letter is written into it.
  await mina.presses("Escape");
  await mina.presses("a");
  await mina.drags({ x: 380, y: 290 }, { x: 560, y: 290 }, { x: 760, y: 290 });
  await expect.poll(() => arrows().length).toBe(1);
  await mina.presses("Escape");
  await jonas.presses("a");
  await jonas.drags({ x: 480, y: 560 }, { x: 600, y: 420 }, { x: 760, y: 290 });
  await expect.poll(ends).toHaveLength(2);
  await expect.poll(() => new Set(ends()).size).toBe(1);
  expect(ends()).not.toContain("free");
  await jonas.presses("Escape");

  // Both arrows follow on the other's screen while the hand still holds the shape.
  const below = [
    { x: 560, y: 480 },
    { x: 690, y: 560 },
  ] as const;
  // The paper has dots.
  const drawn = (await jonas.inkWithin(...below)) + 150;
  await mina.pressesAlong([
    { x: 725, y: 250 },
    { x: 725, y: 380 },
    { x: 725, y: 480 },
  ]);
  await expect.poll(() => jonas.inkWithin(...below)).toBeGreaterThan(drawn);
  await mina.lifts();
  await mina.isSaved();

  // Far from both arrows.
  await jonas.clicks({ x: 820, y: 535 });
  await jonas.presses("Delete");
  await expect.poll(ends).toEqual(["free", "free"]);
  // They stay where they stood.
  await expect.poll(() => jonas.inkWithin(...below)).toBeGreaterThan(drawn);
  await jonas.presses("ControlOrMeta+z");
  await expect.poll(ends).not.toContain("free");
  expect(jonas.complaints).toEqual([]);
});
