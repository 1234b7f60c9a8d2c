import type { Page } from "@playwright/test";
import { expect, test } from "./test.ts";

const HOSTILE = '<img src=x onerror="document.title=1"> javascript:alert(1) [x](javascript:1)';

/** Makes links of two roles, as the owner's page would. */
async function links(page: Page, address: string, room: string, roles: readonly string[]) {
  const kept = await page.evaluate((id) => localStorage.getItem(`stoa.keys.${id}`), room);
  const { ownerKey } = JSON.parse(kept ?? "{}") as { ownerKey: string };
  return Promise.all(
    roles.map(async (role) => {
      const answer = await fetch(`${address}/api/rooms/${room}/links`, {
        method: "POST",
        headers: { Authorization: `Bearer ${ownerKey}`, "Content-Type": "application/json" },
        body: JSON.stringify({ role }),
      });
      return ((await answer.json()) as { key: string }).key;
    }),
  );
}

test("R370: a commenter pins a thread to a shape, an editor answers and moves it, and a viewer reads", async ({
  gathers,
  person,
  room,
  stoa,
}) => {
  const [mina] = await gathers("Mina");
  await mina.isSaved();
  await mina.closesChat();
  await mina.drawsRectangle({ x: 400, y: 250 }, { x: 600, y: 400 });
  await mina.isSaved();
  const [commenter, viewer] = await links(mina.page, stoa.address, room, ["commenter", "viewer"]);
  const [jonas, aiko] = await Promise.all([person("Jonas"), person("Aiko")]);
  await jonas.page.goto(`/room/${room}#k=${commenter}`);
  await aiko.page.goto(`/room/${room}#k=${viewer}`);
  await jonas.closesChat();
  await jonas.goesBy("Jonas");
  await aiko.closesChat();

  const pins = (page: Page) => page.locator("[data-thread]");
  const thread = (page: Page) => page.getByRole("dialog", { name: "Comment thread" });
  await expect(jonas.page.getByRole("button", { name: "Comment", exact: true })).toBeVisible();
  await jonas.board.focus();
  await jonas.presses("c");
  await jonas.clicks({ x: 500, y: 300 });
  await jonas.page.getByRole("textbox", { name: "Write a comment" }).fill(HOSTILE);
  await jonas.presses("Enter");
  for (const { page } of [mina, aiko]) await expect(pins(page)).toHaveCount(1);

  await pins(mina.page).click();
  await expect(thread(mina.page).getByText(HOSTILE)).toBeVisible();
  expect(await mina.page.locator(".comments-text img, .comments-text a").count()).toBe(0);
  await thread(mina.page).getByRole("textbox", { name: "Reply" }).pressSequentially("Yes, @jo");
  await mina.presses("Enter");
  await mina.presses("Enter");
  await expect(thread(jonas.page).getByText("@Jonas")).toHaveClass(/is-me/);
  await mina.presses("Escape");
  await expect(pins(mina.page)).toBeFocused();

  // The pin goes with its shape, on every screen.
  const place = async () => (await pins(aiko.page).boundingBox())?.x ?? 0;
  const before = await place();
  await mina.board.focus();
  await mina.drags({ x: 420, y: 250 }, { x: 520, y: 350 });
  await expect.poll(async () => Math.round((await place()) - before)).toBe(100);
  await mina.presses("Delete");
  await expect(thread(jonas.page).getByText("was deleted")).toBeVisible();
  expect(Math.round((await place()) - before)).toBe(100);

  // A viewer reads, and writes nothing.
  await expect(aiko.page.getByRole("button", { name: "Comment", exact: true })).toHaveCount(0);
  await aiko.board.focus();
  await aiko.presses("Alt+c");
  await aiko.page
    .getByRole("complementary", { name: "List of comments" })
    .getByText("1 reply")
    .click();
  await expect(thread(aiko.page).getByText("Yes,")).toBeVisible();
  await expect(thread(aiko.page).getByRole("textbox")).toHaveCount(0);

  // A reply without a connection waits, and is sent once.
  await jonas.goesOffline();
  await thread(jonas.page).getByRole("textbox", { name: "Reply" }).fill("From the train");
  await jonas.presses("Enter");
  await expect(thread(jonas.page).getByText("Will be sent")).toBeVisible();
  await jonas.comesBackOnline();
  await expect(thread(aiko.page).getByText("From the train")).toHaveCount(1);
  await thread(jonas.page).getByRole("button", { name: "Resolve" }).click();
  await expect(pins(mina.page)).toHaveCount(0);
  // On a slow machine, Jonas's page has tried to connect meanwhile.
  const his = jonas.complaints.filter((one) => !one.includes("ERR_INTERNET_DISCONNECTED"));
  expect([...mina.complaints, ...his, ...aiko.complaints]).toEqual([]);
});
