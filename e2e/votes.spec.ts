import { expect, test } from "./test.ts";

test("R255: two people vote on one note, both votes stay, and undo takes back one's own", async ({
  gathers,
}) => {
  const [mina, jonas] = await gathers("Mina", "Jonas");
  for (const somebody of [mina, jonas]) {
    await somebody.closesChat();
    await somebody.opensOutline();
  }
  await mina.picks("Sticky note");
  await mina.clicks({ x: 500, y: 400 });
  await mina.types("Ship it");
  await mina.presses("Escape");
  const votes = (somebody: typeof mina, count: number) =>
    expect(somebody.outline).toHaveAccessibleName(new RegExp(`Ship it, Vote ${count}`));
  await expect(jonas.outline).toHaveAccessibleName(/Ship it/);
  await jonas.clicks({ x: 440, y: 340 });
  for (const somebody of [mina, jonas]) {
    await somebody.presses("Alt+e");
    const vote = somebody.page.getByRole("button", { name: "Vote", exact: true });
    await vote.click();
    await expect(vote).toHaveAttribute("aria-pressed", "true");
    await somebody.presses("Escape");
    await expect(vote).toBeHidden();
  }
  await votes(mina, 2);
  await votes(jonas, 2);
  await mina.presses("Control+z");
  await votes(mina, 1);
  await votes(jonas, 1);
  await jonas.presses("Alt+e");
  const left = jonas.page.getByRole("button", { name: "Vote", exact: true });
  await expect(left).toHaveAttribute("aria-pressed", "true");
  await expect(left).toHaveAccessibleDescription("You");
});
