import type * as Y from "yjs";
import { Observer } from "./observer.ts";
import type { Person } from "./people.ts";
import { expect, test } from "./test.ts";

function offer(person: Person) {
  return person.page.getByRole("alert").filter({ hasText: "deleted this note" });
}

/** The text of the only shape there is. */
function textOf(observer: Observer): Y.Text | undefined {
  const [shape] = observer.doc.getMap<Y.Map<Y.Text>>("shapes").values();
  return shape?.get("text");
}

test("R176: when somebody deletes the note in which I type, no letter is a tool, and I can bring it back", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  const jonas = await person("Jonas");
  await mina.opens(room);
  await jonas.opens(room);
  await jonas.goesBy("Jonas");
  const stored = new Observer(stoa, room);
  await stored.synced();
  await mina.putsNote({ x: 500, y: 300 });
  await mina.types("Decide");
  await expect.poll(() => Object.values(stored.shapes).map(({ text }) => text)).toEqual(["Decide"]);
  // Mina goes on typing in the moment in which the note goes.
  await mina.page.evaluate(() => {
    const letters = new MutationObserver(() => {
      if (document.querySelector(".board-text") !== null) return;
      letters.disconnect();
      for (const key of ["d", "r", " ", "Enter", "Backspace"]) {
        document.body.dispatchEvent(
          new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }),
        );
      }
    });
    letters.observe(document.body, { childList: true, subtree: true });
  });
  await jonas.clicks({ x: 500, y: 370 });
  // A hand is slower: that Jonas has the note selected reaches everybody before he deletes it.
  await expect
    .poll(() =>
      [...stored.provider.awareness.getStates().values()].some(
        ({ user, selection }) => user?.name === "Jonas" && selection?.length === 1,
      ),
    )
    .toBe(true);
  await jonas.presses("Delete");
  await expect(offer(mina)).toContainText("Jonas deleted this note.");
  await expect(offer(mina)).toContainText("Decide");
  const button = (name: string) => mina.page.getByRole("button", { name, exact: true });
  await expect(button("Select")).toHaveAttribute("aria-pressed", "true");
  expect(stored.count("note")).toBe(0);

  await button("Bring it back").click();
  await mina.types(" today");
  await expect
    .poll(() => Object.values(stored.shapes).map(({ text }) => text))
    .toEqual(["Decide today"]);
  await expect(offer(mina)).toHaveCount(0);
  expect(mina.complaints).toEqual([]);
  stored.leaves();
});

test("R177: my own second tab has no pointer on my board, and the others' have", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  const jonas = await person("Jonas");
  await mina.opens(room);
  await jonas.opens(room);
  await mina.goesBy("Mina");
  await jonas.goesBy("Jonas");
  const second = await mina.page.context().newPage();
  await second.goto(`/room/${room}`);
  await second.getByRole("region", { name: "Board" }).waitFor();
  await second.mouse.move(500, 400);
  await expect(jonas.pointerOf("Mina")).toHaveCount(1);
  // The pointer of Jonas comes to Mina after that of her second tab.
  await jonas.pointsAt({ x: 300, y: 300 });
  await expect(mina.pointerOf("Jonas")).toHaveCount(1);
  expect(await mina.page.locator(".people-pointer").count()).toBe(1);
});

test("R178: undo in a new text takes a word, and the editor stays open", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.picks("Text");
  await mina.clicks({ x: 500, y: 300 });
  const field = mina.page.getByRole("textbox", { name: "Text of the shape" });
  await mina.types("Ship it today");
  await mina.presses("Control+z");
  await expect(field).toHaveValue("Ship it ");
  await mina.presses("Control+z");
  await mina.types("now");
  await expect(field).toHaveValue("Ship now");
  for (const words of ["Ship ", ""]) {
    await mina.presses("Control+z");
    await expect(field).toHaveValue(words);
    await expect(field).toBeFocused();
  }
  await mina.presses("Control+z");
  await expect(field).toHaveCount(0);
  await expect(mina.page.getByRole("button", { name: "Undo" })).toBeDisabled();
});

test("R179: a change of theme leaves letters alone that an input method composes", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.page.emulateMedia({ colorScheme: "light" });
  await mina.opens(room);
  await mina.opensOutline();
  await mina.putsNote({ x: 500, y: 300 });
  const field = mina.page.getByRole("textbox", { name: "Text of the shape" });
  await mina.types("ab");
  await mina.presses("ArrowLeft");
  const keyboard = await mina.page.context().newCDPSession(mina.page);
  const composes = (text: string) =>
    keyboard.send("Input.imeSetComposition", {
      text,
      selectionStart: text.length,
      selectionEnd: text.length,
    });
  await composes("に");
  await expect(field).toHaveValue("aにb");
  const observer = new Observer(stoa, room);
  await observer.synced();
  await expect.poll(() => textOf(observer)?.toString()).toBe("aにb");
  textOf(observer)?.insert(0, "x");
  // Her board has it, and the field waits for the input method.
  await expect(mina.outline).toHaveAccessibleName(/xaにb/);
  await expect(field).toHaveValue("aにb");
  await mina.page.emulateMedia({ colorScheme: "dark" });
  await expect(mina.page.locator("html")).toHaveAttribute("data-theme", "dark");
  await composes("日本");
  await keyboard.send("Input.insertText", { text: "日本" });
  await expect(field).toHaveValue("xa日本b");
  await mina.types("!");
  await expect(field).toHaveValue("xa日本!b");
  await expect.poll(() => textOf(observer)?.toString()).toBe("xa日本!b");

  // R392: the same in the rich editor, which shows formatting.
  await mina.presses("Control+a");
  await mina.presses("Control+b");
  await expect(mina.page.locator(".board-rich")).toBeVisible();
  await mina.presses("ArrowRight");
  await composes("ㄓ");
  await expect(field).toHaveText("xa日本!bㄓ");
  textOf(observer)?.insert(0, "y");
  await expect(mina.outline).toHaveAccessibleName(/yxa日本!b/);
  await composes("中");
  await keyboard.send("Input.insertText", { text: "中文" });
  await expect(field).toHaveText("yxa日本!b中文");
  await mina.types("?");
  await expect.poll(() => textOf(observer)?.toString()).toBe("yxa日本!b中文?");
  observer.leaves();
});

test("R179: the caret of somebody who types keeps to its letter while I type before it", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.putsNote({ x: 500, y: 300 });
  await mina.types("Friday");
  const observer = new Observer(stoa, room);
  await observer.synced();
  const caret = () =>
    [...observer.provider.awareness.getStates().values()].find(({ caret }) => caret)?.["caret"];
  await expect.poll(caret).toMatchObject({ index: 6, position: { assoc: -1 } });
  const { position } = caret();
  textOf(observer)?.insert(0, "On ");
  const field = mina.page.getByRole("textbox", { name: "Text of the shape" });
  await expect(field).toHaveValue("On Friday");
  expect(caret().position).toEqual(position);
  await mina.types("!");
  await expect.poll(caret).toMatchObject({ index: 10 });
  expect(caret().position).not.toEqual(position);
  observer.leaves();
});

test("R223, R224: a drag with Text sets where lines wrap, and a click into them puts the caret there", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  const stored = new Observer(stoa, room);
  await stored.synced();
  const texts = () => Object.values(stored.shapes).map(({ text }) => text);
  await mina.picks("Text");
  await mina.drags({ x: 400, y: 300 }, { x: 600, y: 310 });
  await mina.types("Ship it on Friday and rest on Saturday");
  await mina.presses("Escape");
  await expect.poll(texts).toEqual(["Ship it on Friday and rest on Saturday"]);
  const sizes = Object.values(stored.shapes).map(({ size }) => size);
  expect(sizes).toEqual([[200, expect.any(Number)]]);
  expect(Math.max(...sizes.flat().map(Number).slice(1))).toBeGreaterThanOrEqual(50);

  // It is selected still: a click before its first letter goes on there.
  await mina.clicks({ x: 401, y: 300 });
  await mina.types("We ");
  await expect.poll(texts).toEqual(["We Ship it on Friday and rest on Saturday"]);
  // And one behind its first line, while it is being edited.
  await mina.clicks({ x: 598, y: 300 });
  await mina.presses("Home");
  await mina.types("1 ");
  await expect.poll(texts).toEqual(["1 We Ship it on Friday and rest on Saturday"]);
  expect(mina.complaints).toEqual([]);
  stored.leaves();
});
