/** Fifty generic clients in ten processes that come, go, flap and die; tells who did not see whom in time. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Random } from "../../testkit/random.ts";
import { stoaStock } from "../servers/stoa.ts";
import type { Order, Sight } from "./clients.ts";

const PROCESSES = 10;
const CLIENTS = 5;

/** Things that happen in one round, and milliseconds between two of them. */
const STEPS = 60;
const STEP_MS = 100;

/** Milliseconds after both of a pair have synced in which each has to see the other. */
const BAR_MS = 3_000;

/** Milliseconds from the last event of a round until all say whom they see: as many more as a reconnection takes. */
const REST_MS = BAR_MS + 2_000;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** A process with some clients. */
class Group {
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#process = child;
  }

  /** Starts a process, in which all of its clients come. */
  static async start(server: string, name: string): Promise<Group> {
    const child = fork(new URL("clients.ts", import.meta.url), [server, "flapping", name]);
    await once(child, "message");
    const group = new Group(child);
    for (let client = 0; client < CLIENTS; client++) group.order({ kind: "comes", client });
    return group;
  }

  order(order: Order): void {
    this.#process.send(order);
  }

  async reports(): Promise<readonly Sight[]> {
    const answer = once(this.#process, "message");
    this.order({ kind: "reports" });
    return ((await answer) as [readonly Sight[]])[0];
  }

  /** Dies without a word. */
  async dies(): Promise<void> {
    const ended = once(this.#process, "exit");
    this.#process.kill("SIGKILL");
    await ended;
  }
}

/** The outcome of one round. */
interface Outcome {
  pairs: number;
  /** Pairs of which one does not see the other, or did so too late. */
  missing: number;
  /** Clients that are seen and are not there. */
  ghosts: number;
  /** Milliseconds from when both had synced until the one saw the other, at most. */
  worstMs: number;
}

function outcomeOf(sights: readonly Sight[]): Outcome {
  const outcome: Outcome = { pairs: 0, missing: 0, ghosts: 0, worstMs: 0 };
  const here = sights.filter(({ syncedAt }) => syncedAt !== null);
  const ids = new Set(here.map(({ id }) => id));
  for (const one of here) {
    const seen = new Map(one.sees);
    outcome.ghosts += [...seen.keys()].filter((id) => !ids.has(id)).length;
    for (const other of here) {
      if (other === one) continue;
      outcome.pairs += 1;
      const both = Math.max(one.syncedAt ?? 0, other.syncedAt ?? 0);
      const lateMs = (seen.get(other.id) ?? Number.POSITIVE_INFINITY) - both;
      if (lateMs > BAR_MS) outcome.missing += 1;
      else outcome.worstMs = Math.max(outcome.worstMs, lateMs);
    }
  }
  return outcome;
}

/** How often, and by which choices. */
export interface FlappingOptions {
  readonly seed: number;
  readonly rounds: number;
}

/** Reads the parameters of the command. */
export function readFlappingOptions(given: { runs?: string; seed?: string }): FlappingOptions {
  return { seed: Number(given.seed ?? 1), rounds: Number(given.runs ?? 5) };
}

/**
 * Runs so many rounds.
 *
 * @returns whether everybody saw everybody in time, and nobody who was not there.
 */
export async function runFlapping({ seed, rounds }: FlappingOptions): Promise<boolean> {
  console.log("| round | pairs | missing after 3 s | ghosts | latest, ms |");
  console.log("|---|---|---|---|---|");
  const random = new Random(seed);
  const dataDirectory = mkdtempSync(join(tmpdir(), "stoa-flapping-"));
  const server = await stoaStock.start(dataDirectory);
  const address = server.wire.address.replace(/\/$/, "");
  const start = (name: number): Promise<Group> => Group.start(address, `process ${name}`);
  const groups = await Promise.all(Array.from({ length: PROCESSES }, (_, name) => start(name)));
  let isWell = true;
  try {
    await pause(REST_MS);
    for (let round = 0; round <= rounds; round++) {
      // Before the first round everybody has just come.
      for (let step = 0; round > 0 && step < STEPS; step++) {
        await happens(groups, start, random);
        await pause(STEP_MS);
      }
      await pause(REST_MS);
      const sights = await Promise.all(groups.map((group) => group.reports()));
      const outcome = outcomeOf(sights.flat());
      const { pairs, missing, ghosts, worstMs } = outcome;
      console.log(`| ${round} | ${pairs} | ${missing} | ${ghosts} | ${worstMs} |`);
      isWell &&= missing === 0 && ghosts === 0;
    }
  } finally {
    await Promise.all(groups.map((group) => group.dies()));
    await server.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
  return isWell;
}

/** Something happens to one client, or to one process. */
async function happens(
  groups: Group[],
  start: (name: number) => Promise<Group>,
  random: Random,
): Promise<void> {
  const number = random.whole(0, PROCESSES - 1);
  const group = groups[number];
  const client = random.whole(0, CLIENTS - 1);
  switch (random.whole(0, 7)) {
    case 0:
      group?.order({ kind: "goes", client });
      return;
    case 1:
    case 2:
    case 3:
      group?.order({ kind: "returns", client });
      return;
    case 4:
      group?.order({ kind: "leaves", client });
      group?.order({ kind: "comes", client });
      return;
    case 5:
      if (random.whole(0, 2) > 0) return;
      await group?.dies();
      groups[number] = await start(number);
      return;
    default:
      group?.order({ kind: "goes", client });
      await pause(random.whole(0, 300));
      group?.order({ kind: "returns", client });
  }
}
