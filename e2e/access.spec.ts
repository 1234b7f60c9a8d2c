import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sign } from "hono/jwt";
import { EventClient } from "../testkit/event-client.ts";
import { Observer } from "./observer.ts";
import type { Person } from "./people.ts";
import { StartedCommand, type Stoa } from "./server.ts";
import { expect, test } from "./test.ts";

const corner = { x: 300, y: 300 };
const across = { x: 460, y: 420 };

/** The owner key that this person's browser keeps for a room. */
async function ownerKey(person: Person, room: string): Promise<string> {
  const kept = await person.page.evaluate((id) => localStorage.getItem(`stoa.keys.${id}`), room);
  return (JSON.parse(kept ?? "{}") as { ownerKey: string }).ownerKey;
}

/** Asks the server as the owner of a room. */
async function ask(
  stoa: Stoa,
  room: string,
  key: string,
  method: string,
  path: string,
  body?: object,
): Promise<{ id: number; key: string }> {
  const response = await fetch(`${stoa.address}/api/rooms/${room}${path}`, {
    method,
    headers: { Authorization: `Bearer ${key}`, "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(response.ok).toBe(true);
  return (await response.json()) as { id: number; key: string };
}

test("R91: a person who may only look points at things, and is seen to", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.isSaved();
  const key = await ownerKey(mina, room);
  const link = await ask(stoa, room, key, "POST", "/links", { role: "viewer", label: "Class" });
  const jonas = await person("Jonas");
  await jonas.page.goto(`/room/${room}#k=${link.key}`);
  await expect(jonas.page.getByText("View only")).toBeVisible();
  await jonas.goesBy("Jonas");
  await jonas.pointsAt({ x: 400, y: 300 });
  const pointer = mina.pointerOf("Jonas");
  await expect(pointer).toBeVisible();
  const before = await pointer.boundingBox();
  await jonas.pointsAt({ x: 500, y: 300 });
  await expect
    .poll(async () => (await pointer.boundingBox())?.x)
    .toBeCloseTo((before?.x ?? 0) + 100, 0);
  expect(jonas.complaints).toEqual([]);
});

test("R48: a person who comes by a viewer's link sees everything live, changes nothing, and is closed out when it is revoked", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.isSaved();
  const key = await ownerKey(mina, room);
  const link = await ask(stoa, room, key, "POST", "/links", { role: "viewer", label: "Class" });

  const jonas = await person("Jonas");
  await jonas.page.goto(`/room/${room}#k=${link.key}`);
  await jonas.board.waitFor();
  await expect(jonas.page.getByText("View only")).toBeVisible();
  await expect(jonas.page.getByRole("button", { name: "Rectangle" })).toBeHidden();
  await expect(jonas.page.getByRole("textbox", { name: "Room title" })).not.toBeEditable();

  await mina.drawsRectangle(corner, across);
  await mina.isSaved();
  await expect
    .poll(() => jonas.inkWithin({ x: 280, y: 280 }, { x: 480, y: 440 }))
    .toBeGreaterThan(800);
  await jonas.presses("r");
  await jonas.drags({ x: 620, y: 320 }, { x: 780, y: 480 });
  await expect(jonas.connection).toHaveText(/^saved/i);
  // An edit of Jonas would have come before this.
  const stored = new Observer(stoa, room);
  await mina.drawsEllipse({ x: 300, y: 500 }, { x: 400, y: 600 });
  await expect.poll(() => stored.count("ellipse")).toBe(1);
  expect(Object.keys(stored.shapes).length).toBe(2);
  stored.leaves();

  await jonas.page.reload();
  await expect(jonas.page.getByText("View only")).toBeVisible();
  expect(jonas.page.url()).toContain(`#k=${link.key}`);

  await ask(stoa, room, key, "DELETE", `/links/${link.id}`);
  await expect(jonas.page.getByRole("heading", { name: /no longer opens the room/ })).toBeVisible();
  expect(jonas.complaints).toEqual([]);
  await jonas.page.reload();
  await expect(jonas.page.getByRole("heading", { name: /no longer opens the room/ })).toBeVisible();
});

test("R48: when the plain link gives less, the page of who came by it follows at once, and back", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.isSaved();
  const key = await ownerKey(mina, room);
  const jonas = await person("Jonas");
  await jonas.opens(room);
  await jonas.isSaved();
  const rectangle = jonas.page.getByRole("button", { name: "Rectangle" });
  await expect(rectangle).toBeVisible();

  await ask(stoa, room, key, "PUT", "/access", { access: "commenter" });
  await expect(jonas.page.getByText("Comment only")).toBeVisible();
  await expect(rectangle).toBeHidden();
  await jonas.says("I may still talk");
  await mina.opensChat();
  await expect(mina.messages.getByText("I may still talk")).toBeVisible();

  await ask(stoa, room, key, "PUT", "/access", { access: "editor" });
  await expect(rectangle).toBeVisible();
  await expect(jonas.page.getByText("Comment only")).toBeHidden();

  await ask(stoa, room, key, "PUT", "/access", { access: "none" });
  await expect(jonas.page.getByRole("heading", { name: /not open to you/ })).toBeVisible();
  await mina.page.reload();
  await mina.isSaved();
  await mina.drawsRectangle(corner, across);
  await mina.isSaved();
});

test("R40: a stock client by a viewer's key sees everything live and changes nothing, and stays", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.isSaved();
  const key = await ownerKey(mina, room);
  const link = await ask(stoa, room, key, "POST", "/links", { role: "viewer" });
  const stock = new Observer(stoa, room, { key: link.key });
  let losses = 0;
  stock.provider.on("connection-close", () => losses++);
  await stock.synced();
  stock.doc.getMap("shapes").set("mine", { type: "ellipse" });
  await mina.drawsRectangle(corner, across);
  await expect.poll(() => stock.count("rectangle")).toBe(1);
  const witness = new Observer(stoa, room);
  await witness.synced();
  expect(Object.values(witness.shapes).map((shape) => shape["type"])).toEqual(["rectangle"]);
  expect(losses).toBe(0);
  stock.leaves();
  witness.leaves();
});

test("R46: npm start hands AUTH_SECRET and REQUIRE_ORIGIN to the rooms, and writes neither to disk", async () => {
  const secret = "a secret of this test, of 32 characters or more";
  const folder = await mkdtemp(join(tmpdir(), "stoa-e2e-"));
  const command = new StartedCommand({
    PORT: "0",
    DATA_DIR: folder,
    AUTH_SECRET: secret,
    REQUIRE_ORIGIN: "1",
  });
  try {
    const address = (await command.address()).replace("http:", "ws:");
    const exp = Math.floor(Date.now() / 1000) + 60;
    const token = await sign({ room: "school", role: "viewer", sub: "ada", exp }, secret);
    const forged = await sign({ room: "school", role: "owner", sub: "eve", exp }, "another secret");
    expect(await firstEvent(`${address}/room/school`, [`token.${token}`])).toMatchObject({
      type: "hello",
      you: { role: "viewer" },
    });
    expect(await firstEvent(`${address}/room/school`, [`token.${forged}`])).toBe(4403);
    const uninvited = new EventClient(`${address}/room/school`);
    await expect(uninvited.opened()).rejects.toThrow("Unexpected server response: 403");
    expect(await readFile(join(folder, "workerd.capnp"), "utf8")).not.toContain(secret);
  } finally {
    command.signal("SIGTERM");
    await command.ended;
    await rm(folder, { recursive: true });
  }
});

/** The room's first event, or the code with which it closes. */
async function firstEvent(address: string, offers: readonly string[]): Promise<unknown> {
  const client = new EventClient(address, offers);
  const event = await client.hears();
  client.close();
  return event ?? client.closedWith;
}
