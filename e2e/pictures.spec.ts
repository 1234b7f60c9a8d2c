import { Observer } from "./observer.ts";
import { Person } from "./people.ts";
import { expect, test } from "./test.ts";

/**
 * Not a test of anything: `npm run pictures` takes the README's picture and
 * one of each page in each theme and size, to be looked at.
 */
const folder = "test-results/pictures";
const sizes = { wide: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } };

/** Puts a small flow chart on the board, as a program of somebody's would. */
async function isDrawnIn(stored: Observer): Promise<void> {
  const { doc } = stored;
  const { Map: YMap, Text: YText } = await import("yjs");
  const shapes = doc.getMap("shapes");
  const add = (id: string, fields: Record<string, unknown>): void => {
    const shape = new YMap<unknown>();
    for (const [key, value] of Object.entries({
      z: `a${id}`,
      width: "m",
      stroke: "ink",
      ...fields,
    })) {
      shape.set(key, key === "text" ? new YText(String(value)) : value);
    }
    shapes.set(id, shape);
  };
  doc.transact(() => {
    add("1", {
      type: "rectangle",
      xy: [270, 150],
      size: [170, 84],
      stroke: "blue",
      fill: "blue",
      text: "Sketch ideas",
    });
    add("2", {
      type: "rectangle",
      xy: [560, 150],
      size: [170, 84],
      stroke: "green",
      fill: "green",
      text: "Talk it over",
    });
    add("3", {
      type: "ellipse",
      xy: [553, 322],
      size: [184, 100],
      stroke: "orange",
      fill: "orange",
      text: "Decide",
    });
    add("4", { type: "arrow", xy: [444, 192], size: [112, 0], from: [0, 0], to: [112, 0] });
    add("5", { type: "arrow", xy: [645, 238], size: [0, 80], from: [0, 0], to: [0, 80] });
    add("6", { type: "arrow", xy: [356, 240], size: [196, 132], from: [196, 132], to: [0, 0] });
    add("7", { type: "text", xy: [458, 164], size: [90, 25], width: "s", text: "share a link" });
    add("8", {
      type: "note",
      xy: [330, 520],
      size: [150, 120],
      stroke: "yellow",
      text: "Who brings the charger?",
    });
    add("9", {
      type: "note",
      xy: [500, 520],
      size: [150, 120],
      stroke: "red",
      text: "Ship it Friday",
    });
  });
}

async function takes(person: Person, name: string): Promise<void> {
  await person.page.evaluate(() => document.fonts.ready);
  await person.page.screenshot({ path: `${folder}/${name}.png` });
}

test("two people in a room, for the README", async ({ person, stoa, room }) => {
  const stored = new Observer(stoa, room);
  await stored.synced();
  await isDrawnIn(stored);
  const mina = await person("Mina");
  const jonas = await person("Jonas");
  for (const somebody of [mina, jonas]) {
    await somebody.opens(room);
    await somebody.goesBy(somebody.name);
  }
  await jonas.callsTheRoom("Spring workshop");
  await mina.says("I moved the arrows so that the loop is one picture. Does it read better?");
  await jonas.opensChat();
  await expect(jonas.messages.getByRole("listitem")).toHaveCount(1);
  await jonas.says("Much better. Decide wants a date though");
  await mina.says("Friday? See the note I left.");
  await expect(jonas.messages.getByRole("listitem")).toHaveCount(3);
  await mina.doubleClicks({ x: 575, y: 600 });
  await mina.presses("End");
  await mina.types(", rest Saturday");
  await mina.pointsAt({ x: 760, y: 560 });
  await jonas.picks("Pen");
  await jonas.page.getByRole("radio", { name: "Violet" }).check({ force: true });
  const wave = Array.from({ length: 20 }, (_, step) => ({
    x: 300 + step * 8,
    y: 458 + Math.sin(step / 1.9) * 22,
  }));
  await jonas.pressesAlong(wave);
  await expect(mina.connection).toHaveText(/saved/i);
  await takes(jonas, "room-two-people");
  await jonas.page.screenshot({ path: "docs/images/room.png" });
  await takes(mina, "room-editing");
  await jonas.lifts();
  await mina.presses("Escape");
  await mina.page.getByRole("button", { name: "Share" }).click();
  await takes(mina, "share");
  await mina.presses("Escape");
  await mina.page.getByRole("button", { name: "People" }).click();
  await takes(mina, "people");
  stored.leaves();
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const [size, viewport] of Object.entries(sizes)) {
    test(`pages, ${size}, ${colorScheme}`, async ({ browser, stoa, room }) => {
      const stored = new Observer(stoa, room);
      await stored.synced();
      await isDrawnIn(stored);
      const touch =
        size === "phone" ? { hasTouch: true, isMobile: true, deviceScaleFactor: 2 } : {};
      const mina = await Person.arrives(browser, "Mina", stoa.address, {
        viewport,
        colorScheme,
        ...touch,
      });
      await mina.opens(room);
      await mina.isSaved();
      await mina.goesBy("Mina");
      await takes(mina, `room-${size}-${colorScheme}`);
      await mina.picks("Pen");
      await mina.says("Does it read better?");
      await expect(mina.messages.getByRole("listitem")).toHaveCount(1);
      await takes(mina, `chat-${size}-${colorScheme}`);
      await mina.page.goto("/");
      await mina.page.getByRole("button", { name: "Open a room" }).waitFor();
      await takes(mina, `home-${size}-${colorScheme}`);
      await mina.page.goto(`/room/${room}-empty`);
      await mina.board.waitFor();
      await mina.isSaved();
      await takes(mina, `empty-${size}-${colorScheme}`);
      await mina.leaves();
      stored.leaves();
    });
  }
}
