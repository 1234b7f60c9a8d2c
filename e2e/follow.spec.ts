import type { Person } from "./people.ts";
import { expect, test } from "./test.ts";

/** The zoom that this person reads. */
function zoomOf({ page }: Person): Promise<string> {
  return page.locator(".board-percent").innerText();
}

test("R349: a follower goes where the leader goes until Escape, and a call leads those who want to a place", async ({
  gathers,
}) => {
  const [mina, jonas] = await gathers("Mina", "Jonas");
  await mina.goesBy("Mina");
  await jonas.goesBy("Jonas");
  await jonas.opensChat();
  // From the chat's text box, too, the search is that of the page.
  await jonas.page.getByRole("textbox", { name: "Message" }).focus();
  await jonas.presses("Control+f");
  await expect(jonas.page.getByRole("textbox", { name: "Find" })).toBeFocused();
  await jonas.presses("Escape");
  await jonas.closesChat();
  await mina.closesChat();

  await jonas.page.getByRole("button", { name: "People" }).click();
  await jonas.page.getByRole("button", { name: "Follow Mina" }).click();
  await expect(jonas.page.getByText("Following Mina")).toBeVisible();
  await expect(mina.page.getByText("Jonas follows you")).toBeVisible();
  await mina.board.focus();
  await mina.presses("Control+-");
  await expect.poll(() => zoomOf(mina)).not.toBe("100%");
  const near = await zoomOf(mina);
  await expect.poll(() => zoomOf(jonas)).toBe(near);

  await jonas.presses("Escape");
  await expect(jonas.page.getByText("Following Mina")).toBeHidden();
  await expect(mina.page.getByText("Jonas follows you")).toBeHidden();
  await mina.presses("Control+-");
  await expect.poll(() => zoomOf(mina)).not.toBe(near);
  const far = await zoomOf(mina);

  for (const answer of ["Stay", "Go"]) {
    await mina.presses("Control+k");
    const palette = mina.page.getByRole("combobox", { name: /^Search commands/ });
    await expect(palette).toBeFocused();
    await mina.types("bring everyone");
    await mina.presses("Enter");
    await jonas.page.getByRole("button", { name: answer, exact: true }).click();
    await expect.poll(() => zoomOf(jonas)).toBe(answer === "Go" ? far : near);
  }
  await jonas.page.getByRole("button", { name: "Back", exact: true }).click();
  await expect.poll(() => zoomOf(jonas)).toBe(near);
  expect([...mina.complaints, ...jonas.complaints]).toEqual([]);
});
