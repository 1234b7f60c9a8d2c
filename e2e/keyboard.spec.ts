import AxeBuilder from "@axe-core/playwright";
import { Observer } from "./observer.ts";
import { expect, test } from "./test.ts";

test("R28: a room can be opened, drawn in and talked in without a pointer", async ({
  person,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.page.goto("/");
  const open = mina.page.getByRole("button", { name: "Open a room" });
  await open.focus();
  await mina.presses("Enter");
  await mina.page.waitForURL(/\/room\//);
  await mina.board.waitFor();
  const room = new URL(mina.page.url()).pathname.slice("/room/".length);
  const stored = new Observer(stoa, room);
  await stored.synced();

  await mina.board.focus();
  await mina.presses("r");
  await mina.presses("Enter");
  await expect.poll(() => stored.count("rectangle")).toBe(1);
  await mina.presses("Escape");
  await mina.presses("n");
  await mina.presses("Enter");
  await mina.types("by keyboard");
  await mina.presses("Escape");
  await expect
    .poll(() => Object.values(stored.shapes).map(({ text }) => text))
    .toContain("by keyboard");

  const xOfNote = () => {
    const note = Object.values(stored.shapes).find(({ type }) => type === "note");
    return (note?.["xy"] as [number, number] | undefined)?.[0] ?? 0;
  };
  const before = xOfNote();
  await mina.presses("ArrowRight");
  await mina.presses("Shift+ArrowRight");
  await expect.poll(xOfNote).toBe(before + 11);
  await mina.presses("Control+d");
  await expect.poll(() => stored.count("note")).toBe(2);
  await mina.presses("Control+a");
  await mina.presses("Delete");
  await expect.poll(() => Object.keys(stored.shapes).length).toBe(0);
  await mina.presses("Control+z");
  await expect.poll(() => Object.keys(stored.shapes).length).toBe(3);
  await mina.presses("Control+Shift+z");
  await expect.poll(() => Object.keys(stored.shapes).length).toBe(0);
  stored.leaves();
});

const TOOL_KEYS = [
  ["h", "Hand"],
  ["r", "Rectangle"],
  ["o", "Ellipse"],
  ["a", "Arrow"],
  ["p", "Pen"],
  ["t", "Text"],
  ["n", "Sticky note"],
  ["e", "Eraser"],
  ["v", "Select"],
] as const;

test("R28: each tool has a key that takes it", async ({ person, room }) => {
  const mina = await person("Mina");
  await mina.opens(room);
  for (const [key, tool] of TOOL_KEYS) {
    const button = mina.page.getByRole("button", { name: tool, exact: true });
    await expect(button.and(mina.page.locator('[aria-pressed="true"]')), key).toHaveCount(0);
    await mina.presses(key);
    await expect(button, key).toHaveAttribute("aria-pressed", "true");
  }
});

test("R197: letters on one selected shape are written into it, the keys of tools, too", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  const stored = new Observer(stoa, room);
  await stored.synced();
  await mina.drawsRectangle({ x: 400, y: 200 }, { x: 600, y: 300 });
  await mina.types("rent 7");
  const texts = () => Object.values(stored.shapes).map(({ text }) => text);
  await expect.poll(texts).toEqual(["rent 7"]);
  await mina.presses("Escape");
  await mina.types("s");
  await expect.poll(texts).toEqual(["rent 7s"]);
  stored.leaves();
});

test("R28: letters typed into a text field are no shortcuts", async ({ person, room }) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.opensChat();
  await mina.page.getByRole("textbox", { name: "Message" }).pressSequentially("here");
  await expect(mina.page.getByRole("textbox", { name: "Message" })).toHaveValue("here");
  await expect(mina.page.getByRole("button", { name: "Select", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
});

for (const name of ["Share", "People", "Chat"]) {
  test(`R172: the board has its keys after ${name} was clicked and closed`, async ({
    person,
    room,
    stoa,
  }) => {
    const mina = await person("Mina");
    await mina.opens(room);
    const stored = new Observer(stoa, room);
    await stored.synced();
    const button = mina.page.getByRole("button", { name: new RegExp(`^${name}`) });
    if (name === "Chat") await mina.opensChat();
    else {
      await button.click();
      await expect(button).toHaveAttribute("aria-expanded", "true");
    }
    if (name === "Share") {
      await mina.page.getByRole("button", { name: "Copy link" }).focus();
      await mina.presses("Escape");
    } else if (name === "People") {
      await mina.page.getByRole("textbox", { name: "Your name" }).focus();
      await mina.presses("Escape");
    } else await mina.closesChat();
    if (name !== "Chat") await expect(button).toHaveAttribute("aria-expanded", "false");
    await mina.presses("r");
    await expect(mina.page.getByRole("button", { name: "Rectangle", exact: true })).toHaveAttribute(
      "aria-pressed",
      "true",
    );
    await mina.presses("Enter");
    await expect.poll(() => stored.count("rectangle")).toBe(1);
    stored.leaves();
  });
}

test("R172: a control that was reached by key keeps the keys that it needs, and no others", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  const stored = new Observer(stoa, room);
  await stored.synced();
  const share = mina.page.getByRole("button", { name: "Share" });
  await share.focus();
  await mina.presses("Enter");
  await expect(share).toHaveAttribute("aria-expanded", "true");
  // The field of the link is a text field: the letter is no tool.
  await mina.page.getByRole("textbox", { name: "Link to this room" }).focus();
  await mina.presses("r");
  await mina.presses("Escape");
  await expect(share).toBeFocused();
  const select = mina.page.getByRole("button", { name: "Select", exact: true });
  await expect(select).toHaveAttribute("aria-pressed", "true");
  await mina.presses("n");
  await expect(mina.page.getByRole("button", { name: "Sticky note", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
  // Enter presses the button, and puts no note.
  await mina.presses("Enter");
  await expect(share).toHaveAttribute("aria-expanded", "true");
  expect(stored.count("note")).toBe(0);
  stored.leaves();
});

for (const colorScheme of ["light", "dark"] as const) {
  for (const path of ["/", "/room/accessible", "/embed/accessible?view=split"]) {
    test(`R28: no accessibility rule is broken at ${path} (${colorScheme})`, async ({ person }) => {
      const mina = await person("Mina");
      // An element that is fading in has too little contrast for a moment.
      await mina.page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await mina.page.goto(path);
      await mina.page
        .getByRole(path === "/" ? "button" : "region")
        .first()
        .waitFor();
      const { violations } = await new AxeBuilder({ page: mina.page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    });
  }
}
