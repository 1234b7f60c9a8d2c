import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { randomToken } from "../../shared/ids.ts";
import { COMPACT_QUIET_MS, COMPACT_ROWS } from "../../worker/limits.ts";
import { atTheirPace } from "../load/pace.ts";
import type { Wire } from "../load/wire.ts";
import { show } from "../measure/table.ts";
import { stoaOwn } from "../servers/stoa.ts";
import { between, type Figures, readFigures } from "./figures.ts";
import { Colleague } from "./people.ts";
import { type Bill, billOf, times, type Use } from "./prices.ts";

const MILLION = 1_000_000;
const HOURS = 1_000;
const HOUR_S = 3_600;

/** A busy room: so many people, who make so many edits a second together. */
const BUSY_PEOPLE = 10;
const BUSY_EDITS = 50;

/** Quiet rooms, measured side by side: two people each, one edit a second. */
const QUIET_ROOMS = 20;

/**
 * The typical mix: rooms of five for an hour. Each moves the pointer a third of the time at the pace of a
 * screen, and makes an edit every 12 s. Each selects something every 10 s, and says something every two
 * minutes.
 */
const MIX = { rooms: 6, people: 5, pointing: 1 / 3, frameMs: 1000 / 60 } as const;
const EDIT_EVERY_S = 12;
const SELECT_EVERY_S = 10;
const SAY_EVERY_S = 120;

/** Seconds for which an edit keeps a room awake that would otherwise sleep: work, and until the row is confirmed. */
const AWAKE_FOR_EDIT_S = 0.05;

/** A room's alarm comes about this often while people write. */
const ALARM_EVERY_S = COMPACT_QUIET_MS / 1000;

/** The server and the clients of a measurement. */
interface Place {
  readonly wire: Wire;
  readonly figures: () => Promise<Figures>;
}

/** Measures what a server writes and is asked, and says what Cloudflare would charge for it. */
export async function runCost(seconds: number): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "stoa-bench-"));
  // The runtime takes both from the environment that it is started in.
  const token = randomToken(18);
  process.env["METRICS_TOKEN"] = token;
  process.env["LOG_LEVEL"] = "error";
  const server = await stoaOwn.start(dataDirectory);
  try {
    const address = server.wire.address.replace("ws:", "http:");
    const figures = () => readFigures(address, token, server.pid);
    const place: Place = { wire: server.wire, figures };
    const files = readdirSync(join(dataDirectory, "release", "client"), { recursive: true }).length;

    const busy = await work(place, 1, BUSY_PEOPLE, (all) =>
      atTheirPace({ count: 1, perSecond: BUSY_EDITS, seconds }, oneOf(all, "edits")),
    );
    const quiet = await work(place, QUIET_ROOMS, 2, async (all) => {
      const half = all.filter((_, index) => index % 2 === 0);
      await atTheirPace({ count: half.length, perSecond: 1, seconds }, (i) => half[i]?.edits());
    });
    const mix = await work(place, MIX.rooms, MIX.people, (all) => beColleagues(all, seconds));

    print("One room, busy", busy);
    print("Quiet rooms", quiet);
    print("Typical rooms", mix);
    const rows = [
      ["a million edits in a busy room, 50 a second", busyEdits(busy)],
      ["a million edits in a quiet room, one a second", quietEdits(quiet)],
      ["a thousand person-hours of the typical mix", personHours(mix, seconds, files)],
    ] as const;
    console.log(tableOf(rows));
  } finally {
    await server.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

/** The use of a phase: to make its rooms, while people worked, and to compact after them. */
interface Phase {
  readonly rooms: number;
  readonly people: number;
  readonly making: Figures;
  readonly working: Figures;
  readonly tidying: Figures;
}

/** Lets people work in fresh rooms, and waits until the rooms have compacted. */
async function work(
  { wire, figures }: Place,
  rooms: number,
  perRoom: number,
  act: (all: readonly Colleague[]) => Promise<void>,
): Promise<Phase> {
  const start = await figures();
  const all: Colleague[] = [];
  for (let number = 0; number < rooms * perRoom; number++) {
    const room = `cost-${rooms}-${perRoom}-${Math.floor(number / perRoom)}`;
    all.push(await Colleague.joins(wire, room, number));
  }
  const made = await figures();
  await act(all);
  // The last updates are written within this time.
  await pause(500);
  const worked = await figures();
  for (const colleague of all) colleague.leaves();
  const deadline = performance.now() + 2 * COMPACT_QUIET_MS + 5_000;
  let tidied = await figures();
  while (tidied.compactions - worked.compactions < rooms) {
    if (performance.now() > deadline) throw new Error("the rooms do not compact");
    await pause(500);
    tidied = await figures();
  }
  return {
    rooms,
    people: rooms * perRoom,
    making: between(start, made),
    working: between(made, worked),
    tidying: between(worked, tidied),
  };
}

function oneOf(all: readonly Colleague[], what: "edits"): () => void {
  let next = 0;
  return () => all[next++ % all.length]?.[what]();
}

/** The typical mix, everybody at their own times. */
async function beColleagues(all: readonly Colleague[], seconds: number): Promise<void> {
  const every = (perSecond: number, act: (index: number) => void): Promise<void> =>
    atTheirPace({ count: all.length, perSecond, seconds }, act);
  const period = 6_000;
  await Promise.all([
    every(1 / EDIT_EVERY_S, (index) => all[index]?.edits()),
    every(1 / SELECT_EVERY_S, (index) => all[index]?.selects()),
    every(1 / SAY_EVERY_S, (index) => all[index]?.says()),
    every(1000 / MIX.frameMs, (index) => {
      const phase = ((performance.now() + (index * period) / all.length) % period) / period;
      if (phase < MIX.pointing) all[index]?.points();
    }),
  ]);
}

/** Awake all the time, because a window is nearly always open. */
function busyEdits({ working }: Phase): Use {
  const seconds = MILLION / BUSY_EDITS;
  const scaled = MILLION / working.updates;
  return {
    rows: working.rows * scaled,
    frames: working.frames * scaled,
    objectRequests: seconds / ALARM_EVERY_S,
    workerRequests: 0,
    awake: seconds,
  };
}

/** Each edit is a row at once; the compactions for which the run was too short are added. */
function quietEdits({ working, tidying }: Phase): Use {
  const scaled = MILLION / working.updates;
  const compactions = MILLION / COMPACT_ROWS - working.compactions * scaled;
  return {
    rows: working.rows * scaled + compactions * (tidying.rows / tidying.compactions),
    frames: working.frames * scaled,
    objectRequests: MILLION / ALARM_EVERY_S,
    workerRequests: 0,
    awake: MILLION * AWAKE_FOR_EDIT_S,
  };
}

/** Rooms that are made, used for an hour, and compacted; awake all the time, which is the most that it can be. */
function personHours(
  { rooms, people, making, working, tidying }: Phase,
  seconds: number,
  files: number,
): Use {
  const hour = HOUR_S / seconds;
  const windows = (working.windows / rooms) * hour;
  const compactions = Math.floor(windows / COMPACT_ROWS) * (tidying.rows / tidying.compactions);
  const room: Use = {
    rows: (making.rows + working.rows * hour + tidying.rows) / rooms + compactions,
    frames: (making.frames + working.frames * hour) / rooms,
    objectRequests: people / rooms + HOUR_S / ALARM_EVERY_S,
    // Everybody loads everything, and opens one socket.
    workerRequests: (people / rooms) * (files + 1),
    awake: HOUR_S,
  };
  return times(room, HOURS / (people / rooms));
}

function print(name: string, { rooms, people, making, working, tidying }: Phase): void {
  console.log(JSON.stringify({ phase: name, rooms, people, making, working, tidying }));
}

function tableOf(rows: readonly (readonly [string, Use])[]): string {
  const dollars = (amount: number): string => `$${amount.toFixed(2)}`;
  const line = ([name, use]: readonly [string, Use]): string => {
    const bill: Bill = billOf(use);
    const requests = use.objectRequests + use.frames / 20 + use.workerRequests;
    const cells = [show(use.rows / MILLION), dollars(bill.rows), show(requests / MILLION)];
    const rest = [dollars(bill.requests), show((use.awake * 0.128) / 1000), dollars(bill.duration)];
    return `| ${[name, ...cells, ...rest, `**${dollars(bill.total)}**`].join(" | ")} |`;
  };
  return [
    "| | million rows | rows | million requests | requests | thousand GB-s | duration | together |",
    "|---|---:|---:|---:|---:|---:|---:|---:|",
    ...rows.map(line),
  ].join("\n");
}
