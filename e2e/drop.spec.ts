import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { expect, test } from "./test.ts";

const file = fileURLToPath(import.meta.url);

/** Drags a file from outside the browser over the page and lets it go there. */
async function dropsFile(page: Page, x: number, y: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [file], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"] as const) {
    await session.send("Input.dispatchDragEvent", { type, x, y, data });
  }
}

for (const [where, x, y] of [
  ["the board", 500, 400],
  ["the chat's text box", 1_080, 760],
  ["the islands", 60, 34],
] as const) {
  test(`R173: a file dropped on ${where} is refused with a sentence`, async ({ person, room }) => {
    const mina = await person("Mina");
    await mina.opens(room);
    await mina.opensChat();
    await mina.isSaved();
    await dropsFile(mina.page, x, y);
    await expect(mina.page.getByText("Files cannot be dropped here")).toBeVisible();
    expect(new URL(mina.page.url()).pathname).toBe(`/room/${room}`);
    await expect(mina.board).toBeVisible();
    await expect(mina.page.getByRole("textbox", { name: "Message" })).toHaveValue("");
    // Whatever is done next takes the sentence away.
    await mina.clicks({ x: 500, y: 400 });
    await expect(mina.page.getByText("Files cannot be dropped here")).toBeHidden();
  });
}

test("R173: a file dropped on the front page or an embed replaces neither", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  for (const path of ["/", `/embed/${room}`]) {
    await mina.page.goto(path);
    await mina.page.getByRole("main").or(mina.board).first().waitFor();
    await dropsFile(mina.page, 500, 400);
    await expect(mina.page.getByText("Files cannot be dropped here")).toBeVisible();
    expect(new URL(mina.page.url()).pathname).toBe(path);
  }
});

test("R173: a link can be dropped into a text field and nowhere else", async ({ person, room }) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.opensChat();
  /** Is the drop taken from the browser? */
  const isRefused = (selector: string) =>
    mina.page.locator(selector).evaluate((element) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData("text/uri-list", "https://example.org/");
      const init = { dataTransfer, bubbles: true, cancelable: true };
      return !element.dispatchEvent(new DragEvent("drop", init));
    });
  expect(await isRefused(".chat-composer textarea")).toBe(false);
  expect(await isRefused(".board-canvas")).toBe(true);
  await expect(mina.page.getByText("A link cannot be dropped here.")).toBeVisible();
});
