/** Tests of rooms whose database file has damaged pages. */
import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { Env } from "../env.ts";
import { isClosed, isCopied, takeReported } from "../machine.ts";
import { TestRoom } from "../testing/test-room.ts";
import { connect } from "./connect.ts";

const BY = { name: "Mina", color: "#2f7d4f" };

/** Puts a view in a table's place whose rows cannot be read from number `from` on, as when a page of them is damaged. */
async function spoils(room: TestRoom, table: string, from: number): Promise<void> {
  await runInDurableObject(room.stub, (_, { storage }) => {
    storage.sql.exec(`ALTER TABLE ${table} RENAME TO sound_${table}`);
    const columns = storage.sql
      .exec<{ name: string }>(`SELECT name FROM pragma_table_info('sound_${table}')`)
      .toArray()
      .map(({ name }) => name);
    const [key = "", ...others] = columns;
    // SQLite says what it cannot read of this path: a message with the code that a damaged page has.
    const fails = (column: string): string =>
      `CASE WHEN ${key} < ${from} THEN ${column} ELSE json_extract('{}', 'SQLITE_CORRUPT') END AS ${column}`;
    storage.sql.exec(
      `CREATE VIEW ${table} AS SELECT ${key}, ${others.map(fails).join(", ")} FROM sound_${table}`,
    );
  });
  await evictDurableObject(room.stub);
}

test("R134: a room whose log cannot be read to its end shows what comes before, and can only be looked at", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  for (const [index, word] of ["one", " two", " three"].entries()) {
    mina.types(word);
    await mina.is("ack", ({ n }) => n === index + 2);
  }
  mina.leaves();
  await spoils(room, "log_1", 3);

  const jonas = await room.joins("Jonas");
  const hello = await jonas.is("hello");
  expect(hello.room.damaged).toBe(true);
  expect(hello.you.role).toBe("viewer");
  // The runtime reads a row ahead, so the row before the damage may be missing, too.
  expect(jonas.text).toMatch(/^one/);
  jonas.types("more");
  await jonas.is("refused", ({ code }) => code === "no-access");
});

test("R134: when the chat cannot be read, everybody comes again to look, and is told", async () => {
  const room = new TestRoom();
  const [mina, jonas] = [await room.joins("Mina"), await room.joins("Jonas")];
  mina.types("kept");
  await mina.is("ack", ({ n }) => n === 2);
  mina.sendsEvent({ type: "chat.send", key: "key-00000001", text: "hello", by: BY });
  await jonas.is("chat.message");
  mina.leaves();
  jonas.leaves();
  await spoils(room, "message", 0);

  const aiko = await room.joins("Aiko");
  aiko.sendsEvent({ type: "chat.page", limit: 10 });
  await expect.poll(() => aiko.closedWith).toBe(4503);
  expect(aiko.closedBecause).toMatch(/is damaged/);
  const again = await room.joins("Aiko");
  expect((await again.is("hello")).room.damaged).toBe(true);
  expect(again.text).toBe("kept");
  again.sendsEvent({ type: "chat.page", limit: 10 });
  expect((await again.is("chat.page")).messages).toEqual([]);
  expect(again.closedWith).toBe(null);
});

test("R134: a room that cannot be opened closes its visitor's socket with words, and is reported", async () => {
  const room = new TestRoom();
  takeReported();
  const object = room.stub.id.toString();
  const broken = {
    id: room.stub.id,
    fetch: () => Promise.reject(new Error("database disk image is malformed: SQLITE_CORRUPT")),
  };
  const settings = env as unknown as Env;
  const ROOM = { idFromName: () => room.stub.id, get: () => broken } as unknown as Env["ROOM"];
  const request = new Request("https://stoa.test/room/a", { headers: { Upgrade: "websocket" } });
  expect(
    await closeReason(await connect({ ...settings, ROOM }, room.id as never, request)),
  ).toMatch(/is damaged/);
  expect(takeReported()).toEqual([object]);
  expect(takeReported()).toEqual([]);
});

test("R135: a room that npm start found lost stays closed, and one that it shows from a copy is known", async () => {
  const room = new TestRoom();
  const object = room.stub.id.toString();
  const settings = { ...(env as unknown as Env), CLOSED_ROOMS: `${"0".repeat(64)} ${object}` };
  expect(isClosed(settings, object)).toBe(true);
  expect(isClosed(settings, "1".repeat(64))).toBe(false);
  expect(isCopied({ COPIED_ROOMS: object }, object)).toBe(true);
  expect(isCopied({}, object)).toBe(false);
  const request = new Request(`https://stoa.test/room/${room.id}`, {
    headers: { Upgrade: "websocket" },
  });
  expect(await closeReason(await connect(settings, room.id as never, request))).toMatch(
    /is damaged/,
  );
});

async function closeReason(response: Response): Promise<string> {
  const socket = response.webSocket;
  if (socket === null) return `no socket: ${response.status}`;
  return new Promise((resolve) => {
    socket.addEventListener("close", ({ code, reason }) => resolve(`${code} ${reason}`));
    socket.accept();
  });
}
