import { expect, test } from "./test.ts";

test("R161: who takes my name is told from me in the list, at the pointer and in the chat", async ({
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
  await expect(mina.messages.getByText(/^\u041cina \(.+\)$/)).toBeVisible();
});

test("R161: nobody else is called as the page calls its own user", async ({ person, room }) => {
  const mina = await person("Mina");
  const copy = await person("You");
  await mina.opens(room);
  await copy.opens(room);
  await copy.goesBy("You");
  await copy.says("I am you");
  await expect(mina.messages.getByText(/^You \(.+\)$/)).toBeVisible();
});
