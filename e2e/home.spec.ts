import AxeBuilder from "@axe-core/playwright";
import { Observer } from "./observer.ts";
import { Person } from "./people.ts";
import { expect, test } from "./test.ts";

const drawing = (person: Person) => person.page.getByRole("img", { name: /Mina and Jonas draw/ });
const cards = (person: Person) => person.page.getByRole("list", { name: "Your rooms" });

test("R213: a first visit shows a board on which two people draw, and it can be paused", async ({
  person,
}) => {
  const mina = await person("Mina");
  await mina.page.goto("/");
  await expect(drawing(mina)).toBeVisible();
  await mina.page.getByRole("button", { name: "Pause the drawing" }).click();
  await mina.page.getByRole("button", { name: "Go on drawing" }).click();
  await expect(mina.page.getByRole("button", { name: "Pause the drawing" })).toBeVisible();
  const { violations } = await new AxeBuilder({ page: mina.page }).analyze();
  expect(violations).toEqual([]);
});

test("R213: without motion, the drawing is there, and nothing has to be paused", async ({
  browser,
  stoa,
}) => {
  const mina = await Person.arrives(browser, "Mina", stoa.address, { reducedMotion: "reduce" });
  await mina.page.goto("/");
  await expect(drawing(mina)).toBeVisible();
  await expect(mina.page.getByRole("button", { name: "Pause the drawing" })).toHaveCount(0);
  await mina.leaves();
});

test("R216: a retrospective stands in the new room at once, is saved, and can be undone", async ({
  person,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.page.goto("/");
  await mina.page.getByRole("button", { name: "Retro" }).click();
  await mina.page.waitForURL(/\/room\//);
  const room = new URL(mina.page.url()).pathname.slice("/room/".length);
  const stored = new Observer(stoa, room);
  await stored.synced();
  await expect.poll(() => stored.count("note")).toBe(6);
  await mina.page.reload();
  await mina.board.waitFor();
  await mina.isSaved();
  expect(stored.count("note")).toBe(6);
  await mina.page.goto("/");
  await mina.page.getByRole("button", { name: "Diagram" }).click();
  await mina.page.waitForURL(
    (url) => url.pathname.startsWith("/room/") && !url.href.includes(room),
  );
  await mina.page.getByRole("button", { name: "Undo" }).click();
  await expect(mina.page.getByRole("button", { name: "Undo" })).toBeDisabled();
  stored.leaves();
});

test("R214, R215: the front page shows the room with its picture and who was there, and asks the server nothing", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  const jonas = await person("Jonas");
  for (const somebody of [mina, jonas]) {
    await somebody.opens(room);
    await somebody.goesBy(somebody.name);
  }
  await mina.callsTheRoom("Spring workshop");
  await mina.drawsRectangle({ x: 300, y: 200 }, { x: 500, y: 320 });
  await mina.isSaved();
  await expect.poll(() => mina.peopleHere()).toContain("Jonas");
  const asked: string[] = [];
  await mina.page.goto("/");
  mina.page.on("request", (request) => asked.push(request.url()));
  const card = cards(mina).getByRole("listitem");
  await expect(card).toHaveCount(1);
  await expect(card).toContainText("Spring workshop");
  await expect(card).toContainText("with Jonas");
  const picture = card.locator("img");
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(512);
  expect(asked.filter((url) => url.includes(room))).toEqual([]);
  const { violations } = await new AxeBuilder({ page: mina.page }).analyze();
  expect(violations).toEqual([]);

  await mina.page.getByRole("button", { name: "Remove Spring workshop from this list" }).focus();
  await mina.presses("Enter");
  await expect(card).toHaveCount(0);
});
