import { setTimeout as pause } from "node:timers/promises";
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { PING_MS } from "../../../shared/limits.ts";
import { readUsage } from "../../../testkit/process-usage.ts";
import { collectGarbage } from "../../measure/heap.ts";
import type { Percentiles } from "../../measure/histogram.ts";
import { LoadClient } from "../client.ts";
import { Crowd, type Place } from "../crowd.ts";
import { MOVES_PER_SECOND } from "../hand.ts";
import { atTheirPace, settled } from "../pace.ts";
import type { Wire } from "../wire.ts";
import type { Job } from "./job.ts";

export interface EndurancePlan {
  /** As stock clients speak, and as ours do. */
  readonly wire: Wire;
  readonly ours: Wire;
  readonly sockets: number;
  /** Seconds of work before anything is measured: compilers and allocators reach their size first. */
  readonly warmSeconds: number;
  /** Seconds of work that is measured, in slices of so many. */
  readonly seconds: number;
  readonly sliceSeconds: number;
  /** Seconds without a frame, in which rooms compact and fall asleep. */
  readonly restSeconds: number;
  /** Seconds of rest after the last work, of which the end is looked at once more; 0 for not. */
  readonly longRestSeconds: number;
  readonly pid: number;
  /** Where the server listens for debuggers. */
  readonly inspector: string;
}

/** The server while nothing happens. */
export interface Rest {
  readonly residentMiB: number;
  readonly cpuMsPerSecond: number;
  /**
   * The memory that is left when all garbage has been collected: of what scripts hold, and of the
   * process.
   */
  readonly heldMiB: number;
  readonly collectedResidentMiB: number;
  /** Rooms that were awake then, because they asked who is still there. */
  readonly awake: number;
}

/** The server after a longer rest. */
export interface LongRest {
  readonly cpuMsPerSecond: number;
  /** Rooms awake, as the mean of several looks. */
  readonly awake: number;
}

export interface Slice {
  readonly delivered: number;
  readonly delay: Percentiles;
  readonly joins: number;
  readonly joinP95Ms: number | null;
  readonly messages: number;
  readonly serverCpuMs: number;
  readonly seconds: number;
  readonly residentMiB: number;
}

export interface EnduranceResult {
  readonly before: Rest;
  readonly slices: readonly Slice[];
  readonly after: Rest;
  readonly later: LongRest | null;
  readonly rooms: number;
  /** Sockets that were open from the end of the work to the end of it all. */
  readonly alive: number;
  /** Updates of those who stayed that a newcomer did not get. */
  readonly lost: number;
}

const CHATS_PER_SECOND = 1;
const LEAVERS_PER_SECOND = 2;

/** Seconds at the end of a rest that are measured. */
const MEASURED_REST_SECONDS = 10;

/** A longer rest ends with so many looks at who is awake, so many seconds apart; before, as many seconds are measured. */
const LOOKS = 6;
const LOOK_SECONDS = 10;

const WAKE_PATIENCE_MS = 10_000;

/** A crowd that works, rests, works for long and rests again. */
export const endurance: Job<EndurancePlan, EnduranceResult> = async (plan) => {
  const crowd = new Crowd(plan.wire, plan.ours, plan.sockets);
  await crowd.gather(plan.sockets);
  const rest = async (): Promise<Rest> => {
    await crowd.rest();
    await pause((plan.restSeconds - MEASURED_REST_SECONDS) * 1000);
    const start = readUsage(plan.pid);
    await pause(MEASURED_REST_SECONDS * 1000);
    const end = readUsage(plan.pid);
    const held = await collectGarbage(plan.inspector);
    return {
      residentMiB: end.residentMiB,
      cpuMsPerSecond: (end.cpuMs - start.cpuMs) / MEASURED_REST_SECONDS,
      heldMiB: held.mebibytes,
      awake: held.objects,
      collectedResidentMiB: readUsage(plan.pid).residentMiB,
    };
  };
  return async () => {
    const pings = setInterval(() => crowd.ping(), PING_MS);
    await work(crowd, plan.warmSeconds);
    const before = await rest();
    const slices: Slice[] = [];
    crowd.takeDoings();
    for (let left = plan.seconds; left > 0; left -= plan.sliceSeconds) {
      const slice = await workASlice(crowd, plan);
      slices.push(slice);
      console.error(JSON.stringify(slice));
    }
    const after = await rest();
    const isLonger = plan.longRestSeconds > plan.restSeconds;
    const later = isLonger ? await restLonger(plan) : null;
    const { places } = crowd;
    for (const place of places) await wake(place);
    let lost = 0;
    for (const place of places) lost += await countLost(place, plan);
    crowd.assertAlive();
    clearInterval(pings);
    const alive = crowd.everybody.length;
    return { before, slices, after, later, rooms: places.length, alive, lost };
  };
};

/** Goes on resting, so that it is a long rest altogether. */
async function restLonger(plan: EndurancePlan): Promise<LongRest> {
  const watched = LOOKS * LOOK_SECONDS;
  await pause(Math.max(0, plan.longRestSeconds - plan.restSeconds - 2 * watched) * 1000);
  const start = readUsage(plan.pid);
  await pause(watched * 1000);
  const cpuMs = readUsage(plan.pid).cpuMs - start.cpuMs;
  let awake = 0;
  for (let look = 0; look < LOOKS; look++) {
    await pause(LOOK_SECONDS * 1000);
    awake += (await collectGarbage(plan.inspector)).objects;
  }
  return { cpuMsPerSecond: cpuMs / watched, awake: awake / LOOKS };
}

async function work(crowd: Crowd, seconds: number): Promise<void> {
  let ticks = 0;
  await atTheirPace({ count: 1, perSecond: MOVES_PER_SECOND, seconds }, () => {
    ticks += 1;
    crowd.tick();
    if (ticks % (MOVES_PER_SECOND / CHATS_PER_SECOND) === 0) crowd.chat();
    if (ticks % (MOVES_PER_SECOND / LEAVERS_PER_SECOND) === 0) crowd.churn();
  });
}

async function workASlice(crowd: Crowd, plan: EndurancePlan): Promise<Slice> {
  const start = performance.now();
  const { cpuMs } = readUsage(plan.pid);
  await work(crowd, plan.sliceSeconds);
  const usage = readUsage(plan.pid);
  const doings = crowd.takeDoings();
  crowd.assertAlive();
  return {
    delivered: doings.delivered,
    delay: doings.delays.percentiles(),
    joins: doings.joins,
    joinP95Ms: doings.joinTimes.at(0.95),
    messages: doings.messages,
    serverCpuMs: usage.cpuMs - cpuMs,
    seconds: (performance.now() - start) / 1000,
    residentMiB: usage.residentMiB,
  };
}

/** Somebody in a room moves, and somebody else, with a client of the other kind, sees it. */
async function wake({ name, people }: Place): Promise<void> {
  const from = people.find(({ hand }) => hand === null);
  const to = people.find(({ hand }) => hand !== null);
  if (from === undefined || to === undefined) throw new Error(`nobody is left in ${name}`);
  let seen = 0;
  const before = to.client.onDocument;
  to.client.onDocument = () => {
    seen += 1;
  };
  from.updates += 1;
  from.client.send(from.client.frames.update(from.mover.next(performance.now())));
  await settled(
    () => seen > 0,
    () => seen,
    { patienceMs: WAKE_PATIENCE_MS, mostMs: WAKE_PATIENCE_MS },
  );
  to.client.onDocument = before;
  if (seen === 0) throw new Error(`${name} did not wake`);
}

/** Compares what a newcomer gets with what those who are there have sent. */
async function countLost({ name, people }: Place, { wire }: EndurancePlan): Promise<number> {
  const doc = new Y.Doc();
  const newcomer = await LoadClient.join(wire, name, 1, (frame, from) =>
    Y.applyUpdate(
      doc,
      decoding.readVarUint8Array(decoding.createDecoder(frame.subarray(from + 2))),
    ),
  );
  newcomer.leave();
  return people.reduce((sum, { client, hand, updates }) => {
    const sent = updates + (hand?.clock ?? 0);
    return sum + Math.max(0, sent - Y.getState(doc.store, client.clientId));
  }, 0);
}
