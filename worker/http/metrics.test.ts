/** Tests of the figures in `/metrics`. */
import { env } from "cloudflare:workers";
import { expect, test, vi } from "vitest";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { refusalSchema } from "../../shared/wire/events.ts";
import { updateFrame } from "../../shared/wire/frames.ts";
import type { Env } from "../env.ts";
import { JOBS } from "../jobs.ts";
import { ACTIVITY_SLOT_MS, ActiveRooms } from "../metrics.ts";
import { goesQuiet, seedRoom } from "../testing/compaction.ts";
import { Owner } from "../testing/owners.ts";
import { TestRoom } from "../testing/test-room.ts";
import { metricsPage } from "./metrics.ts";

const TOKEN = "a token of this test";

async function read(token: string | null): Promise<Response | null> {
  const headers = token === null ? {} : { Authorization: `Bearer ${token}` };
  const settings = { ...(env as unknown as Env), METRICS_TOKEN: TOKEN.replaceAll(" ", "-") };
  return metricsPage(settings, new Request("https://stoa.test/metrics", { headers }));
}

/** The figures by name. */
async function figures(): Promise<Map<string, number>> {
  const text = (await (await read(TOKEN.replaceAll(" ", "-")))?.text()) ?? "";
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const [name = "", value] = line.split(" ");
      return [name, Number(value)];
    }),
  );
}

test("R60: figures are told to who has the token, and to nobody else", async () => {
  expect((await read("wrong"))?.status).toBe(401);
  expect((await read(null))?.status).toBe(401);
  const told = await read(TOKEN.replaceAll(" ", "-"));
  expect(told?.headers.get("Content-Type")).toContain("version=0.0.4");
  const unset = await metricsPage(env as unknown as Env, new Request("https://stoa.test/metrics"));
  expect(unset).toBe(null);
});

test("R60: figures count what happens", async () => {
  const room = new TestRoom();
  const before = await figures();
  const since = async (name: string) =>
    ((await figures()).get(name) ?? 0) - (before.get(name) ?? 0);
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  mina.types("hello");
  await jonas.has("hello");
  mina.sendsEvent({
    type: "chat.send",
    key: "key-00000001",
    text: "hi",
    by: { name: "Mina", color: "#2f7d4f" },
  });
  await jonas.is("chat.message");
  expect(await since("stoa_sockets")).toBe(2);
  expect(await since("stoa_room_wakes_total")).toBe(1);
  expect(await since("stoa_windows_total")).toBe(1);
  expect(await since("stoa_updates_total")).toBe(1);
  expect(await since("stoa_messages_total")).toBe(1);
  expect(await since("stoa_frames_in_total")).toBeGreaterThanOrEqual(7);
  expect(await since("stoa_bytes_out_total")).toBeGreaterThan(100);
  mina.leaves();
  await vi.waitFor(async () => expect(await since("stoa_sockets")).toBe(1));
  jonas.sends(new Uint8Array([99]));
  await jonas.isClosedWith(4400);
  await vi.waitFor(async () => expect(await since('stoa_closes_total{code="4400"}')).toBe(1));
});

test("R60: figures count rows, compactions, refusals by code and what is in quarantine by reason", async () => {
  const room = new TestRoom();
  const first = await room.joins("First");
  first.types("a room is made by what is written first");
  await first.is("ack", ({ n }) => n === 2);
  first.leaves();
  // The rows that making a room takes are counted, too, but their number changes with its tables.
  const before = await figures();
  const since = async (name: string) =>
    ((await figures()).get(name) ?? 0) - (before.get(name) ?? 0);
  const mina = await seedRoom(room);
  // Five windows; the plan to compact them, and the alarm, came with the first.
  expect(await since("stoa_rows_written_total")).toBe(5);
  mina.sends(updateFrame(new Uint8Array([255])));
  await mina.is("refused", ({ code }) => code === "bad-update");
  mina.sends("{}");
  await mina.is("refused", ({ code }) => code === "bad-event");
  expect(await since('stoa_refusals_total{code="bad-update"}')).toBe(1);
  expect(await since('stoa_refusals_total{code="bad-event"}')).toBe(1);
  expect(await since('stoa_quarantined_total{reason="bad-update"}')).toBe(1);
  await goesQuiet(room);
  expect(await since("stoa_compactions_total")).toBe(1);
  expect(await since("stoa_compaction_seconds_total")).toBeGreaterThanOrEqual(0);
  expect(await since("stoa_rows_written_total")).toBeGreaterThan(10);
});

test("R60: figures count the rows that making a room takes", async () => {
  const rows = async () => (await figures()).get("stoa_rows_written_total") ?? 0;
  const start = await rows();
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  mina.types("hello");
  await mina.is("ack", ({ n }) => n === 2);
  expect((await rows()) - start).toBeGreaterThan(10);
});

test("R60: a refusal that a stock client is told counts, too", async () => {
  const before = await figures();
  const room = new TestRoom();
  const owner = await Owner.of(room);
  await owner.opensPlainLinkFor("viewer");
  const stock = await room.joinsByGenericClient("Stock");
  stock.types("no");
  await vi.waitFor(() => expect(stock.denials.length).toBe(1));
  const name = 'stoa_refusals_total{code="no-access"}';
  expect(((await figures()).get(name) ?? 0) - (before.get(name) ?? 0)).toBe(1);
});

test("R123: every series begins at 0, and no label has a name that Prometheus sets itself", async () => {
  const text = (await (await read(TOKEN.replaceAll(" ", "-")))?.text()) ?? "";
  const series = [
    ...refusalSchema.options.map((code) => `stoa_refusals_total{code="${code}"}`),
    ...Object.values(CloseCode).map((code) => `stoa_closes_total{code="${code}"}`),
    ...JOBS.map((job) => `stoa_job_failures_total{task="${job}"}`),
    'stoa_quarantined_total{reason="bad-update"}',
    'stoa_quarantined_total{reason="not-yours"}',
  ];
  const told = await figures();
  for (const one of series) expect(told.get(one), one).toBeGreaterThanOrEqual(0);
  expect(text).not.toMatch(/[{,](job|instance)=/);
});

test("R123: a room counts as awake for a minute after something happened in it, however often that is asked for", async () => {
  const awake = async () => (await figures()).get("stoa_rooms_awake") ?? 0;
  const before = await awake();
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  const jonas = await room.joins("Jonas");
  expect(await awake()).toBe(before + 1);
  expect(await awake()).toBe(before + 1);
  const noted = Date.now();
  vi.useFakeTimers({ now: noted + 61_000 + ACTIVITY_SLOT_MS, toFake: ["Date"] });
  try {
    expect(await awake()).toBe(0);
    mina.types("hello");
    await jonas.has("hello");
    expect(await awake()).toBe(1);
  } finally {
    vi.useRealTimers();
  }
});

test("R123: rooms are counted once each, over the slots of one minute", () => {
  const rooms = new ActiveRooms();
  rooms.note("a", 100);
  rooms.note("b", 105);
  rooms.note("a", 105);
  expect(rooms.count(105)).toBe(2);
  expect(rooms.count(116)).toBe(2);
  expect(rooms.count(117)).toBe(0);
  expect(rooms.count(118)).toBe(0);
});
