import { Observer } from "./observer.ts";
import { expect, test } from "./test.ts";

test("R7, R8: two people see each other's pointers, with their names, until one closes the window", async ({
  gathers,
}) => {
  const [mina, jonas] = await gathers("Mina", "Jonas");
  await mina.goesBy("Mina");
  await jonas.goesBy("Jonas");
  await mina.pointsAt({ x: 400, y: 300 });
  await expect(jonas.page.getByText("Mina", { exact: true }).first()).toBeVisible();
  const pointer = jonas.pointerOf("Mina");
  await expect(pointer).toBeVisible();
  const before = await pointer.boundingBox();
  await mina.pointsAt({ x: 500, y: 400 });
  await expect
    .poll(async () => (await pointer.boundingBox())?.x)
    .toBeGreaterThan((before?.x ?? 0) + 80);
  await expect.poll(() => mina.peopleHere()).toContain("Jonas");
  await jonas.leaves();
  await expect.poll(() => mina.peopleHere()).not.toContain("Jonas");
});

test("R25: a stroke is seen while it is being drawn, and stored as one update when the pen lifts", async ({
  gathers,
  watches,
}) => {
  const [mina, jonas] = await gathers("Mina", "Jonas");
  const stored = await watches();
  let updates = 0;
  stored.doc.on("update", () => updates++);
  const empty = await jonas.inkWithin({ x: 300, y: 250 }, { x: 700, y: 350 });

  await mina.picks("Pen");
  await mina.pressesAlong([
    { x: 310, y: 300 },
    { x: 400, y: 260 },
    { x: 550, y: 340 },
    { x: 690, y: 300 },
  ]);
  await expect
    .poll(() => jonas.inkWithin({ x: 300, y: 250 }, { x: 600, y: 350 }))
    .toBeGreaterThan(empty + 500);
  expect(stored.count("ink")).toBe(0);
  await mina.lifts();
  await expect.poll(() => stored.count("ink")).toBe(1);
  expect(updates).toBe(1);
});

test("R25: a shape that is dragged is seen moving, and its move is one update", async ({
  gathers,
  watches,
}) => {
  const [mina, jonas] = await gathers("Mina", "Jonas");
  await mina.putsNote({ x: 400, y: 300 });
  await mina.types("drag me");
  await mina.presses("Escape");
  await mina.presses("Escape");
  await mina.isSaved();
  const stored = await watches();
  let updates = 0;
  stored.doc.on("update", () => updates++);
  await expect
    .poll(() => jonas.inkWithin({ x: 310, y: 210 }, { x: 490, y: 390 }))
    .toBeGreaterThan(200);

  await mina.pressesAlong([
    { x: 400, y: 360 },
    { x: 600, y: 460 },
    { x: 700, y: 560 },
  ]);
  await expect
    .poll(() => jonas.inkWithin({ x: 610, y: 410 }, { x: 790, y: 500 }))
    .toBeGreaterThan(200);
  expect(updates).toBe(0);
  await mina.lifts();
  await expect.poll(() => updates).toBe(1);
});

test("R26: two people who type in one note merge letter by letter", async ({
  gathers,
  watches,
}) => {
  const [mina, jonas] = await gathers("Mina", "Jonas");
  await mina.putsNote({ x: 500, y: 300 });
  await mina.types("middle");
  await mina.isSaved();
  await jonas.doubleClicks({ x: 500, y: 340 });
  await mina.presses("Home");
  await jonas.presses("End");
  await Promise.all([mina.types("before "), jonas.types(" after")]);
  const stored = await watches();
  await expect
    .poll(() => Object.values(stored.shapes).map(({ text }) => text))
    .toEqual(["before middle after"]);
});

test("R1, R24: a rectangle is on the other's board, and undo takes back my own changes and leaves everybody else's", async ({
  gathers,
  watches,
}) => {
  const [mina, jonas] = await gathers("Mina", "Jonas");
  const stored = await watches();
  await mina.drawsRectangle({ x: 300, y: 200 }, { x: 400, y: 300 });
  await expect.poll(() => stored.count("rectangle")).toBe(1);
  await expect
    .poll(() => jonas.inkWithin({ x: 290, y: 190 }, { x: 410, y: 310 }))
    .toBeGreaterThan(600);
  await jonas.drawsEllipse({ x: 500, y: 200 }, { x: 600, y: 300 });
  await expect.poll(() => stored.count("ellipse")).toBe(1);
  await mina.page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => stored.count("rectangle")).toBe(0);
  expect(stored.count("ellipse")).toBe(1);
  await expect(mina.page.getByRole("button", { name: "Undo" })).toBeDisabled();
  await mina.page.getByRole("button", { name: "Redo" }).click();
  await expect.poll(() => stored.count("rectangle")).toBe(1);
});

test("three people draw at once and all have everything", async ({ person, room, watches }) => {
  const people = await Promise.all([person("Mina"), person("Jonas"), person("Aiko")]);
  for (const somebody of people) await somebody.opens(room);
  const stored = await watches();
  await Promise.all(
    people.map((somebody, row) =>
      somebody.drawsStroke({ x: 300, y: 200 + row * 100 }, { x: 600, y: 220 + row * 100 }),
    ),
  );
  await expect.poll(() => stored.count("ink")).toBe(3);
  for (const somebody of people) {
    await somebody.isSaved();
    for (const row of [0, 1, 2]) {
      await expect
        .poll(() =>
          somebody.inkWithin({ x: 300, y: 180 + row * 100 }, { x: 600, y: 240 + row * 100 }),
        )
        .toBeGreaterThan(400);
    }
    expect(somebody.complaints).toEqual([]);
  }
});

test("R15: the edits of a program with a stock client are on everybody's board", async ({
  room,
  stoa,
  gathers,
}) => {
  const [mina] = await gathers("Mina");
  await mina.drawsRectangle({ x: 300, y: 200 }, { x: 400, y: 300 });
  const program = new Observer(stoa, room);
  await program.synced();
  await expect.poll(() => program.count("rectangle")).toBe(1);
  program.provider.awareness.setLocalState({ user: { name: "Program", color: "#b5451c" } });
  await expect.poll(() => mina.peopleHere()).toContain("Program");
  program.doc.getMap("shapes").clear();
  await expect.poll(() => mina.inkWithin({ x: 290, y: 190 }, { x: 410, y: 310 })).toBeLessThan(200);
  program.leaves();
});
