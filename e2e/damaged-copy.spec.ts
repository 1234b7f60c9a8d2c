import AxeBuilder from "@axe-core/playwright";
import type { Page, WebSocketRoute } from "@playwright/test";
import * as Y from "yjs";
import { POISON } from "../testkit/forged-updates.ts";
import { syncFrame } from "../testkit/wire.ts";
import { addsToItsCopy } from "./browser-copy.ts";
import { Observer } from "./observer.ts";
import type { Person } from "./people.ts";
import { expect, test } from "./test.ts";

/** The poison as a frame of the room. */
const POISON_FRAME = Buffer.from(syncFrame("update", POISON));

/** Passes a page's sockets on to the server, and can put frames between. */
async function between(page: Page, onOpen: (socket: WebSocketRoute) => void): Promise<void> {
  await page.routeWebSocket(/\/room\//, (socket) => {
    socket.connectToServer();
    onOpen(socket);
  });
}

const note = ({ page }: Person) => page.locator(".note");
const place = { xy: [0, 0], size: [90, 60], z: "a0", stroke: "blue", width: "m", by: "", at: 0 };

/** Draws one rectangle, as somebody else's program does. */
function drawsRectangle(doc: Y.Doc, id: string): void {
  const text = new Y.Text("");
  doc
    .getMap("shapes")
    .set(id, new Y.Map(Object.entries<unknown>({ ...place, type: "rectangle", text })));
}

test("R150: a frame that breaks a page's copy is told, and the room is loaded anew", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  const program = new Observer(stoa, room);
  const sockets: WebSocketRoute[] = [];
  await between(mina.page, (socket) => sockets.push(socket));
  await mina.opens(room);
  await mina.opensOutline();
  await mina.drawsRectangle({ x: 300, y: 200 }, { x: 400, y: 300 });
  await mina.isSaved();
  sockets.at(-1)?.send(POISON_FRAME);
  await expect(note(mina)).toContainText("has been loaded anew");
  await mina.isSaved();
  await expect(mina.outline).toHaveCount(1);
  await note(mina).getByRole("button", { name: "Close" }).click();
  await expect(note(mina)).toBeHidden();

  // Both ways it is a live page again.
  await mina.drawsEllipse({ x: 560, y: 200 }, { x: 660, y: 300 });
  await expect.poll(() => program.count("ellipse")).toBe(1);
  drawsRectangle(program.doc, "later");
  await expect(mina.outline).toHaveCount(3);
  program.leaves();
});

test("R151: a shape that was drawn without a connection is offered when the copy in this browser is damaged", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.losesItsSockets();
  await mina.opens(room);
  await mina.drawsEllipse({ x: 560, y: 200 }, { x: 660, y: 300 });
  await expect(mina.connection).toHaveText(/1 change kept here/);
  await addsToItsCopy(mina, room, POISON);
  await mina.page.reload();
  await expect(mina.connection).toHaveText(/^Damaged/);
  await expect(note(mina)).toContainText("Loading it anew");

  // The offer outlives a visit during which there is no connection.
  await mina.page.reload();
  mina.findsItsSockets();
  await expect(note(mina)).toContainText("1 shape that you drew is not in the room");
  const { violations } = await new AxeBuilder({ page: mina.page }).include(".note").analyze();
  expect(violations).toEqual([]);
  const downloading = mina.page.waitForEvent("download");
  await note(mina).getByRole("button", { name: "Download" }).click();
  expect((await downloading).suggestedFilename()).toBe(`stoa-${room}-shapes.json`);
  await note(mina).getByRole("button", { name: "Put back 1 shape" }).click();
  await mina.isSaved();
  await expect(note(mina)).toBeHidden();
  const program = new Observer(stoa, room);
  await program.synced();
  expect(program.count("ellipse")).toBe(1);
  program.leaves();
});

test("R152: a room that breaks every copy is shown and not changed, and the page says who can mend it", async ({
  person,
  room,
  stoa,
}) => {
  const program = new Observer(stoa, room);
  await program.synced();
  drawsRectangle(program.doc, "there");
  const mina = await person("Mina");
  let sockets = 0;
  await between(mina.page, (socket) => {
    sockets += 1;
    socket.send(POISON_FRAME);
  });
  await mina.opens(room);
  await expect(mina.connection).toHaveText("Damaged, view only");
  await expect(note(mina)).toContainText("npm run stoa -- repair");
  await mina.opensOutline();
  await expect(mina.outline).toHaveCount(1);
  expect(sockets).toBeLessThanOrEqual(3);
  await expect(mina.page.getByRole("button", { name: "Pen", exact: true })).toBeHidden();
  program.leaves();
});
