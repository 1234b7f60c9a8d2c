/** Tests of calls to a room whose object the platform cannot reach. */
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import type { Env } from "../env.ts";
import { connect } from "./connect.ts";
import { reach } from "./reach.ts";

/** An error as the platform throws it. */
function platformError(flags: { retryable?: boolean; overloaded?: boolean }): Error {
  return Object.assign(new Error("The object could not be reached."), flags);
}

/** Rooms that fail with these errors, one call after the other, and then answer. */
function failing(...errors: Error[]) {
  let calls = 0;
  const answers = (): Promise<Response> => {
    const error = errors[calls++];
    return error === undefined ? Promise.resolve(new Response("answered")) : Promise.reject(error);
  };
  const get = () => ({ id: "id", fetch: answers });
  const rooms = { idFromName: () => "id", get } as unknown as Env["ROOM"];
  return { rooms, calls: () => calls };
}

const fetched = async (rooms: Env["ROOM"]): Promise<{ text: string; waited: number[] }> => {
  const waited: number[] = [];
  const response = await reach(
    rooms,
    "room",
    (room) => room.fetch("https://room/"),
    async (ms) => waited.push(ms),
  );
  return { text: await response.text(), waited };
};

test("R169: an error of the platform that passes is tried once more, after a random moment", async () => {
  const { rooms, calls } = failing(platformError({ retryable: true }));
  const { text, waited } = await fetched(rooms);
  expect(text).toBe("answered");
  expect(calls()).toBe(2);
  expect(waited).toHaveLength(1);
  expect(waited[0]).toBeGreaterThanOrEqual(50);
  expect(waited[0]).toBeLessThanOrEqual(500);
});

test.each([
  ["an overloaded object", platformError({ retryable: true, overloaded: true })],
  ["an error that does not pass", platformError({ retryable: false })],
  ["an error of the room", new Error("no flags")],
])("R169: %s is not tried again", async (_, error) => {
  const { rooms, calls } = failing(error);
  await expect(fetched(rooms)).rejects.toBe(error);
  expect(calls()).toBe(1);
});

test("R169: a request that fails twice has failed", async () => {
  const errors = [platformError({ retryable: true }), platformError({ retryable: true })];
  const { rooms, calls } = failing(...errors);
  await expect(fetched(rooms)).rejects.toBe(errors[1]);
  expect(calls()).toBe(2);
});

test("R169: a socket for an overloaded room is closed with 4503", async () => {
  const { rooms } = failing(platformError({ overloaded: true }));
  const request = new Request("https://example.com/room/busy", {
    headers: { Upgrade: "websocket" },
  });
  const { webSocket } = await connect({ ...(env as Env), ROOM: rooms }, "busy" as RoomId, request);
  webSocket?.accept();
  const closed = new Promise<CloseEvent>((resolve) => {
    webSocket?.addEventListener("close", resolve);
  });
  expect(await closed).toMatchObject({ code: 4503, reason: expect.stringContaining("busy") });
});
