import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { FrameLocator } from "@playwright/test";
import { Observer } from "./observer.ts";
import { expect, test } from "./test.ts";

/** An otherwise empty page on an origin of its own, with the snippet pasted in. */
async function hostPage(snippet: string): Promise<{ server: Server; address: string }> {
  const server = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end(`<!doctype html><title>Somebody's page</title>${snippet}`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { server, address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
}

function frameOf(page: { frameLocator(selector: string): FrameLocator }): FrameLocator {
  return page.frameLocator("iframe");
}

test("R27: the snippet that Share offers shows the room live on another site", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.page.getByRole("button", { name: "Share" }).click();
  const snippet = await mina.page.getByRole("textbox", { name: /embed/i }).inputValue();
  expect(snippet).toContain(`${stoa.address}/embed/${room}`);
  await mina.presses("Escape");

  const { server, address } = await hostPage(snippet);
  const reader = await person("Reader");
  await reader.page.goto(address);
  const frame = frameOf(reader.page);
  await expect(frame.getByRole("region", { name: "Board" })).toBeVisible();
  const stored = new Observer(stoa, room);
  await stored.synced();

  await frame.getByRole("button", { name: "Rectangle" }).click();
  const box = await frame.getByRole("region", { name: "Board" }).boundingBox();
  if (box === null) throw new Error("There is no board in the frame.");
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await reader.page.mouse.move(x - 60, y - 60);
  await reader.page.mouse.down();
  await reader.page.mouse.move(x + 60, y + 40, { steps: 6 });
  await reader.page.mouse.up();
  await expect.poll(() => stored.count("rectangle")).toBe(1);

  await mina.drawsEllipse({ x: 300, y: 500 }, { x: 400, y: 600 });
  await expect.poll(() => stored.count("ellipse")).toBe(1);
  expect(reader.complaints).toEqual([]);
  stored.leaves();
  server.close();
});

for (const [view, hasBoard, hasChat] of [
  ["board", true, false],
  ["chat", false, true],
  ["split", true, true],
] as const) {
  test(`R27: an embedded room can show ${view}`, async ({ person, room, stoa }) => {
    const { server, address } = await hostPage(
      `<iframe src="${stoa.address}/embed/${room}?view=${view}" width="1000" height="600"></iframe>`,
    );
    const reader = await person("Reader");
    await reader.page.goto(address);
    const frame = frameOf(reader.page);
    const board = frame.getByRole("region", { name: "Board" });
    const message = frame.getByRole("textbox", { name: "Message" });
    if (hasBoard) await expect(board).toBeVisible();
    if (hasChat) await expect(message).toBeVisible();
    if (!hasBoard) await expect(board).toBeHidden();
    if (!hasChat) await expect(message).toBeHidden();
    server.close();
  });
}

test("R27: an embedded room is live where the browser denies it storage", async ({
  person,
  room,
  stoa,
}) => {
  // A sandbox without allow-same-origin takes away localStorage, IndexedDB and cookies, and the origin with them.
  const { server, address } = await hostPage(
    `<iframe sandbox="allow-scripts" src="${stoa.address}/embed/${room}?view=split" width="1200" height="700"></iframe>`,
  );
  const reader = await person("Reader");
  await reader.page.goto(address);
  const frame = frameOf(reader.page);
  await expect(frame.getByRole("region", { name: "Board" })).toBeVisible();
  await frame.getByRole("textbox", { name: "Message" }).fill("hello from a frame");
  await frame.getByRole("button", { name: "Send" }).click();
  const mina = await person("Mina");
  await mina.opens(room);
  await mina.opensChat();
  await expect(mina.messages.getByText("hello from a frame")).toBeVisible();
  await mina.says("hello back");
  await expect(frame.getByText("hello back")).toBeVisible();
  server.close();
});

test("R121: a page, and an embed without an origin, connect to their own host only", async ({
  person,
  room,
  stoa,
}) => {
  const { server, address } = await hostPage(
    `<iframe sandbox="allow-scripts" src="${stoa.address}/embed/${room}" width="1000" height="600"></iframe>`,
  );
  const reader = await person("Reader");
  const blocked = () =>
    new Promise<string>((resolve) => {
      addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) =>
        resolve(`${effectiveDirective} ${blockedURI}`),
      );
      try {
        new WebSocket("ws://127.0.0.1:9/").onerror = null;
      } catch {
        // Some browsers throw besides.
      }
    });
  await reader.page.goto(address);
  await expect(frameOf(reader.page).getByRole("region", { name: "Board" })).toBeVisible();
  const embed = reader.page.frames().find((frame) => frame.url().includes("/embed/"));
  expect(await embed?.evaluate(blocked)).toMatch(/^connect-src ws:\/\/127\.0\.0\.1:9/);
  await reader.page.goto(`${stoa.address}/room/${room}`);
  expect(await reader.page.evaluate(blocked)).toMatch(/^connect-src ws:\/\/127\.0\.0\.1:9/);
  server.close();
});

test("R27: the room's own page cannot be framed by another site", async ({ stoa, room }) => {
  const page = await fetch(`${stoa.address}/room/${room}`);
  expect(page.headers.get("content-security-policy")).toContain("frame-ancestors 'self'");
  const embed = await fetch(`${stoa.address}/embed/${room}`);
  expect(embed.headers.get("content-security-policy")).toContain("frame-ancestors *");
});
