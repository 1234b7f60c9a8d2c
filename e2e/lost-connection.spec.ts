import { unsavedInItsCopy } from "./browser-copy.ts";
import { Observer } from "./observer.ts";
import type { Person } from "./people.ts";
import { expect, test } from "./test.ts";

async function texts(stored: Observer): Promise<unknown[]> {
  return Object.values(stored.shapes)
    .map(({ text }) => text)
    .filter((text) => text !== undefined)
    .sort();
}

async function hasMessages(person: Person, ...messages: string[]): Promise<void> {
  await expect(person.messages.getByRole("listitem")).toHaveCount(messages.length);
  for (const message of messages) await expect(person.messages.getByText(message)).toHaveCount(1);
}

test("R22: a server that is killed while two people draw, type and talk costs them nothing", async ({
  person,
  ownStoa,
  room,
}) => {
  const mina = await person("Mina", ownStoa);
  const jonas = await person("Jonas", ownStoa);
  await mina.opens(room);
  await jonas.opens(room);
  await mina.opensChat();
  await mina.drawsRectangle({ x: 300, y: 150 }, { x: 400, y: 250 });
  await mina.putsNote({ x: 600, y: 300 });
  await mina.types("note");
  await mina.isSaved();
  await jonas.says("before");
  await expect(mina.messages.getByText("before")).toBeVisible();

  await jonas.picks("Pen");
  await jonas.pressesAlong([
    { x: 300, y: 500 },
    { x: 400, y: 520 },
  ]);
  await ownStoa.kill();
  await expect(mina.connection).toContainText(/offline/i);
  await expect(jonas.connection).toContainText(/offline/i);
  await jonas.pressesAlong([{ x: 500, y: 480 }]);
  await jonas.lifts();
  await mina.types(" meanwhile");
  await jonas.says("meanwhile");
  await ownStoa.startAgain();

  await mina.isSaved();
  await jonas.isSaved();
  const stored = new Observer(ownStoa, room);
  await stored.synced();
  await expect.poll(() => stored.count("ink")).toBe(1);
  expect(stored.count("rectangle")).toBe(1);
  expect(await texts(stored)).toEqual(["", "note meanwhile"]);
  await hasMessages(mina, "before", "meanwhile");
  await hasMessages(jonas, "before", "meanwhile");
  await expect
    .poll(() => mina.inkWithin({ x: 290, y: 450 }, { x: 510, y: 550 }))
    .toBeGreaterThan(300);
  await mina.says("after");
  await hasMessages(jonas, "before", "meanwhile", "after");
  stored.leaves();
});

test("R21, R22: an edit that is made offline is counted, kept, and sent when the connection is back", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  const jonas = await person("Jonas");
  await mina.opens(room);
  await jonas.opens(room);
  await mina.isSaved();
  await mina.goesOffline();
  await expect(mina.connection).toContainText(/offline/i);
  await mina.drawsRectangle({ x: 300, y: 200 }, { x: 400, y: 300 });
  await mina.drawsEllipse({ x: 500, y: 200 }, { x: 600, y: 300 });
  await expect(mina.connection).toContainText("2 changes");
  await jonas.drawsStroke({ x: 300, y: 450 }, { x: 500, y: 460 });
  await jonas.isSaved();
  await mina.comesBackOnline();
  await mina.isSaved();
  const stored = new Observer(stoa, room);
  await stored.synced();
  await expect.poll(() => Object.keys(stored.shapes).length).toBe(3);
  await expect
    .poll(() => mina.inkWithin({ x: 290, y: 420 }, { x: 510, y: 500 }))
    .toBeGreaterThan(300);
  await expect
    .poll(() => jonas.inkWithin({ x: 290, y: 190 }, { x: 410, y: 310 }))
    .toBeGreaterThan(300);
  stored.leaves();
});

test("R23: a reload without a server shows the room from this browser's copy, and later sends what was done", async ({
  person,
  ownStoa,
  room,
}) => {
  const mina = await person("Mina", ownStoa);
  await mina.opens(room);
  await mina.drawsRectangle({ x: 300, y: 200 }, { x: 400, y: 300 });
  await mina.isSaved();
  await mina.losesItsSockets();
  await mina.page.reload();
  await mina.board.waitFor();
  await mina.presses("Escape");
  await expect
    .poll(() => mina.inkWithin({ x: 290, y: 190 }, { x: 410, y: 310 }))
    .toBeGreaterThan(300);
  await mina.drawsEllipse({ x: 500, y: 200 }, { x: 600, y: 300 });
  await expect(mina.connection).toContainText(/offline/i);
  // A page that is left drops the writes to its copy that are still under way.
  await expect.poll(() => unsavedInItsCopy(mina, room)).toBe(1);
  await mina.page.reload();
  await mina.board.waitFor();
  await expect(mina.connection).toContainText("1 change");
  await expect
    .poll(() => mina.inkWithin({ x: 490, y: 190 }, { x: 610, y: 310 }))
    .toBeGreaterThan(300);
  mina.findsItsSockets();
  await mina.isSaved();
  const stored = new Observer(ownStoa, room);
  await stored.synced();
  expect(stored.count("rectangle")).toBe(1);
  expect(stored.count("ellipse")).toBe(1);
  stored.leaves();
});

test("R300: tools that cannot be loaded are said to be missing, and come when they are tried again", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  const tools = "**/assets/hands-*.js";
  await mina.page.route(tools, (route) => route.abort());
  await mina.page.goto(`/room/${room}`);
  const note = mina.page.getByRole("alert").filter({ hasText: "could not be loaded" });
  await expect(note).toBeVisible();
  await expect(mina.page.getByRole("group", { name: "Tools" })).toBeHidden();
  await mina.page.unroute(tools);
  await note.getByRole("button", { name: "Try again" }).click();
  await mina.board.waitFor();
  await expect(mina.page.getByRole("group", { name: "Tools" })).toBeVisible();
  await expect(note).toBeHidden();
});
