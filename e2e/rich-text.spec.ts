import type * as Y from "yjs";
import { Observer } from "./observer.ts";
import { expect, test } from "./test.ts";

/** The text of the only shape there is, as its formatting. */
function deltaOf(observer: Observer): unknown {
  const [shape] = observer.doc.getMap<Y.Map<Y.Text>>("shapes").values();
  return shape?.get("text")?.toDelta();
}

test("R272: two people write one formatted text, by Markdown, keys and the bar, and lose no letter", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  const jonas = await person("Jonas");
  await mina.opens(room);
  await jonas.opens(room);
  const stored = new Observer(stoa, room);
  await stored.synced();
  await mina.putsNote({ x: 500, y: 300 });
  // The plain editor gives way to the rich one between two letters.
  await mina.types("We **ship**");
  const field = mina.page.getByRole("textbox", { name: "Text of the shape" });
  await expect(field.locator("[data-look=bold]")).toHaveText("ship");
  await mina.presses("Control+z");
  await expect(field).toHaveText("We **ship**");
  await mina.presses("Backspace");
  await mina.types("* it");
  await expect
    .poll(() => deltaOf(stored))
    .toEqual([
      { insert: "We " },
      { insert: "ship", attributes: { bold: true } },
      { insert: " it" },
    ]);
  await mina.presses("Enter");
  await mina.types("[] test");
  await mina.presses("Enter");
  await mina.types("deploy");
  await expect(field.locator("p[data-list=unchecked]")).toHaveText(["test", "deploy"]);

  // Jonas writes into the same text at the same time, and sees Mina's caret.
  await jonas.doubleClicks({ x: 500, y: 300 });
  const his = jonas.page.getByRole("textbox", { name: "Text of the shape" });
  await expect(his).toHaveAttribute("contenteditable", "true");
  await jonas.presses("Control+Home");
  await Promise.all([jonas.types("Today: "), mina.types("ed")]);
  await jonas.presses("Shift+Home");
  await jonas.page.getByRole("button", { name: "Italic" }).click();
  await expect(his).toBeFocused();
  await expect
    .poll(() => deltaOf(stored))
    .toEqual([
      { insert: "Today: ", attributes: { italic: true } },
      { insert: "We " },
      { insert: "ship", attributes: { bold: true } },
      { insert: " it\ntest" },
      { insert: "\n", attributes: { list: "unchecked" } },
      { insert: "deployed" },
      { insert: "\n", attributes: { list: "unchecked" } },
    ]);
  await expect.poll(async () => (await his.innerText()) === (await field.innerText())).toBe(true);
  expect(mina.complaints).toEqual([]);
  stored.leaves();
});

test("R312: formatted words of another program are pasted into a text, and copied on into the text of another person", async ({
  gathers,
  watches,
}) => {
  const [mina, jonas] = await gathers("Mina", "Jonas");
  const stored = await watches();
  await mina.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await mina.putsNote({ x: 400, y: 300 });
  await mina.types("Now: ");
  await mina.page.evaluate(async () => {
    const html =
      '<b style="font-weight:normal"><span style="font-weight:700">Plan</span> <script>bad()</script>and <a href="https://a.example/">page</a><ul><li>one</li></ul></b>';
    const blob = (type: string, text: string) => new Blob([text], { type });
    const forms = {
      "text/html": blob("text/html", html),
      "text/plain": blob("text/plain", "Plan"),
    };
    await navigator.clipboard.write([new ClipboardItem(forms)]);
  });
  // The plain editor gives way to the rich one, which reads it.
  await mina.presses("Control+v");
  const pasted = [
    { insert: "Now: " },
    { insert: "Plan", attributes: { bold: true } },
    { insert: " and " },
    { insert: "page", attributes: { link: "https://a.example/" } },
    { insert: "\none" },
    { insert: "\n", attributes: { list: "bullet" } },
  ];
  await expect.poll(() => deltaOf(stored)).toEqual(pasted);
  await mina.presses("Control+a");
  await mina.presses("Control+c");
  await mina.presses("Control+End");

  // Jonas writes there meanwhile: both are kept.
  await jonas.doubleClicks({ x: 400, y: 300 });
  await jonas.presses("Control+Home");
  await jonas.types("Later. ");
  const written = [{ insert: "Later. Now: " }, ...pasted.slice(1)];
  await expect.poll(() => deltaOf(stored)).toEqual(written);
  await mina.presses("Control+v");
  await expect
    .poll(() => deltaOf(stored))
    .toEqual([
      ...written.slice(0, 4),
      { insert: "\noneNow: " },
      ...pasted.slice(1, 3),
      pasted[3],
      { insert: "\n", attributes: { list: "bullet" } },
      { insert: "one" },
      { insert: "\n", attributes: { list: "bullet" } },
    ]);
  await mina.presses("Control+z");
  await expect.poll(() => deltaOf(stored)).toEqual(written);
});
