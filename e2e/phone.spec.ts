import { devices } from "@playwright/test";
import { Observer } from "./observer.ts";
import { Person } from "./people.ts";
import { expect, test } from "./test.ts";

const phone = { ...devices["iPhone 13"], viewport: { width: 390, height: 844 } };

test("R30: on a phone nothing overflows, and every control can be hit by a thumb", async ({
  browser,
  room,
  stoa,
}) => {
  const { defaultBrowserType: _, ...options } = phone;
  const mina = await Person.arrives(browser, "Mina", stoa.address, options);
  await mina.opens(room);
  const width = await mina.page.evaluate(() => document.documentElement.scrollWidth);
  expect(width).toBeLessThanOrEqual(390);
  const small = await mina.page.getByRole("button").evaluateAll((buttons) =>
    buttons
      // A hidden button is seen by nobody before a key leads to it.
      .filter((button) => button.checkVisibility() && !button.matches(".visually-hidden"))
      .map((button) => ({
        name: button.ariaLabel ?? button.textContent,
        box: button.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.width > 0 && (box.height < 44 || box.width < 40))
      .map(({ name, box }) => `${name}: ${box.width}×${box.height}`),
  );
  expect(small).toEqual([]);
  await mina.leaves();
});

test("R30: on a phone a finger draws, and the chat opens as a sheet", async ({
  browser,
  room,
  stoa,
}) => {
  const { defaultBrowserType: _, ...options } = phone;
  const mina = await Person.arrives(browser, "Mina", stoa.address, options);
  await mina.opens(room);
  const stored = new Observer(stoa, room);
  await stored.synced();
  await mina.page.getByRole("button", { name: "Sticky note" }).tap();
  await mina.page.touchscreen.tap(195, 300);
  await mina.types("by thumb");
  await expect
    .poll(() => Object.values(stored.shapes).map(({ text }) => text))
    .toEqual(["by thumb"]);
  await mina.presses("Escape");
  await mina.page.getByRole("button", { name: /^Chat/ }).tap();
  await mina.page.getByRole("textbox", { name: "Message" }).fill("from a phone");
  await mina.page.getByRole("button", { name: "Send" }).tap();
  await expect(mina.messages.getByText("from a phone")).toBeVisible();
  expect(mina.complaints).toEqual([]);
  stored.leaves();
  await mina.leaves();
});

test("R391: fingers zoom with a tool in hand, and undo; beside a pen they move the board", async ({
  browser,
  room,
  stoa,
}) => {
  const { defaultBrowserType: _, ...options } = phone;
  const mina = await Person.arrives(browser, "Mina", stoa.address, options);
  await mina.opens(room);
  const stored = new Observer(stoa, room);
  await stored.synced();
  const screen = await mina.page.context().newCDPSession(mina.page);
  type Touch = "touchStart" | "touchMove" | "touchEnd";
  const touches = (type: Touch, ...at: readonly [number, number][]) => touchesAt(now(), type, at);
  const now = () => Date.now() / 1_000;
  const touchesAt = (timestamp: number, type: Touch, at: readonly [number, number][]) =>
    screen.send("Input.dispatchTouchEvent", {
      type,
      timestamp,
      touchPoints: at.map(([x, y], id) => ({ x, y, id })),
    });
  // A tap is short by the browser's stamps, however long a busy machine takes.
  const taps = async (...at: [number, number][]) => {
    const down = now();
    await touchesAt(down, "touchStart", at);
    await touchesAt(down + 0.05, "touchEnd", []);
  };
  const strokes = async () => {
    await touches("touchStart", [100, 300]);
    for (const x of [120, 150, 200, 250]) await touches("touchMove", [x, 320]);
  };
  await mina.page.getByRole("button", { name: "Pen", exact: true }).tap();
  await strokes();
  await touches("touchEnd");
  await expect.poll(() => stored.count("ink")).toBe(1);
  // A second finger comes: the stroke was not meant.
  await strokes();
  await touches("touchStart", [250, 320], [100, 500]);
  await touches("touchMove", [260, 300], [90, 560]);
  await touches("touchEnd");
  await taps([100, 300], [250, 300]);
  await expect.poll(() => stored.count("ink")).toBe(0);
  await taps([100, 300], [180, 300], [250, 300]);
  await expect.poll(() => stored.count("ink")).toBe(1);

  const pen = (type: "mousePressed" | "mouseMoved" | "mouseReleased", x: number) =>
    screen.send("Input.dispatchMouseEvent", {
      type,
      x,
      y: 400,
      button: "left",
      buttons: type === "mouseReleased" ? 0 : 1,
      clickCount: 1,
      pointerType: "pen",
    });
  await pen("mousePressed", 100);
  for (const x of [130, 180, 220]) await pen("mouseMoved", x);
  await pen("mouseReleased", 220);
  await expect.poll(() => stored.count("ink")).toBe(2);
  const mode = mina.page.getByRole("button", { name: "Pen mode: fingers move the board" });
  await expect(mode).toHaveAttribute("aria-pressed", "true");
  await strokes();
  await touches("touchEnd");
  await mode.tap();
  await expect(mode).toHaveAttribute("aria-pressed", "false");
  await strokes();
  await touches("touchEnd");
  await expect.poll(() => stored.count("ink")).toBe(3);
  expect(mina.complaints).toEqual([]);
  stored.leaves();
  await mina.leaves();
});

test("R30: on a phone the chat's text box opens as high as its words", async ({
  browser,
  room,
  stoa,
}) => {
  const { defaultBrowserType: _, ...options } = phone;
  const mina = await Person.arrives(browser, "Mina", stoa.address, options);
  await mina.opens(room);
  const chat = mina.page.getByRole("button", { name: /^Chat/ });
  const box = mina.page.getByRole("textbox", { name: "Message" });
  const hidden = () => box.evaluate((field) => field.scrollHeight - field.clientHeight);
  await chat.tap();
  await expect.poll(async () => (await box.boundingBox())?.height).toBe(44);
  expect(await hidden()).toBe(0);
  // A draft of three lines opens with three lines.
  await box.fill("one\ntwo\nthree");
  const height = (await box.boundingBox())?.height;
  await mina.page.getByRole("button", { name: "Hide panel" }).tap();
  await expect(box).toBeHidden();
  await chat.tap();
  await expect.poll(async () => (await box.boundingBox())?.height).toBe(height);
  expect(await hidden()).toBe(0);
  await mina.leaves();
});
