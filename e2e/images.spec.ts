import type { Page } from "@playwright/test";
import { pngOf } from "../testkit/images.ts";
import { Observer } from "./observer.ts";
import { expect, test } from "./test.ts";

/** Drops an image on the board, as a browser hands over a file from outside. */
function dropsImage(page: Page, bytes: Uint8Array, [x, y]: readonly [number, number]) {
  return page.locator(".board").evaluate(
    (board, { list, x, y }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(list)], "red.png", { type: "image/png" }));
      const init = { dataTransfer, clientX: x, clientY: y, bubbles: true, cancelable: true };
      return !board.dispatchEvent(new DragEvent("drop", init));
    },
    { list: [...bytes], x, y },
  );
}

test("R266, R267: an image that one person drops is seen by another, and by nobody who may not read the room", async ({
  person,
  room,
  stoa,
}) => {
  const [mina, jonas] = [await person("Mina"), await person("Jonas")];
  // Mina comes first, and so owns the room.
  await mina.opens(room);
  await mina.isSaved();
  await jonas.opens(room);
  await jonas.isSaved();
  const observer = new Observer(stoa, room);
  await observer.synced();

  expect(await dropsImage(mina.page, pngOf(120, 80), [500, 400])).toBe(true);
  await expect.poll(() => observer.count("image")).toBe(1);
  const [image] = Object.values(observer.shapes);
  expect(image).toMatchObject({ size: [120, 80], natural: [120, 80] });
  // The picture itself: of one colour, so that there is nothing else where it is.
  for (const who of [mina, jonas]) {
    await expect
      .poll(() => who.inkWithin({ x: 400, y: 320 }, { x: 600, y: 480 }))
      .toBeGreaterThan(9_000);
    await expect.poll(() => who.colorAt({ x: 480, y: 390 })).toEqual([200, 40, 40]);
  }

  // Everybody else is turned away, once the plain link is closed.
  const address = `${stoa.address}/room/${room}/assets/${String(image?.["asset"])}`;
  expect((await fetch(address)).status).toBe(200);
  await mina.page.evaluate(async (id) => {
    const kept = JSON.parse(localStorage.getItem(`stoa.keys.${id}`) ?? "{}");
    const headers = { Authorization: `Bearer ${kept.ownerKey}` };
    await fetch(`/api/rooms/${id}/access`, {
      method: "PUT",
      headers: { ...headers, "Content-Type": "application/json" },
      body: JSON.stringify({ access: "viewer" }),
    });
  }, room);
  const body = pngOf(3, 3);
  expect(
    (await fetch(`${stoa.address}/room/${room}/assets`, { method: "POST", body })).status,
  ).toBe(403);
  await expect(jonas.page.getByRole("button", { name: "Image" })).toBeHidden();
  expect(await dropsImage(jonas.page, pngOf(9, 9), [500, 400])).toBe(true);
  await expect(jonas.page.getByText("Files cannot be dropped here")).toBeVisible();
  expect(observer.count("image")).toBe(1);
  observer.leaves();
});
