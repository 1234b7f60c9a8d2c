import type { Page } from "@playwright/test";
import { movingGifOf, pngOf } from "../testkit/images.ts";
import { Observer } from "./observer.ts";
import { expect, test } from "./test.ts";

/** Drops an image on the board, as a browser hands over a file from outside. */
function dropsImage(
  page: Page,
  bytes: Uint8Array,
  [x, y]: readonly [number, number],
  type = "image/png",
) {
  return page.locator(".board").evaluate(
    (board, { list, x, y, type }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(list)], "red.png", { type }));
      const init = { dataTransfer, clientX: x, clientY: y, bubbles: true, cancelable: true };
      return !board.dispatchEvent(new DragEvent("drop", init));
    },
    { list: [...bytes], x, y, type },
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

test("R315: a GIF plays for the user who has selected it, and is still for everybody else", async ({
  gathers,
}) => {
  const [mina, jonas] = await gathers("Mina", "Jonas");
  await dropsImage(mina.page, movingGifOf(60), [600, 400], "image/gif");
  const playing = mina.page.locator(".board-playing img");
  // A new image is selected. Its frames are seen at one place, one after the other.
  await expect(playing).toHaveCount(1);
  const colors = new Set<string>();
  await expect
    .poll(async () => {
      const clip = { x: 598, y: 398, width: 4, height: 4 };
      colors.add((await mina.page.screenshot({ clip })).toString("base64"));
      return colors.size;
    })
    .toBeGreaterThan(1);
  await expect.poll(() => jonas.colorAt({ x: 600, y: 400 })).toEqual([255, 0, 0]);
  await expect(jonas.page.locator(".board-playing")).toHaveCount(0);
  await mina.presses("Escape");
  await expect(playing).toHaveCount(0);
  // A user who wants less motion is shown none.
  await mina.page.emulateMedia({ reducedMotion: "reduce" });
  await jonas.page.emulateMedia({ reducedMotion: "no-preference" });
  await mina.presses("Control+a");
  await jonas.presses("Control+a");
  await expect(jonas.page.locator(".board-playing")).toHaveCount(1);
  await expect(playing).toHaveCount(0);
});
