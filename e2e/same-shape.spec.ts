import { expect, test } from "./test.ts";

test("R206, R288: two people resize one shape at once, and one undoes and deletes it under the other's hand", async ({
  gathers,
  watches,
}) => {
  const [mina, jonas] = await gathers("Mina", "Jonas");
  const stored = await watches();
  const boxes = () => Object.values(stored.shapes).map(({ xy, size }) => ({ xy, size }));
  await mina.drawsRectangle({ x: 400, y: 300 }, { x: 520, y: 380 });
  await expect.poll(boxes).toHaveLength(1);
  const [drawn] = boxes();
  const [x, y] = (drawn as { xy: [number, number] }).xy;
  await expect
    .poll(() => jonas.inkWithin({ x: 390, y: 290 }, { x: 530, y: 390 }))
    .toBeGreaterThan(300);
  await jonas.clicks({ x: 440, y: 300 });

  // Mina pulls a corner, and Jonas the one across from it. She lifts last.
  await mina.pressesAlong([
    { x: 526, y: 386 },
    { x: 550, y: 400 },
    { x: 586, y: 416 },
  ]);
  await jonas.drags({ x: 394, y: 294 }, { x: 370, y: 270 }, { x: 344, y: 254 });
  await expect.poll(boxes).toEqual([{ xy: [x - 50, y - 40], size: [170, 120] }]);
  await mina.lifts();
  // Both corners went: the place is Jonas's, and the size is Mina's.
  await expect.poll(boxes).toEqual([{ xy: [x - 50, y - 40], size: [180, 110] }]);

  // Mina takes back all that she has done, while Jonas holds the shape.
  await jonas.pressesAlong([
    { x: 400, y: 260 },
    { x: 430, y: 300 },
    { x: 450, y: 310 },
  ]);
  await mina.presses("ControlOrMeta+z");
  await mina.presses("ControlOrMeta+z");
  await expect.poll(boxes).toEqual([]);
  await jonas.lifts();
  await jonas.isSaved();
  expect(boxes()).toEqual([]);
  await mina.presses("ControlOrMeta+Shift+z");
  await expect.poll(boxes).toHaveLength(1);

  // Jonas recolours what Mina deletes: nothing of it comes back, and his undo brings back nothing either.
  await expect
    .poll(() => jonas.inkWithin({ x: 330, y: 240 }, { x: 540, y: 400 }))
    .toBeGreaterThan(300);
  await jonas.presses("ControlOrMeta+a");
  const violet = jonas.page.getByRole("radio", { name: "Violet" }).first();
  await violet.check({ force: true });
  await expect
    .poll(() => Object.values(stored.shapes).map(({ stroke }) => stroke))
    .toEqual(["violet"]);
  await mina.presses("ControlOrMeta+a");
  await mina.presses("Delete");
  await expect.poll(boxes).toEqual([]);
  await jonas.presses("ControlOrMeta+z");
  await jonas.isSaved();
  expect(boxes()).toEqual([]);
  await mina.presses("ControlOrMeta+z");
  await expect.poll(boxes).toHaveLength(1);
  expect([...mina.complaints, ...jonas.complaints]).toEqual([]);
});
