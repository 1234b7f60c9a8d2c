import type { Locator, Page } from "@playwright/test";
import { devices } from "@playwright/test";
import { Person } from "./people.ts";
import { expect, test } from "./test.ts";

/** The style of an element as the browser draws it. */
function styleOf(element: Locator, property: string): Promise<string> {
  return element.evaluate((node, name) => getComputedStyle(node).getPropertyValue(name), property);
}

/** The height of the board that no island covers anywhere, in CSS pixels. */
function freeHeight(page: Page): Promise<number> {
  return page.evaluate(() => {
    const columns = Array.from({ length: innerWidth / 10 }, (_, column) => column * 10 + 5);
    const isBoard = (x: number, y: number) =>
      document.elementFromPoint(x, y)?.closest(".board-canvas") != null;
    let free = 0;
    for (let y = 0; y < innerHeight; y++) {
      if (columns.every((x) => isBoard(x, y))) free++;
    }
    return free;
  });
}

for (const [width, height] of [
  [844, 390],
  [640, 400],
] as const) {
  test(`R180: at ${width}×${height} most of the window is the board, and every control is in it`, async ({
    browser,
    room,
    stoa,
  }) => {
    const { defaultBrowserType: _, ...phone } = devices["iPhone 13"];
    const mina = await Person.arrives(browser, "Mina", stoa.address, {
      ...phone,
      viewport: { width, height },
    });
    await mina.opens(room);
    expect(await freeHeight(mina.page)).toBeGreaterThanOrEqual(280);
    const outside = await mina.page.getByRole("button").evaluateAll((buttons) => {
      const boxes = buttons
        .filter((button) => button.checkVisibility())
        .map((button) => ({
          name: button.ariaLabel ?? button.textContent,
          box: button.getBoundingClientRect(),
        }));
      const overlap = (a: DOMRect, b: DOMRect) =>
        a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
      return boxes
        .filter(
          ({ box }, index) =>
            box.left < 0 ||
            box.top < 0 ||
            box.right > innerWidth ||
            box.bottom > innerHeight ||
            box.height < 44 ||
            box.width < 40 ||
            boxes.some((other, place) => place !== index && overlap(box, other.box)),
        )
        .map(({ name, box }) => `${name}: ${box.x},${box.y} ${box.width}×${box.height}`);
    });
    expect(outside).toEqual([]);
    expect(mina.complaints).toEqual([]);
    await mina.leaves();
  });
}

test("R180: in forced colours the swatches, the tool in hand and the islands' edges are seen", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  await mina.page.emulateMedia({ forcedColors: "active" });
  await mina.opens(room);
  await mina.picks("Rectangle");
  const { page } = mina;
  const swatches = page.locator(".board-swatches .board-swatch");
  const colors = await swatches.evaluateAll((all) =>
    all.map((swatch) => getComputedStyle(swatch).backgroundColor),
  );
  expect(new Set(colors).size).toBeGreaterThan(8);
  const tool = (name: string) => page.getByRole("button", { name, exact: true });
  expect(await styleOf(tool("Rectangle"), "background-color")).not.toBe(
    await styleOf(tool("Text"), "background-color"),
  );
  for (const island of await page.locator(".island").all()) {
    expect(await styleOf(island, "outline-style")).toBe("solid");
  }
  await page.getByRole("button", { name: "People" }).click();
  const hues = await page
    .locator(".swatch")
    .evaluateAll((all) => all.map((swatch) => getComputedStyle(swatch).backgroundColor));
  expect(new Set(hues).size).toBe(12);
  expect(await styleOf(page.locator(".people"), "outline-style")).toBe("solid");
});

test("R180: a long name in the list of people ends with three dots, and leaves my badge in sight", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  const jonas = await person("Jonas");
  await mina.opens(room);
  await jonas.opens(room);
  await jonas.goesBy("Wilhelmina Maximiliane von und zu Büttel");
  await expect.poll(() => mina.peopleHere()).toContain("Wilhelmina");
  await mina.page.getByRole("button", { name: "People" }).click();
  const list = mina.page.getByRole("list", { name: "People in this room" });
  expect(await list.evaluate((box) => box.scrollWidth - box.clientWidth)).toBe(0);
  const name = list.locator(".person-name", { hasText: "Wilhelmina" });
  expect(await styleOf(name, "text-overflow")).toBe("ellipsis");
  expect(await name.evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(true);
  const [popover, badge] = await Promise.all([
    mina.page.locator(".people").boundingBox(),
    list.getByText("You", { exact: true }).boundingBox(),
  ]);
  if (popover === null || badge === null) throw new Error("The list or the badge is not seen.");
  expect(badge.x + badge.width).toBeLessThanOrEqual(popover.x + popover.width);
});
