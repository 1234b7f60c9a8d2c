import AxeBuilder from "@axe-core/playwright";
import { devices } from "@playwright/test";
import { Observer } from "./observer.ts";
import { Person } from "./people.ts";
import { expect, test } from "./test.ts";

test("R199: the menu at the pointer does what it says, by mouse and by key", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.page.emulateMedia({ reducedMotion: "reduce" });
  await mina.opens(room);
  const stored = new Observer(stoa, room);
  await stored.synced();
  await mina.drawsRectangle({ x: 400, y: 200 }, { x: 600, y: 400 });
  await expect.poll(() => stored.count("rectangle")).toBe(1);
  await mina.page.mouse.click(400, 300, { button: "right" });
  const menu = mina.page.getByRole("menu", { name: "Board menu" });
  await expect(menu).toBeVisible();
  const checked = await new AxeBuilder({ page: mina.page })
    .include(".board-menu:popover-open")
    .analyze();
  expect(checked.violations.map(({ id }) => id)).toEqual([]);
  await menu.getByRole("menuitem", { name: "Duplicate" }).click();
  await expect(menu).toBeHidden();
  await expect.poll(() => stored.count("rectangle")).toBe(2);

  await mina.presses("Shift+F10");
  const possible = menu.getByRole("menuitem", { disabled: false });
  await expect(possible.first()).toBeFocused();
  await mina.presses("ArrowDown");
  await expect(possible.nth(1)).toBeFocused();
  await mina.presses("Escape");
  await expect(menu).toBeHidden();
  await expect(mina.board).toBeFocused();
  expect(stored.count("rectangle")).toBe(2);
  await mina.presses("Shift+F10");
  const remove = menu.getByRole("menuitem", { name: "Delete" });
  await expect(possible.first()).toBeFocused();
  for (let steps = 0; steps < 40 && !(await remove.evaluate(isFocused)); steps++) {
    await mina.presses("ArrowDown");
  }
  await mina.presses("Enter");
  await expect.poll(() => stored.count("rectangle")).toBe(1);

  // A press elsewhere closes it, and so does the board's own.
  await mina.page.mouse.click(200, 500, { button: "right" });
  await expect(menu.getByRole("menuitem", { name: "Select all" })).toBeVisible();
  await mina.page.mouse.click(800, 600);
  await expect(menu).toBeHidden();
  stored.leaves();
});

function isFocused(element: Element): boolean {
  return element === document.activeElement;
}

test("R200: the palette and the list of keys open by key, close by Escape, and break no rule", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  await mina.page.emulateMedia({ reducedMotion: "reduce" });
  await mina.opens(room);
  await mina.board.focus();
  await mina.presses("Control+k");
  const field = mina.page.getByRole("combobox", { name: "Search commands, frames and people" });
  await expect(field).toBeFocused();
  await mina.types("ell");
  await expect(mina.page.getByRole("option")).toHaveCount(1);
  const checked = await new AxeBuilder({ page: mina.page }).include("dialog").analyze();
  expect(checked.violations.map(({ id }) => id)).toEqual([]);
  await mina.presses("Enter");
  await expect(field).toBeHidden();
  await expect(mina.page.getByRole("button", { name: "Ellipse", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );

  await mina.presses("?");
  const keys = mina.page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(keys.getByText("Sticky note")).toBeVisible();
  const sheet = await new AxeBuilder({ page: mina.page }).include("dialog").analyze();
  expect(sheet.violations.map(({ id }) => id)).toEqual([]);
  await mina.presses("Escape");
  await expect(keys).toBeHidden();
  await mina.presses("n");
  await expect(mina.page.getByRole("button", { name: "Sticky note", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
});

test("R201: shapes share a button, which shows the one that was used last", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  const tools = mina.page.getByRole("group", { name: "Tools" });
  await tools.getByRole("button", { name: "Shapes" }).click();
  await mina.page
    .getByRole("dialog", { name: "Shapes" })
    .getByRole("button", { name: "Ellipse" })
    .click();
  await mina.drags({ x: 400, y: 200 }, { x: 500, y: 300 });
  const ellipse = tools.getByRole("button", { name: "Ellipse" });
  await expect(ellipse).toHaveAttribute("aria-pressed", "false");
  await ellipse.click();
  await expect(ellipse).toHaveAttribute("aria-pressed", "true");
  await mina.presses("r");
  await expect(tools.getByRole("button", { name: "Rectangle" })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
});

test("R201: on a phone the tools are one row, and a finger takes each of them", async ({
  browser,
  room,
  stoa,
}) => {
  const { defaultBrowserType: _, ...options } = devices["iPhone 13"];
  const viewport = { width: 390, height: 844 };
  const mina = await Person.arrives(browser, "Mina", stoa.address, { ...options, viewport });
  await mina.opens(room);
  const stored = new Observer(stoa, room);
  await stored.synced();
  const tools = mina.page.getByRole("group", { name: "Tools" });
  const boxes = await tools
    .getByRole("button")
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  expect(new Set(boxes).size).toBe(1);
  await tools.getByRole("button", { name: "Rectangle" }).tap();
  await mina.page
    .getByRole("dialog", { name: "Shapes" })
    .getByRole("button", { name: "Ellipse" })
    .tap();
  await mina.page.touchscreen.tap(200, 300);
  await expect.poll(() => stored.count("ellipse")).toBe(1);
  await tools.getByRole("button", { name: /^More/ }).tap();
  await mina.page.getByRole("menuitemcheckbox", { name: "Hand", exact: true }).tap();
  await expect(tools.getByRole("button", { name: "More, Hand in use" })).toBeVisible();
  expect(mina.complaints).toEqual([]);
  stored.leaves();
  await mina.leaves();
});

test("R301: a dialog that fails closes with a sentence, and the board goes on", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  const palette = mina.page.getByRole("dialog", { name: "All commands" });
  await mina.presses("ControlOrMeta+k");
  await expect(palette).toBeVisible();
  // As if the palette had a fault that shows when somebody types.
  const normalize = await mina.page.evaluateHandle(() => String.prototype.normalize);
  await mina.page.evaluate(() => {
    String.prototype.normalize = () => {
      throw new Error("a fault in the palette");
    };
  });
  await mina.page.keyboard.type("a");
  await expect(mina.page.getByText("A part of this page has failed.")).toBeVisible();
  await expect(palette).toBeHidden();
  await mina.page.evaluate((whole) => {
    String.prototype.normalize = whole;
  }, normalize);
  expect(mina.complaints.filter((one) => !one.includes("a fault in the palette"))).toEqual([]);

  await mina.drawsRectangle({ x: 400, y: 200 }, { x: 600, y: 400 });
  await mina.isSaved();
  await mina.presses("Escape");
  await mina.presses("ControlOrMeta+k");
  await expect(palette).toBeVisible();
});
