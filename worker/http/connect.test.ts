/** Tests of the upgrade: subprotocols and refusals. */
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import type { Env } from "../env.ts";
import { ask } from "../testing/room-socket.ts";
import { TestRoom } from "../testing/test-room.ts";
import { connect } from "./connect.ts";

const guest = `guest.${"s".repeat(43)}`;

/** The subprotocol that the answer chooses, when these are offered. */
async function chosen(offered: string | null, query = ""): Promise<string | null> {
  const headers = {
    Upgrade: "websocket",
    ...(offered !== null && { "Sec-WebSocket-Protocol": offered }),
  };
  const response = await ask(`/room/${new TestRoom().id}${query}`, { headers });
  expect(response.status).toBe(101);
  response.webSocket?.accept();
  response.webSocket?.close();
  return response.headers.get("Sec-WebSocket-Protocol");
}

test.each([
  [null, null],
  ["my-app", "my-app"],
  ["my-app, v2.other", "my-app"],
  [`${guest}, stoa.v1`, "stoa.v1"],
  ["my-app, stoa.v1", "stoa.v1"],
  [`${guest}, my-app`, "my-app"],
  [guest, guest],
  ["b{d, my-app", "my-app"],
  ["b{d", null],
  ["", null],
])("R124: of the subprotocols %s the answer chooses %s", async (offered, expected) => {
  expect(await chosen(offered)).toBe(expected);
});

test("R124: a socket that is refused has its subprotocol, too, so that a browser shows the close", async () => {
  expect(await chosen("my-app", "?token=a.b.c")).toBe("my-app");
});

test("R124: a stock client that offers a subprotocol of its own is a stock client", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const stock = await room.admits("Stock", { kind: "generic", offers: ["my-app"] });
  stock.types("hello");
  await mina.has("hello");
  expect(stock.events).toEqual([]);
});

test("R124: a ?token= is ignored where AUTH_SECRET is not set, and is no proof where one is needed", async () => {
  const knock = (settings: Record<string, unknown>) =>
    connect(
      { ...env, AUTH_SECRET: null, ...settings } as unknown as Env,
      "a" as RoomId,
      new Request("https://stoa.test/room/a?token=of-another-program", {
        headers: { Upgrade: "websocket" },
      }),
    );
  const { webSocket } = await knock({});
  const close = vi.fn();
  webSocket?.addEventListener("close", close);
  const heard = new Promise((resolve) => webSocket?.addEventListener("message", resolve));
  webSocket?.accept();
  // The room's first question.
  await heard;
  expect(close).not.toHaveBeenCalled();
  webSocket?.close();
  expect((await knock({ REQUIRE_ORIGIN: "1" })).status).toBe(403);
});
