import { expect, test } from "./test.ts";

test("R63: the page of a room that was deleted says so, also when it is loaded again, and brings nothing back", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.drawsRectangle({ x: 300, y: 300 }, { x: 460, y: 420 });
  await mina.isSaved();
  const kept = await mina.page.evaluate((id) => localStorage.getItem(`stoa.keys.${id}`), room);
  const { ownerKey } = JSON.parse(kept ?? "{}") as { ownerKey: string };
  const wish = (method: string, path = "") =>
    fetch(`${stoa.address}/api/rooms/${room}${path}`, {
      method,
      headers: { Authorization: `Bearer ${ownerKey}` },
    });
  expect((await wish("DELETE")).status).toBe(200);
  const gone = mina.page.getByRole("heading", { name: "This room is gone" });
  await expect(gone).toBeVisible();
  await mina.page.reload();
  await expect(gone).toBeVisible();
  const jonas = await person("Jonas");
  await jonas.page.goto(`/room/${room}`);
  await expect(jonas.page.getByRole("heading", { name: "This room is gone" })).toBeVisible();
  expect((await wish("GET", "/stats")).status).toBe(410);
  expect(mina.complaints).toEqual([]);
});
