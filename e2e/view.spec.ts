import type { Page } from "@playwright/test";
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
