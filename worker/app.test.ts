import { expect, test } from "vitest";
import { ask } from "./testing/people.ts";

const upgrade = { headers: { Upgrade: "websocket" } };

test("R19: the server says that it is ready", async () => {
  const response = await ask("/healthz");
  expect(response.status).toBe(200);
  expect(await response.text()).toBe("ok");
});

test.each(["a", "A-b_9", "x".repeat(64)])("R19: %s is a room", async (id) => {
  const response = await ask(`/room/${id}`, upgrade);
  expect(response.status).toBe(101);
  response.webSocket?.accept();
  response.webSocket?.close();
});

test.each(["x".repeat(65), "a.b", "a%20b", "ü"])(
  "R19: %s is no room: its socket is a 400",
  async (id) => {
    const response = await ask(`/room/${id}`, upgrade);
    expect(response.status).toBe(400);
    await response.text();
  },
);

test.each(["/", "/embed/a", "/nowhere", "/room"])("R19: there is no socket at %s", async (path) => {
  const response = await ask(path, upgrade);
  expect(response.webSocket).toBe(null);
  await response.text();
});

test.each(["POST", "PUT", "DELETE", "PATCH"])("R19: %s is not answered", async (method) => {
  const response = await ask("/room/a", { method });
  expect(response.status).toBe(405);
  expect(response.headers.get("Allow")).toBe("GET, HEAD");
  await response.text();
});

test("R19: a guest's secret that is malformed is a 400", async () => {
  const headers = { Upgrade: "websocket", "Sec-WebSocket-Protocol": "stoa.v1, guest.short" };
  const response = await ask("/room/a", { headers });
  expect(response.status).toBe(400);
  await response.text();
});
