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
        // A hidden button is seen by nobody before a key leads to it.
        .filter((button) => button.checkVisibility() && !button.matches(".visually-hidden"))
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
    .locator(".people-swatch")
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
  const name = list.locator(".people-name", { hasText: "Wilhelmina" });
  expect(await styleOf(name, "text-overflow")).toBe("ellipsis");
  expect(await name.evaluate((box) => box.scrollWidth > box.clientWidth)).toBe(true);
  const [popover, badge] = await Promise.all([
    mina.page.locator(".people").boundingBox(),
    list.getByText("You", { exact: true }).boundingBox(),
  ]);
  if (popover === null || badge === null) throw new Error("The list or the badge is not seen.");
  expect(badge.x + badge.width).toBeLessThanOrEqual(popover.x + popover.width);
});

/** The height of the style panel at 1280×800 before its styles shared rows, in CSS pixels. */
const TALL = { tool: 352, labelled: 471 } as const;

test("R222: the style panel is at most half as high as it was, and begins where the chat begins", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.opensChat();
  const panel = mina.page.getByRole("region", { name: "Style" });
  const boxOf = async (element: Locator) => {
    const box = await element.boundingBox();
    if (box === null) throw new Error("It is not seen.");
    return box;
  };
  await mina.picks("Rectangle");
  expect((await boxOf(panel)).height).toBeLessThanOrEqual(TALL.tool / 2);
  expect((await boxOf(panel)).y).toBe((await boxOf(mina.page.locator(".chat-dock"))).y);

  await mina.drags({ x: 400, y: 300 }, { x: 600, y: 400 });
  await mina.presses("Enter");
  await mina.types("label");
  await mina.presses("Escape");
  await expect(panel.getByRole("group", { name: "Font" })).toBeVisible();
  await expect(panel.getByRole("slider", { name: "Opacity" })).toBeVisible();
  await panel.getByRole("radio", { name: "Solid" }).first().check({ force: true });
  await expect(panel.getByRole("group", { name: "Fill colour" })).toBeVisible();
  expect((await boxOf(panel)).height).toBeLessThanOrEqual(TALL.labelled / 2);
  const unnamed = await panel
    .locator("button, input, fieldset")
    .evaluateAll((all) =>
      all.filter((one) => !(one.ariaLabel || one.querySelector("legend")?.textContent)),
    );
  expect(unnamed).toEqual([]);
});

test("R222: Zoom to fit leaves the drawing beside the style panel", async ({ person, room }) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.drawsRectangle({ x: 400, y: 300 }, { x: 600, y: 400 });
  const panel = await mina.page.getByRole("region", { name: "Style" }).boundingBox();
  if (panel === null) throw new Error("The panel is not seen.");
  await mina.page.getByRole("button", { name: "Zoom to fit" }).click();
  // The bar above the selection would be ink, too.
  await mina.presses("Escape");
  // The rectangle stands in the middle of what is free, which is nothing of what the panel covers.
  const middle = (panel.x + panel.width + 1280) / 2;
  const strip = (x: number) => mina.inkWithin({ x: x - 12, y: 150 }, { x: x + 12, y: 650 });
  await expect.poll(() => strip(middle - 100)).toBeGreaterThan(100);
  await expect.poll(async () => (await strip(middle - 150)) - (await strip(middle + 150))).toBe(0);
});

test("R222: on a phone the styles are a bar above the tools, with one button each", async ({
  browser,
  room,
  stoa,
}) => {
  const { defaultBrowserType: _, ...phone } = devices["iPhone 13"];
  const mina = await Person.arrives(browser, "Mina", stoa.address, {
    ...phone,
    viewport: { width: 390, height: 844 },
  });
  await mina.opens(room);
  const bar = mina.page.getByRole("region", { name: "Style" });
  await expect(bar).toBeHidden();
  await mina.page.getByRole("button", { name: "Rectangle" }).tap();
  const box = await bar.boundingBox();
  expect(box?.height).toBeLessThanOrEqual(48);
  await bar.getByRole("button", { name: "Stroke, Ink" }).tap();
  await mina.page.getByRole("radio", { name: "Violet" }).tap();
  await expect(bar.getByRole("button", { name: "Stroke, Violet" })).toBeVisible();
  await expect(mina.page.getByRole("radio", { name: "Violet" })).toBeHidden();
  const small = await bar
    .getByRole("button")
    .evaluateAll((buttons) =>
      buttons
        .map((button) => button.getBoundingClientRect())
        .filter(({ width, height, right }) => width < 44 || height < 44 || right > innerWidth),
    );
  expect(small).toEqual([]);
  expect(mina.complaints).toEqual([]);
  await mina.leaves();
});
