import type { Locator, Page } from "@playwright/test";
import { expect, test } from "./test.ts";

/** The zoom in per cent, as the page says it. */
async function zoomOf(page: Page): Promise<number> {
  const words = await page.getByRole("button", { name: /^Zoom \d+ %/ }).textContent();
  return Number.parseInt(words ?? "", 10);
}

test("R171: a notch of the wheel with Ctrl zooms by ten per cent, and back", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.pointsAt({ x: 500, y: 400 });
  await mina.page.keyboard.down("Control");
  await mina.page.mouse.wheel(0, -100);
  await expect.poll(() => zoomOf(mina.page)).toBe(110);
  await mina.page.mouse.wheel(0, -120);
  await expect.poll(() => zoomOf(mina.page)).toBe(121);
  await mina.page.mouse.wheel(0, 100);
  await mina.page.mouse.wheel(0, 100);
  await expect.poll(() => zoomOf(mina.page)).toBe(100);
  await mina.page.keyboard.up("Control");
});

test("R174: a reload shows the place and zoom that were left", async ({ person, room }) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.drawsRectangle({ x: 400, y: 300 }, { x: 500, y: 400 });
  await mina.presses("Escape");
  await mina.isSaved();
  await mina.pointsAt({ x: 450, y: 350 });
  await mina.page.keyboard.down("Control");
  for (let notch = 0; notch < 5; notch++) await mina.page.mouse.wheel(0, -100);
  await mina.page.keyboard.up("Control");
  await mina.page.mouse.wheel(-150, 100);
  await expect.poll(() => zoomOf(mina.page)).toBe(161);
  // The rectangle now lies from (520, 170) to (680, 330): its left edge is the ink in this strip.
  const edge = [
    { x: 515, y: 220 },
    { x: 525, y: 280 },
  ] as const;
  await expect.poll(() => mina.inkWithin(...edge)).toBeGreaterThan(100);
  await mina.page.reload();
  await mina.board.waitFor();
  await mina.isSaved();
  await expect.poll(() => zoomOf(mina.page)).toBe(161);
  await expect.poll(() => mina.inkWithin(...edge)).toBeGreaterThan(100);

  // Another room has a place of its own.
  await mina.opens(`${room.slice(0, 60)}-two`);
  await expect.poll(() => zoomOf(mina.page)).toBe(100);
  await mina.opens(room);
  await expect.poll(() => zoomOf(mina.page)).toBe(161);
});

test("R174: a first visit to a wide drawing can be read, and there are ways to the rest and back", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.drawsRectangle({ x: 300, y: 200 }, { x: 400, y: 300 });
  for (let step = 0; step < 8; step++) await mina.page.mouse.wheel(1_000, 0);
  const back = mina.page.getByRole("button", { name: "Back to the drawing" });
  await expect(back).toBeVisible();
  await mina.drawsRectangle({ x: 300, y: 200 }, { x: 400, y: 300 });
  await expect(back).toBeHidden();
  await mina.isSaved();

  const jonas = await person("Jonas");
  await jonas.opens(room);
  const whole = jonas.page.getByRole("button", { name: "Show the whole drawing" });
  await expect(whole).toBeVisible();
  await expect.poll(() => zoomOf(jonas.page)).toBe(50);
  // In a low window the way back stands beside the title, where it covers nothing of the drawing.
  const way = jonas.page.getByRole("button", { name: /the (whole )?drawing$/ });
  await jonas.page.setViewportSize({ width: 844, height: 390 });
  const title = jonas.page.getByRole("link", { name: "Stoa, the front page" });
  const middleOf = async (part: Locator) => {
    const box = await part.boundingBox();
    return box === null ? null : box.y + box.height / 2;
  };
  await expect
    .poll(async () => Math.abs(((await middleOf(way)) ?? 0) - ((await middleOf(title)) ?? -100)))
    .toBeLessThanOrEqual(2);
  await jonas.page.setViewportSize({ width: 1280, height: 800 });
  await whole.click();
  await expect(whole).toBeHidden();
  await expect.poll(() => zoomOf(jonas.page)).toBeLessThan(20);
  for (let step = 0; step < 4; step++) await jonas.page.mouse.wheel(0, 1_000);
  const backAgain = jonas.page.getByRole("button", { name: "Back to the drawing" });
  await backAgain.click();
  await expect(backAgain).toBeHidden();
  await expect.poll(() => zoomOf(jonas.page)).toBe(50);
});
