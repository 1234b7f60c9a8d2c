/** Tests of the page's words for what the room does not take. */
import AxeBuilder from "@axe-core/playwright";
import type { WebSocketRoute } from "@playwright/test";
import * as Y from "yjs";
import { addsToItsCopy } from "./browser-copy.ts";
import type { Person } from "./people.ts";
import { expect, test } from "./test.ts";

const note = ({ page }: Person) => page.locator(".note");

/** An update that waits for the one before it, which nobody has. */
function waitingUpdate(): Uint8Array {
  const doc = new Y.Doc();
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  doc.getText("text").insert(0, "lost");
  doc.getText("text").insert(4, " waits");
  return updates[1] ?? new Uint8Array();
}

test("R148, R165: a page says that changes wait for others which nobody has, and saves the rest", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.drawsRectangle({ x: 300, y: 200 }, { x: 400, y: 300 });
  await mina.isSaved();
  await addsToItsCopy(mina, room, waitingUpdate());
  await mina.page.reload();
  await expect(note(mina)).toContainText("neither shown nor saved; everything else is");
  await mina.drawsEllipse({ x: 560, y: 200 }, { x: 660, y: 300 });
  await mina.isSaved();
  await note(mina).getByRole("button", { name: "Close" }).click();
  await expect(note(mina)).toBeHidden();
});

test("R148, R162: a page says that the others do not see its newest presence, in both themes", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  const sockets: WebSocketRoute[] = [];
  let acks = 0;
  await mina.page.routeWebSocket(/\/room\//, (socket) => {
    socket.connectToServer().onMessage((message) => {
      if (typeof message === "string" && message.includes('"ack"')) acks += 1;
      socket.send(message);
    });
    sockets.push(socket);
  });
  await mina.opens(room);
  // Until its first acknowledgement, a new connection takes back what an earlier one told.
  await expect.poll(() => acks).toBeGreaterThan(0);
  sockets.at(-1)?.send(JSON.stringify({ type: "refused", code: "bad-presence" }));
  await expect(note(mina)).toContainText("do not see your newest name");
  for (const colorScheme of ["light", "dark"] as const) {
    await mina.page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page: mina.page }).include(".note").analyze();
    expect(violations).toEqual([]);
  }
});
