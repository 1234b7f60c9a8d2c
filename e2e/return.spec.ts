import type { Page } from "@playwright/test";
import { expect, test } from "./test.ts";

/**
 * The frames of a room on the sockets that a page opens from now on: document frames but step 1,
 * and positions.
 */
function listensTo(page: Page): { documents: string[]; positions: string[]; asked: string[] } {
  const heard = { documents: [] as string[], positions: [] as string[], asked: [] as string[] };
  page.on("websocket", (socket) => {
    socket.on("framereceived", ({ payload }) => {
      if (typeof payload === "string") {
        if (payload.includes('"position"')) heard.positions.push(payload);
      } else if (payload[0] === 0 && payload[1] !== 0)
        heard.documents.push(payload.toString("hex"));
    });
    socket.on("framesent", ({ payload }) => {
      if (typeof payload === "string") heard.asked.push(payload);
    });
  });
  return heard;
}

/** The position that the page keeps with its copy of the room: up to where it has everything. */
function keptPosition(page: Page, room: string): Promise<unknown> {
  return page.evaluate(
    (name) =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onerror = () => reject(request.error);
        request.onsuccess = () => {
          const database = request.result;
          const kept = database.transaction("custom").objectStore("custom").get("position");
          kept.onsuccess = () => resolve(kept.result);
          kept.onerror = () => reject(kept.error);
          database.close();
        };
      }),
    `stoa-room-${room}`,
  );
}

/** A step 2 that says nothing. */
const NOTHING_NEW = "0001020000";

test("R79: a page that is loaded again is sent nothing that it has, and everything that it lacks", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.drawsRectangle({ x: 300, y: 150 }, { x: 400, y: 250 });
  await mina.isSaved();
  const jonas = await person("Jonas");
  const first = listensTo(jonas.page);
  await jonas.opens(room);
  await jonas.isSaved();
  await expect.poll(() => keptPosition(jonas.page, room)).toMatch(/./);
  expect(first.documents.join()).not.toBe(NOTHING_NEW);

  const second = listensTo(jonas.page);
  await jonas.page.reload();
  await jonas.isSaved();
  await expect.poll(() => second.positions.length).toBeGreaterThan(0);
  expect(second.asked.some((text) => text.includes('"resume"'))).toBe(true);
  expect(second.documents).toEqual([NOTHING_NEW]);

  await jonas.page.goto("/");
  await mina.drawsRectangle({ x: 500, y: 150 }, { x: 600, y: 250 });
  await mina.isSaved();
  const third = listensTo(jonas.page);
  await jonas.opens(room);
  await expect.poll(() => third.documents.at(-1)).toBe(NOTHING_NEW);
  expect(third.asked.some((text) => text.includes('"resume"'))).toBe(true);
  // The rectangle, as one update or two; the one before it is not among them.
  expect(third.documents.length).toBeGreaterThan(1);
  expect(third.documents.length).toBeLessThanOrEqual(3);
});

test("R79: a page whose copy could not be written is sent everything again", async ({
  person,
  room,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.drawsRectangle({ x: 300, y: 150 }, { x: 400, y: 250 });
  await mina.isSaved();
  const jonas = await person("Jonas");
  // A disk that is full: every transaction that adds an update ends in vain.
  await jonas.page.addInitScript(() => {
    const { add } = IDBObjectStore.prototype;
    let left = 1;
    IDBObjectStore.prototype.add = function (this: IDBObjectStore, ...args) {
      const request = add.apply(this, args);
      if (left-- <= 0) this.transaction.abort();
      return request;
    };
  });
  const first = listensTo(jonas.page);
  await jonas.opens(room);
  await expect.poll(() => first.positions.length).toBeGreaterThan(0);
  const second = listensTo(jonas.page);
  await jonas.page.reload();
  await expect.poll(() => second.positions.length).toBeGreaterThan(0);
  expect(second.asked.some((text) => text.includes('"resume"'))).toBe(false);
  expect(second.documents.join()).not.toBe(NOTHING_NEW);
});
