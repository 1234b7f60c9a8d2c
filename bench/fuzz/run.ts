/** The long form of the differential fuzz: many scripts, each with and without odd values, until one is a find. */
import { randomInt } from "node:crypto";
import * as fc from "fast-check";
import { Failure } from "../../scripts/failure.ts";
import { type Script, scripts } from "../../testkit/fuzz/script.ts";
import { findSlow, HonestTimes, noTimes } from "./apply-time.ts";
import { runHealing } from "./healing.ts";
import { longUpdates } from "./long-update.ts";
import type { Outcome } from "./room.ts";
import { runTrial } from "./trial.ts";
import { YrsReaders } from "./yrs.ts";

/** Scripts of a long run. */
const USUAL_RUNS = 100_000;

/** Scripts between two lines that tell how far it is. */
const LINE = 5_000;

/** One script in so many is held against yrs, too: it then has no odd values. */
const YRS_EVERY = 4;

/** One script in so many is played in a room of the version before, too, which is then healed. */
const HEALING_EVERY = 3;

/** For so many scripts, one script of long updates is played and timed. */
const LONG_EVERY = 250;

/** How many scripts to play, and with which seed. */
export interface FuzzOptions {
  readonly runs: number;
  readonly seed: number;
}

/**
 * Reads `--runs` and `--seed`.
 *
 * @throws Failure when they are no whole numbers.
 */
export function readFuzzOptions(options: {
  readonly runs?: string | undefined;
  readonly seed?: string | undefined;
}): FuzzOptions {
  const read = (name: string, value: string | undefined): number | null => {
    if (value === undefined) return null;
    if (/^[1-9]\d{0,8}$/.test(value)) return Number(value);
    throw new Failure(`--${name} must be a whole number above 0, but is ${JSON.stringify(value)}.`);
  };
  return {
    runs: read("runs", options.runs) ?? USUAL_RUNS,
    seed: read("seed", options.seed) ?? randomInt(1, 1_000_000_000),
  };
}

/** Plays scripts; resolves with whether all readers agreed after each. */
export async function runFuzz({ runs, seed }: FuzzOptions): Promise<boolean> {
  console.log(`${runs.toLocaleString("en")} scripts, --seed ${seed}`);
  const seen = nothingSeen();
  const yrs = new YrsReaders();
  const stopListening = silence();
  let played = 0;
  try {
    const property = fc.asyncProperty(scripts, async (script) => {
      played += 1;
      const isForYrs = played % YRS_EVERY === 0;
      await plays(script, isForYrs ? yrs : null, seen);
      if (played % HEALING_EVERY === 0) {
        const { faults } = runHealing(script);
        if (faults.length > 0) throw new Error(faults.join("\n"));
      }
      if (played % LINE === 0) {
        process.stdout.write(`${played.toLocaleString("en")} scripts\n`);
      }
    });
    const { failed, counterexample, errorInstance } = await fc.check(property, {
      numRuns: runs,
      seed,
    });
    const counts = Object.entries(seen.hostile).map(([name, count]) => `${count} ${name}`);
    process.stdout.write(
      `Hostile updates: ${counts.join(", ")}. By yrs: ${seen.compared} documents alike, ${seen.failed} not read.\n`,
    );
    if (failed) return wrong(seed, counterexample?.[0], errorInstance);
    return await timesReaders({ runs: Math.ceil(runs / LONG_EVERY), seed }, yrs);
  } finally {
    stopListening();
    await yrs.end();
  }
}

/** Plays scripts of long updates, and times who reads them; resolves with whether none takes too long. */
async function timesReaders({ runs, seed }: FuzzOptions, yrs: YrsReaders): Promise<boolean> {
  const clock = { honest: new HonestTimes(), yrs, times: noTimes() };
  const property = fc.asyncProperty(longUpdates, async (script) => {
    const faults = await findSlow(script, clock);
    if (faults.length > 0) throw new Error(faults.join("\n"));
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, {
    numRuns: runs,
    seed,
    // A shorter script takes less time.
    endOnFailure: true,
  });
  const { taken, refused, worst } = clock.times;
  process.stdout.write(
    `${runs} scripts of long updates: ${taken} taken, ${refused} refused. ` +
      `The slowest: ${worst.ms.toFixed(0)} ms for ${worst.bytes} bytes (a find from ${worst.bound.toFixed(0)} ms).\n`,
  );
  return failed ? wrong(seed, counterexample?.[0], errorInstance) : true;
}

function wrong(seed: number, script: unknown, error: unknown): false {
  process.stdout.write(`WRONG (--seed ${seed}): ${JSON.stringify(script)}\n`);
  process.stdout.write(`${error instanceof Error ? error.message : ""}\n`);
  return false;
}

/** The outcome of the hostile updates of several runs, and of their readers by yrs. */
export interface Seen {
  readonly hostile: Record<Outcome, number>;
  compared: number;
  failed: number;
}

/** Nothing yet. */
export function nothingSeen(): Seen {
  return {
    hostile: { taken: 0, duplicate: 0, "missing-dependencies": 0, refused: 0 },
    compared: 0,
    failed: 0,
  };
}

/** Plays one script. @throws with what was found. */
export async function plays(script: Script, yrs: YrsReaders | null, seen: Seen): Promise<void> {
  const findings = await runTrial(script, yrs);
  for (const [outcome, count] of Object.entries(findings.hostile)) {
    seen.hostile[outcome as Outcome] += count;
  }
  seen.compared += findings.yrs.compared;
  seen.failed += findings.yrs.failed;
  if (findings.faults.length > 0) throw new Error(findings.faults.join("\n"));
}

/**
 * Yjs writes to the console when a document is put into two places, which scripts do on purpose.
 *
 * @returns what ends the silence.
 */
export function silence(): () => void {
  const { error, info, log } = console;
  const nothing = (): void => undefined;
  Object.assign(console, { error: nothing, info: nothing, log: nothing });
  return () => Object.assign(console, { error, info, log });
}
