import { sign } from "hono/jwt";
import { Observer } from "./observer.ts";
import { Person } from "./people.ts";
import { Stoa } from "./server.ts";
import { expect, test } from "./test.ts";

const SECRET = "a secret of this test, of 32 characters or more";

/** A token by which somebody is known under a name. */
function tokenOf(room: string, name: string): Promise<string> {
  const exp = Math.floor(Date.now() / 1000) + 600;
  return sign({ room, role: "editor", sub: name, name, exp }, SECRET);
}

test("R161: a person who takes my name is told from me in the list, at the pointer and in the chat", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  const copy = await person("the copy of Mina");
  await mina.opens(room);
  await mina.goesBy("Mina");
  await copy.opens(room);
  // The first letter is Cyrillic.
  await copy.goesBy("\u041cina");
  await copy.pointsAt({ x: 500, y: 300 });
  await expect(mina.pointerOf("\u041cina (")).toHaveCount(1);
  await expect.poll(() => mina.peopleHere()).toMatch(/MinaYou.*\u041cina \(.+\)/);
  await copy.says("It is me");
  await mina.opensChat();
  await expect(mina.messages.getByText(/^\u041cina \(.+\)$/)).toBeVisible();
});

test("R161: nobody else is called as the page calls its own user", async ({ person, room }) => {
  const mina = await person("Mina");
  const copy = await person("You");
  await mina.opens(room);
  await copy.opens(room);
  await copy.goesBy("You");
  await copy.says("I am you");
  await mina.opensChat();
  await expect(mina.messages.getByText(/^You \(.+\)$/)).toBeVisible();
});

test("R161: a verified name has a badge, and a guest of the same name has none", async ({
  browser,
  room,
}) => {
  const stoa = await Stoa.start(null, { AUTH_SECRET: SECRET });
  const jonas = await Person.arrives(browser, "Jonas", stoa.address);
  const signed = new Observer(stoa, room, { token: await tokenOf(room, "Mina") });
  const guest = new Observer(stoa, room);
  for (const [index, { provider }] of [signed, guest].entries()) {
    provider.awareness.setLocalState({
      user: { name: "Mina", color: "#2f68d8" },
      pointer: { x: index * 200, y: 0 },
    });
  }
  try {
    await jonas.opens(room);
    await expect(jonas.pointerOf("Mina (")).toHaveCount(2);
    await jonas.page.getByRole("button", { name: "People" }).click();
    const rows = jonas.page
      .getByRole("list", { name: "People in this room" })
      .getByRole("listitem");
    await expect(rows.filter({ hasText: "Mina (" })).toHaveCount(2);
    await expect(rows.getByRole("img", { name: "verified" })).toHaveCount(1);
    await expect(jonas.page.locator(".people-pointer-name.is-verified")).toHaveCount(1);
  } finally {
    signed.leaves();
    guest.leaves();
    await jonas.leaves();
    await stoa.remove();
  }
});
