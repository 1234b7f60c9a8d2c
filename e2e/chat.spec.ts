import { EventClient } from "../testkit/event-client.ts";
import { expect, test } from "./test.ts";

test("R13: people talk both ways, in one order, see who is typing, and share the room's title", async ({
  gathers,
}) => {
  const [mina, jonas] = await gathers("Mina", "Jonas");
  await mina.says("Does it read better?");
  await expect(jonas.messages.getByText("Does it read better?")).toBeVisible();
  await jonas.says("Much better.");
  await expect(mina.messages.getByText("Much better.")).toBeVisible();
  for (const somebody of [mina, jonas]) {
    const items = somebody.messages.getByRole("listitem");
    await expect(items).toHaveCount(2);
    await expect(items.nth(0)).toContainText("Does it read better?");
    await expect(items.nth(1)).toContainText("Much better.");
  }
  await mina.goesBy("Mina");
  await mina.page.getByRole("textbox", { name: "Message" }).pressSequentially("hel");
  await expect(jonas.page.getByText("Mina is typing")).toBeVisible();
  await mina.presses("Enter");
  await expect(jonas.page.getByText("Mina is typing")).toBeHidden();

  await mina.callsTheRoom("Spring workshop");
  await expect(jonas.page.getByRole("textbox", { name: "Room title" })).toHaveValue(
    "Spring workshop",
  );
  await expect(jonas.page).toHaveTitle(/Spring workshop/);
});

test("R13: a person who comes later reads the earlier messages, and a reload says nothing twice", async ({
  person,
  room,
  gathers,
}) => {
  const [mina] = await gathers("Mina");
  await mina.says("first");
  await mina.says("second");
  await expect(mina.messages.getByRole("listitem")).toHaveCount(2);
  const jonas = await person("Jonas");
  await jonas.opens(room);
  await jonas.opensChat();
  await expect(jonas.messages.getByRole("listitem")).toHaveCount(2);
  await mina.page.reload();
  await mina.opensChat();
  await expect(mina.messages.getByRole("listitem")).toHaveCount(2);
});

test("a closed chat counts what was not read", async ({ gathers }) => {
  const [mina, jonas] = await gathers("Mina", "Jonas");
  await mina.closesChat();
  await jonas.says("one");
  await jonas.says("two");
  await expect(mina.page.getByRole("button", { name: /^Chat/ })).toContainText("2");
  await expect(mina.page).toHaveTitle(/2/);
  await mina.opensChat();
  await expect(mina.messages.getByText("two")).toBeVisible();
  await expect(mina.page).not.toHaveTitle(/\(2\)/);
});

test("R220: the chat is closed for who is alone, open for who comes, and as I left it after a reload", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  const jonas = await person("Jonas");
  const box = (somebody: typeof mina) => somebody.page.getByRole("textbox", { name: "Message" });
  await mina.opens(room);
  await mina.isSaved();
  await jonas.opens(room);
  await expect(box(jonas)).toBeVisible();
  await expect(mina.page.locator(".chat-toast")).toBeVisible();
  await expect(box(mina)).toBeHidden();

  await jonas.chat.click();
  await expect(box(jonas)).toBeHidden();
  await mina.chat.click();
  await expect(box(mina)).toBeVisible();
  await jonas.page.reload();
  await mina.page.reload();
  await expect(box(mina)).toBeVisible();
  await jonas.isSaved();
  await expect(box(jonas)).toBeHidden();
});

test("R221: a closed chat shows who comes and what they say, and a click on it opens the chat there", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  const jonas = await person("Jonas");
  await mina.opens(room);
  await mina.isSaved();
  await jonas.opens(room);
  const toast = mina.page.getByRole("status").getByRole("button");
  await expect(toast).toContainText("is here now");
  await jonas.goesBy("Jonas Klein");
  await jonas.says("Does it read better?\nSay yes.");
  await expect(toast).toContainText("Jonas Klein");
  await expect(toast).toContainText("Does it read better?");
  await expect(toast).not.toContainText("Say yes.");
  await toast.hover();
  await jonas.says("Hello?");
  await expect(toast).toContainText("Hello?");
  await expect(toast).toContainText("2 new");

  await toast.click();
  await expect(mina.messages.getByText("Hello?")).toBeVisible();
  await expect(toast).toBeHidden();
  await jonas.says("There you are");
  await expect(mina.messages.getByText("There you are")).toBeVisible();
  await expect(toast).toBeHidden();
  expect(mina.complaints).toEqual([]);
});

test("R14: a long conversation is read backwards by scrolling up", async ({
  person,
  room,
  stoa,
}) => {
  // By a program, because a page takes half a minute for so many on a busy machine.
  const program = new EventClient(`${stoa.socketServer}/${room}`);
  await program.opened();
  for (let n = 1; n <= 70; n++) program.says(`message ${n}.`, `message-${n}`);
  const jonas = await person("Jonas");
  await jonas.opens(room);
  await jonas.opensChat();
  await expect(jonas.messages.getByText("message 70.")).toBeVisible();
  await expect(async () => {
    await jonas.messages.hover();
    await jonas.page.mouse.wheel(0, -2_000);
    await expect(jonas.messages.getByText("message 1.", { exact: true })).toBeVisible({
      timeout: 300,
    });
  }).toPass();
  program.close();
});

test("R29: web addresses can be followed, scripts cannot, and markup stays text", async ({
  gathers,
}) => {
  const [mina] = await gathers("Mina");
  await mina.says("see https://example.org/a?b=1. and mailto:a@example.org");
  await mina.says("javascript:alert(1) <img src=x onerror=alert(2)> data:text/html,x");
  const list = mina.messages;
  await expect(list.getByRole("listitem")).toHaveCount(2);
  const links = await list
    .getByRole("link")
    .evaluateAll((all) => all.map((link) => link.getAttribute("href")));
  expect(links).toEqual(["https://example.org/a?b=1", "mailto:a@example.org"]);
  await expect(list.getByText("<img src=x onerror=alert(2)>")).toBeVisible();
  await expect(list.locator("img")).toHaveCount(0);
});
