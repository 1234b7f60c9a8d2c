/** Attacks one room after the other, while two people work in another; tells how late their edits were. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure } from "../../scripts/failure.ts";
import { readUsage } from "../../testkit/process-usage.ts";
import type { Server } from "../servers/server.ts";
import { stoaOwn } from "../servers/stoa.ts";
import { type Attack, attacksOf } from "./attacks.ts";
import { Bystander } from "./bystander.ts";
import { Crowd } from "./crowd.ts";

/** The bar: milliseconds by which nothing may delay an edit in another room. */
const BAR_MS = 250;

/** Milliseconds for which the two are watched after an attack: the room compacts, and lets go of memory. */
const AFTER_MS = 6_000;

/** The share of what may be sent that the small form of an attack sends, and milliseconds for which the two are watched after it. */
const SMALL_SHARE = 0.2;
const SMALL_MS = 2_000;

/** Milliseconds between two looks at the server's memory. */
const LOOK_MS = 50;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Which attacks are run, and how. */
export interface BystanderOptions {
  /** Only attacks whose names hold one of these; null for all. */
  readonly only: readonly string[] | null;
  /** Every attack with a fifth of what may be sent, against one server: what a test has time for. */
  readonly isSmall: boolean;
  /** The first of so many groups of attacks, counted from 1; null for all. */
  readonly group: { readonly number: number; readonly of: number } | null;
}

/** Reads a group as `2/6`. */
export function readGroup(text: string | undefined): BystanderOptions["group"] {
  if (text === undefined) return null;
  const [, number, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  if (number === undefined || of === undefined) throw new Failure(`A group is 1/6, not ${text}.`);
  return { number: Number(number), of: Number(of) };
}

/** Runs attacks, mostly each against a server of its own. @returns whether none delayed an edit by more than the bar. */
export async function runBystander({ only, isSmall, group }: BystanderOptions): Promise<boolean> {
  console.log(
    "| attack | worst delay, ms | of which the server worked | MiB before | at the peak | after | closed |",
  );
  console.log("|---|---|---|---|---|---|---|");
  const attacks = attacksOf(isSmall ? SMALL_SHARE : 1)
    .filter(({ sleeps }) => !isSmall || sleeps === undefined)
    .filter(({ name }) => only === null || only.some((part) => name.includes(part)))
    .filter((_, index) => group === null || index % group.of === group.number - 1);
  let isWell = true;
  if (isSmall) await withServer(async (server) => void (await runEach(server, attacks, SMALL_MS)));
  else {
    for (const attack of attacks) {
      await withServer(async (server) => {
        isWell = (await runEach(server, [attack], AFTER_MS)) && isWell;
      });
    }
  }
  return isWell;
}

async function withServer(run: (server: Server) => Promise<void>): Promise<void> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "stoa-bystander-"));
  const server = await stoaOwn.start(dataDirectory);
  try {
    await run(server);
  } finally {
    await server.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

/** @returns whether none of these attacks delayed an edit by more than the bar. */
async function runEach(
  server: Server,
  attacks: readonly Attack[],
  afterMs: number,
): Promise<boolean> {
  const bystander = await Bystander.join(server.wire, "bystander", server.pid);
  try {
    let isWell = true;
    for (const [index, attack] of attacks.entries()) {
      const crowd = new Crowd(server.wire, `attacked-${index}`);
      isWell = (await runOne(server, bystander, attack, crowd, afterMs)) && isWell;
    }
    return isWell;
  } finally {
    await bystander.leave();
  }
}

async function runOne(
  { pid }: Server,
  bystander: Bystander,
  { name, run }: Attack,
  crowd: Crowd,
  afterMs: number,
): Promise<boolean> {
  await pause(afterMs / 6);
  const idle = await bystander.worst();
  const before = readUsage(pid).residentMiB;
  let peak = before;
  const looks = setInterval(() => {
    peak = Math.max(peak, readUsage(pid).residentMiB);
  }, LOOK_MS);
  try {
    await run(crowd);
    await pause(afterMs);
    const worst = await bystander.worst();
    const outcome = crowd.outcome;
    crowd.leave();
    await pause(afterMs / 3);
    const after = readUsage(pid).residentMiB;
    console.log(
      `| ${name} | ${worst.ms.toFixed(0)} (idle ${idle.ms.toFixed(0)}) | ${worst.serverMs.toFixed(0)} | ${before.toFixed(0)} | ${peak.toFixed(0)} | ${after.toFixed(0)} | ${outcome} |`,
    );
    return worst.ms <= BAR_MS;
  } finally {
    clearInterval(looks);
    crowd.leave();
  }
}
