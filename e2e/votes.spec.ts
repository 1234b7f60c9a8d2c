import { expect, test } from "./test.ts";

test("R255: two people vote on one note, both votes stay, and undo takes back one's own", async ({
  gathers,
}) => {
  const [mina, jonas] = await gathers("Mina", "Jonas");
  await mina.picks("Sticky note");
  await mina.clicks({ x: 500, y: 400 });
  await mina.types("Ship it");
  await mina.presses("Escape");
  const votes = (somebody: typeof mina, count: number) =>
    expect(
      somebody.page.getByRole("listitem").filter({ hasText: `Ship it, Vote ${count}` }),
    ).toBeAttached();
  await expect(jonas.page.getByRole("listitem").filter({ hasText: "Ship it" })).toBeAttached();
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
