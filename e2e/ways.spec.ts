import { expect, test } from "./test.ts";

test("R341: a link to a shape leads another person there, and find and the main menu lead on", async ({
  gathers,
}) => {
  const [mina, jonas] = await gathers("Mina", "Jonas");
  await mina.putsNote({ x: 500, y: 300 });
  await mina.types("Grüße");
  await mina.presses("Escape");
  await mina.isSaved();
  const address = await mina.page.evaluate(() => location.pathname);

  // Mina copies the link to her note from the main menu; Jonas looks elsewhere, and follows it.
  await mina.page.getByRole("button", { name: "Main menu" }).click();
  const menu = mina.page.getByRole("menu", { name: "Main menu" });
  await expect(menu.getByRole("menuitem", { name: /^Find/ })).toBeVisible();
  await mina.page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      document.title = text;
    };
  });
  await menu.getByRole("menuitem", { name: /^Copy link to this/ }).click();
  await expect.poll(() => mina.page.title()).toContain("#shape=");
  const hash = new URL(await mina.page.title()).hash;
  await jonas.page.mouse.move(640, 400);
  await jonas.page.mouse.wheel(6_000, 0);
  const wayBack = jonas.page.getByRole("button", { name: "Back to the drawing" });
  await expect(wayBack).toBeVisible();
  await jonas.page.evaluate((fragment) => location.assign(fragment), hash);
  await expect(wayBack).toBeHidden();
  expect(await jonas.page.evaluate(() => location.pathname)).toBe(address);

  // Jonas finds it without the accent from far away.
  await jonas.page.mouse.wheel(6_000, 0);
  await expect(wayBack).toBeVisible();
  await jonas.presses("Control+f");
  await jonas.page.getByRole("textbox", { name: "Find" }).fill("grusse");
  await expect(jonas.page.getByText("1 of 1")).toBeVisible();
  await expect(wayBack).toBeHidden();
  await jonas.presses("Escape");
  await expect(jonas.page.getByRole("textbox", { name: "Find" })).toBeHidden();
  expect(jonas.complaints).toEqual([]);
});
