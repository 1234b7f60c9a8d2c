import { Observer } from "./observer.ts";
import type { Person } from "./people.ts";
import type { Stoa } from "./server.ts";
import { expect, test } from "./test.ts";

const corner = { x: 300, y: 300 };
const across = { x: 460, y: 420 };

/** The owner key that this person's browser keeps for a room. */
async function ownerKey(person: Person, room: string): Promise<string> {
  const kept = await person.page.evaluate((id) => localStorage.getItem(`stoa.keys.${id}`), room);
  return (JSON.parse(kept ?? "{}") as { ownerKey: string }).ownerKey;
}

/** What the owner of a room asks of the server. */
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

test("R48: who comes by a viewer's link sees everything live, changes nothing, and is closed out when it is revoked", async ({
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
    .toBeGreaterThan(0);
  await jonas.presses("r");
  await jonas.drags({ x: 620, y: 320 }, { x: 780, y: 480 });
  await expect(jonas.connection).toHaveText(/^saved/i);
  // What Jonas had drawn would have come before this.
  const stored = new Observer(stoa, room);
  await mina.drawsEllipse({ x: 300, y: 500 }, { x: 400, y: 600 });
  await expect.poll(() => stored.count("ellipse")).toBe(1);
  expect(Object.keys(stored.shapes).length).toBe(2);
  stored.leaves();

  await jonas.page.reload();
  await expect(jonas.page.getByText("View only")).toBeVisible();
  expect(jonas.page.url()).toContain(`#k=${link.key}`);

  await ask(stoa, room, key, "DELETE", `/links/${link.id}`);
  await expect(jonas.page.getByRole("heading", { name: /no longer opens the room/ })).toBeVisible({
    timeout: 1_500,
  });
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
