import AxeBuilder from "@axe-core/playwright";
import { expect, test } from "./test.ts";

test("R28: a room can be opened, drawn in and talked in without a pointer", async ({
  person,
  watches,
}) => {
  const mina = await person("Mina");
  await mina.page.goto("/");
  const open = mina.page.getByRole("button", { name: "Open a room" });
  await open.focus();
  await mina.presses("Enter");
  await mina.page.waitForURL(/\/room\//);
  await mina.board.waitFor();
  const room = new URL(mina.page.url()).pathname.slice("/room/".length);
  const stored = await watches(room);

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
});

test("R28: an empty board becomes a labelled, connected diagram by keys alone", async ({
  gathers,
  watches,
}) => {
  const [mina] = await gathers("Mina");
  const stored = await watches();
  const one = (type: string) =>
    Object.values(stored.shapes).find((shape) => shape["type"] === type);
  const presses = async (...keys: string[]) => {
    for (const key of keys) await mina.presses(key);
  };
  await mina.board.focus();
  await presses("r", "Enter");
  await expect.poll(() => stored.count("rectangle")).toBe(1);
  await presses(
    "Alt+Shift+ArrowRight",
    "Alt+Shift+ArrowDown",
    ">",
    ...Array(20).fill("Shift+ArrowLeft"),
  );
  await expect.poll(() => one("rectangle")?.["size"]).toEqual([170, 110]);
  await mina.types("Login");
  await presses("Escape", "Escape", "o", "Enter", ...Array(20).fill("Shift+ArrowRight"));
  await mina.types("Home");
  await presses("Escape", "Escape");
  // The board gets the focus again, and Tab walks from the left.
  await presses("Tab", "Shift+Tab", "Tab");
  await presses("Alt+k");
  await expect(mina.page.getByText(/^Arrow to Ellipse: Home/)).toBeVisible();
  await presses("Enter");
  await expect.poll(() => stored.count("arrow")).toBe(1);
  await mina.types("signs in");
  await presses("Escape", "Control+a", "f");
  await expect.poll(() => stored.count("frame")).toBe(1);
  const [login, home, arrow] = ["rectangle", "ellipse", "arrow"].map(one);
  expect([login?.["text"], home?.["text"], arrow?.["text"]]).toEqual(["Login", "Home", "signs in"]);
  expect(login?.["angle"]).toBeCloseTo(Math.PI / 12);
  const ids = Object.fromEntries(Object.entries(stored.shapes).map(([id, { type }]) => [type, id]));
  expect(arrow?.["start"]).toMatchObject({ shape: ids["rectangle"] });
  expect(arrow?.["end"]).toMatchObject({ shape: ids["ellipse"] });
  // The keys stay with the board after all is gone, and after it is back.
  await presses("Control+a", "Delete");
  await expect.poll(() => Object.keys(stored.shapes)).toEqual([]);
  await expect(mina.board).toBeFocused();
  await presses("Control+z");
  await expect.poll(() => Object.keys(stored.shapes).length).toBe(4);
  await expect(mina.board).toBeFocused();
  // Behind Escape, Tab leaves the board.
  await presses("Escape", "Escape", "Tab");
  await expect(mina.board).not.toBeFocused();
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

test("R28: each tool has a key that takes it, and letters typed into a text field are no shortcuts", async ({
  gathers,
}) => {
  const [mina] = await gathers("Mina");
  for (const [key, tool] of TOOL_KEYS) {
    const button = mina.page.getByRole("button", { name: tool, exact: true });
    await expect(button.and(mina.page.locator('[aria-pressed="true"]')), key).toHaveCount(0);
    await mina.presses(key);
    await expect(button, key).toHaveAttribute("aria-pressed", "true");
  }
  await mina.opensChat();
  const field = mina.page.getByRole("textbox", { name: "Message" });
  await field.pressSequentially("here");
  await expect(field).toHaveValue("here");
  await expect(mina.page.getByRole("button", { name: "Select", exact: true })).toHaveAttribute(
    "aria-pressed",
    "true",
  );
});

test("R197: letters on one selected shape are written into it, the keys of tools, too", async ({
  gathers,
  watches,
}) => {
  const [mina] = await gathers("Mina");
  const stored = await watches();
  await mina.drawsRectangle({ x: 400, y: 200 }, { x: 600, y: 300 });
  await mina.types("rent 7");
  const texts = () => Object.values(stored.shapes).map(({ text }) => text);
  await expect.poll(texts).toEqual(["rent 7"]);
  await mina.presses("Escape");
  await mina.types("s");
  await expect.poll(texts).toEqual(["rent 7s"]);
});

test("R172: the board has its keys after Share, People or Chat was clicked and closed", async ({
  gathers,
  watches,
}) => {
  const [mina] = await gathers("Mina");
  const stored = await watches();
  const button = (name: string) => mina.page.getByRole("button", { name: new RegExp(`^${name}`) });
  const rectangle = button("Rectangle").and(mina.page.locator('[aria-pressed="true"]'));
  const popovers = [
    ["Share", mina.page.getByRole("button", { name: "Copy link" })],
    ["People", mina.page.getByRole("textbox", { name: "Your name" })],
  ] as const;
  let drawn = 0;
  const drawsByKey = async (): Promise<void> => {
    await mina.presses("r");
    await expect(rectangle).toBeVisible();
    await mina.presses("Enter");
    drawn += 1;
    await expect.poll(() => stored.count("rectangle")).toBe(drawn);
    await mina.presses("Escape");
    await mina.presses("v");
    await expect(rectangle).toBeHidden();
  };
  for (const [name, within] of popovers) {
    await button(name).click();
    await expect(button(name)).toHaveAttribute("aria-expanded", "true");
    await within.focus();
    await mina.presses("Escape");
    await expect(button(name)).toHaveAttribute("aria-expanded", "false");
    await drawsByKey();
  }
  await mina.opensChat();
  await mina.closesChat();
  await drawsByKey();
});

test("R172: a control that was reached by key keeps the keys that it needs, and no others", async ({
  gathers,
  watches,
}) => {
  const [mina] = await gathers("Mina");
  const stored = await watches();
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
});

for (const path of ["/", "/room/accessible", "/embed/accessible?view=split"]) {
  test(`R28: no accessibility rule is broken at ${path}, in both themes`, async ({ person }) => {
    const mina = await person("Mina");
    // An element that is fading in has too little contrast for a moment.
    await mina.page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    await mina.page.goto(path);
    await mina.page
      .getByRole(path === "/" ? "button" : "region")
      .first()
      .waitFor();
    for (const colorScheme of ["light", "dark"] as const) {
      await mina.page.emulateMedia({ colorScheme });
      await expect(mina.page.locator("html")).toHaveAttribute("data-theme", colorScheme);
      const { violations } = await new AxeBuilder({ page: mina.page }).analyze();
      const found = violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
      expect(found, colorScheme).toEqual([]);
    }
  });
}
