import { readFile } from "node:fs/promises";
import { Observer } from "./observer.ts";
import { expect, test } from "./test.ts";

test("R290, R293: shapes go from one room to another by the clipboard, where somebody else sees them", async ({
  person,
  room,
  stoa,
}) => {
  const [mina, jonas] = [await person("Mina"), await person("Jonas")];
  const other = `${room.slice(0, 60)}-b`;
  await Promise.all([mina.opens(room), jonas.opens(other)]);
  const [here, there] = [new Observer(stoa, room), new Observer(stoa, other)];
  await Promise.all([here.synced(), there.synced()]);

  await mina.drawsRectangle({ x: 300, y: 200 }, { x: 500, y: 300 });
  await mina.types("plan");
  await mina.presses("Escape");
  await mina.drawsStroke({ x: 600, y: 200 }, { x: 700, y: 300 });
  await expect.poll(() => Object.keys(here.shapes).length).toBe(2);
  await mina.presses("Control+a");
  await mina.presses("Control+x");
  await expect.poll(() => Object.keys(here.shapes).length).toBe(0);

  // Text of a field is the field's: it takes the words alone.
  await jonas.says("hello");
  await jonas.page.getByRole("textbox", { name: "Message" }).press("Control+v");
  await expect(jonas.page.getByRole("textbox", { name: "Message" })).toHaveValue("plan");
  expect(Object.keys(there.shapes).length).toBe(0);
  await mina.opens(other);
  await mina.presses("Control+v");
  await expect.poll(() => there.count("rectangle") + there.count("ink")).toBe(2);
  expect(Object.values(there.shapes)).toContainEqual(
    expect.objectContaining({ type: "rectangle", text: "plan", size: [200, 100] }),
  );
  await expect
    .poll(() => jonas.inkWithin({ x: 290, y: 190 }, { x: 510, y: 310 }))
    .toBeGreaterThan(800);

  // The menu has no event, and asks the browser.
  await jonas.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await jonas.closesChat();
  await jonas.page.mouse.click(400, 203, { button: "right" });
  await jonas.page.getByRole("menuitem", { name: "Copy", exact: true }).click();
  await jonas.page.mouse.click(800, 600, { button: "right" });
  await jonas.page.getByRole("menuitem", { name: "Paste here" }).click();
  await expect.poll(() => there.count("rectangle")).toBe(2);
  await expect
    .poll(() => mina.inkWithin({ x: 690, y: 540 }, { x: 910, y: 660 }))
    .toBeGreaterThan(800);
  await jonas.presses("Control+z");
  await expect.poll(() => there.count("rectangle")).toBe(1);
  here.leaves();
  there.leaves();
});

test("R296, R333: a picture of the board goes to the clipboard, and to a file with its fonts", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  await mina.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await mina.opens(room);
  await mina.putsNote({ x: 400, y: 300 });
  await mina.types("plan");
  await mina.presses("Escape");
  await mina.presses("Alt+Shift+c");
  await expect(mina.page.getByRole("alert").filter({ hasText: "on the clipboard" })).toBeVisible();
  const size = await mina.page.evaluate(async () => {
    const [item] = await navigator.clipboard.read();
    if (item === undefined) throw new Error("the clipboard is empty");
    const picture = await createImageBitmap(await item.getType("image/png"));
    return [picture.width, picture.height];
  });
  // The note is 200 units wide, with its shadow and the air around it.
  for (const side of size) expect(Math.abs(side - 530)).toBeLessThan(60);

  await mina.presses("Escape");
  await mina.presses("Control+Shift+e");
  const dialog = mina.page.getByRole("dialog", { name: "Export" });
  await dialog.getByRole("radio", { name: "SVG" }).check();
  await dialog.getByRole("checkbox", { name: "Can be opened in Stoa again" }).check();
  const saved = mina.page.waitForEvent("download");
  await dialog.getByRole("button", { name: "Download" }).click();
  const file = await saved;
  expect(file.suggestedFilename()).toBe(`stoa-${room}.svg`);
  const svg = await readFile(await file.path(), "utf8");
  // The words are text, in a font that the file brings, and the board is in it.
  expect(svg).toContain(">plan</text>");
  expect(svg).toContain('@font-face{font-family:"Shantell Sans Variable"');
  expect(svg).toContain('"format":"stoa-board"');
  await expect(dialog).not.toBeVisible();
});
