/** Tests of logs and data points. */
import { env } from "cloudflare:workers";
import { sign } from "hono/jwt";
import { afterEach, expect, test, vi } from "vitest";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { point, sendPointsTo } from "../analytics.ts";
import type { Env } from "../env.ts";
import { logDebug, logError, logInfo, setLogLevel } from "../log.ts";
import { bytesOf } from "../testing/archives.ts";
import { goesQuiet, seedRoom } from "../testing/compaction.ts";
import { Owner } from "../testing/owners.ts";
import { ask } from "../testing/room-socket.ts";
import { TestRoom } from "../testing/test-room.ts";

const settings = env as unknown as { -readonly [Name in keyof Env]: Env[Name] };

afterEach(() => {
  vi.restoreAllMocks();
  delete settings.LOG_LEVEL;
  delete settings.ANALYTICS;
  setLogLevel(undefined);
  sendPointsTo(undefined);
});

/** Every line that is logged from now on. */
function listen(): string[] {
  const lines: string[] = [];
  for (const method of ["error", "warn", "info", "log", "debug"] as const) {
    vi.spyOn(console, method).mockImplementation((...values) => {
      lines.push(values.map(String).join(" "));
    });
  }
  return lines;
}

test.each([
  ["error", ["error"]],
  ["info", ["error", "info"]],
  ["debug", ["error", "info", "debug"]],
  [undefined, ["error", "info"]],
  ["everything", ["error", "info"]],
])("R65: with LOG_LEVEL %s these levels are logged: %j", (level, expected) => {
  const lines = listen();
  setLogLevel(level);
  logError("one", new Error("first\nsecond"));
  logInfo("two", { count: 2 });
  logDebug("three");
  expect(lines.map((line) => JSON.parse(line).level)).toEqual(expected);
  for (const line of lines) expect(line).not.toContain("\n");
});

test("R65: logs tell what happened, one event a line, and no secret, id or word of anybody's", async () => {
  settings.LOG_LEVEL = "debug";
  const lines = listen();
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const link = await owner.makesLink("viewer", { label: "A label" });
  const exp = Math.floor(Date.now() / 1000) + 60;
  const token = await sign(
    { room: room.id, role: "editor", sub: "ada", exp },
    settings.AUTH_SECRET ?? "",
  );
  const mina = await seedRoom(room);
  await room.admits("Guest", owner.door(link));
  await room.admits("Stock", owner.door(link, "generic"));
  await room.admits("Ada", { offers: [`token.${token}`] });
  await room.hearsKnocking("Eve", { offers: [`token.${token}x`] });
  mina.sendsEvent({
    type: "chat.send",
    key: "key-00000001",
    text: "a word of mine",
    by: { name: "Mina", color: "#2f7d4f" },
  });
  await mina.is("chat.message");
  mina.sends(new Uint8Array([0, 2, 3, 255, 255, 255]));
  await mina.is("refused");
  await goesQuiet(room);
  await ask(`/room/${room.id}?key=${link.key}`, { method: "POST" });
  await bytesOf(await owner.asks("GET", "/export"));
  await owner.asks("DELETE", "");
  await owner.person.isClosedWith(CloseCode.RoomDeleted);
  const events = new Set(lines.map((line) => JSON.parse(line).event));
  const expected = [
    "came",
    "refused",
    "quarantined",
    "compacted",
    "closed",
    "left",
    "room-deleted",
  ];
  for (const event of expected) expect([...events]).toContain(event);
  const secrets = [
    ...[owner.key, link.key, token, settings.AUTH_SECRET ?? "", mina.secret, room.id],
    ...["a word of mine", "one three four", "A label", "Mina", "ada"],
  ];
  for (const secret of secrets) expect(lines.join("\n")).not.toContain(secret);
});

test("R65: a failure is logged without the room's address", async () => {
  const lines = listen();
  const room = new TestRoom();
  const { ROOM } = settings;
  vi.spyOn(ROOM, "idFromName").mockImplementation(() => {
    throw new Error("nothing works");
  });
  const answer = await ask(`/room/${room.id}`, { headers: { Upgrade: "websocket" } });
  expect(answer.status).toBe(500);
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: "error", event: "request-failed", path: "room" },
  ]);
  expect(lines[0]).not.toContain(room.id);
});

test("R66: where a data set is bound, each wake, compaction and refusal adds a data point", async () => {
  const points: AnalyticsEngineDataPoint[] = [];
  settings.ANALYTICS = { writeDataPoint: (given = {}) => void points.push(given) };
  const room = new TestRoom();
  const mina = await seedRoom(room);
  mina.sendsEvent({ type: "nonsense" });
  await mina.is("refused");
  await goesQuiet(room);
  const stub = room.stub.id.toString();
  expect(points.filter(({ blobs }) => blobs?.[0] === "wake")).toEqual([
    { indexes: ["wake"], blobs: ["wake", stub], doubles: [] },
    { indexes: ["wake"], blobs: ["wake", stub], doubles: [] },
  ]);
  expect(points).toContainEqual({
    indexes: ["refusal"],
    blobs: ["refusal", "bad-event"],
    doubles: [],
  });
  const [compaction] = points.filter(({ blobs }) => blobs?.[0] === "compaction");
  expect(compaction?.doubles).toEqual([
    expect.any(Number),
    5,
    expect.any(Number),
    expect.any(Number),
  ]);
});

test("R66: a data set that fails costs nothing else", () => {
  const lines = listen();
  sendPointsTo({
    writeDataPoint: () => {
      throw new Error("no more today");
    },
  });
  point("wake", "room");
  point("wake", "room");
  expect(lines.map((line) => JSON.parse(line).event)).toEqual(["analytics-failed"]);
});
