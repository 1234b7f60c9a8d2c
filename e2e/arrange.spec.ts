import AxeBuilder from "@axe-core/playwright";
import { Observer } from "./observer.ts";
import { expect, test } from "./test.ts";

test("R287: the bar above the selection does what is done most, by mouse and by key, and hides in a drag", async ({
  person,
  room,
  stoa,
}) => {
  const [mina, jonas] = [await person("Mina"), await person("Jonas")];
  await mina.page.emulateMedia({ reducedMotion: "reduce" });
  await mina.opens(room);
  await jonas.opens(room);
  const stored = new Observer(stoa, room);
  await stored.synced();
  await mina.drawsRectangle({ x: 500, y: 300 }, { x: 600, y: 360 });
  await mina.drawsRectangle({ x: 700, y: 420 }, { x: 800, y: 500 });
  await mina.presses("Control+a");
  const bar = mina.page.getByRole("toolbar", { name: "Selected shapes" });
  await expect(bar).toBeVisible();
  const checked = await new AxeBuilder({ page: mina.page })
    .include(".board-selection-bar")
    .analyze();
  expect(checked.violations.map(({ id }) => id)).toEqual([]);
  await expect
    .poll(async () => {
      const box = await bar.boundingBox();
      return box === null ? null : box.y + box.height;
    })
    .toBeLessThan(300);

  await bar.getByRole("button", { name: "Group" }).click();
  await expect(bar.getByRole("button", { name: "Ungroup" })).toBeVisible();
  // Jonas has the group, too: one press of his moves both.
  await expect.poll(() => Object.values(stored.shapes).every((one) => one["groups"])).toBe(true);
  await jonas.pressesAlong([
    { x: 525, y: 300 },
    { x: 525, y: 400 },
  ]);
  await jonas.lifts();
  const tops = () => Object.values(stored.shapes).map((one) => (one["xy"] as number[])[1]);
  await expect.poll(tops).toEqual([400, 520]);
  await expect(bar).toBeVisible();

  await mina.presses("Alt+F10");
  await mina.presses("Enter");
  await mina.page.getByRole("radio", { name: "Violet" }).first().check({ force: true });
  const strokes = () => Object.values(stored.shapes).map((one) => one["stroke"]);
  await expect.poll(strokes).toEqual(["violet", "violet"]);
  await mina.pressesAlong([
    { x: 500, y: 430 },
    { x: 540, y: 430 },
  ]);
  await expect(bar).toBeHidden();
  await mina.lifts();
  await bar.getByRole("button", { name: "Duplicate" }).click();
  await expect.poll(() => stored.count("rectangle")).toBe(4);
  stored.leaves();
});
