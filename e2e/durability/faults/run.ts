import { randomInt } from "node:crypto";
import { Failure } from "../../../scripts/failure.ts";
import { Build } from "../server.ts";
import type { Heartbeat } from "./native-client.ts";
import { makePlan, SEEDS_PER_LONG_FAULT } from "./plan.ts";
import { type Outcome, play } from "./play.ts";

/** Servers that run side by side: most of a run is waiting. */
const AT_ONCE = 4;

/** Seeds that failed once, and what they had found; every run of several plays them again. */
export const PINNED: readonly { readonly seed: number; readonly found: string }[] = [
  { seed: 563311557, found: "somebody who had left stayed in the list, in 6 of 16 runs" },
  { seed: 416210763, found: "everybody who had left a frozen server stayed in the list" },
  { seed: 251471987, found: "a deletion was back that two had made, one of them acknowledged" },
];

/** The runs to play: so many fresh seeds, or one seed. */
export interface FaultOptions {
  readonly seeds: number;
  readonly seed: number | null;
  readonly heartbeat: Heartbeat;
}

/** Seeds of one long run. */
const USUAL_SEEDS = 200;

/**
 * Reads `--seeds`, `--seed` and `--ping`.
 *
 * @throws Failure when they are no whole numbers.
 */
export function readFaultOptions(options: {
  readonly seeds?: string | undefined;
  readonly seed?: string | undefined;
  readonly ping?: boolean | undefined;
}): FaultOptions {
  const read = (name: string, value: string | undefined): number | null => {
    if (value === undefined) return null;
    if (/^[1-9]\d{0,9}$/.test(value)) return Number(value);
    throw new Failure(`--${name} must be a whole number above 0, but is ${JSON.stringify(value)}.`);
  };
  return {
    seeds: read("seeds", options.seeds) ?? USUAL_SEEDS,
    seed: read("seed", options.seed),
    heartbeat: options.ping === true ? "ping" : "query",
  };
}

/** Plays runs with faults and prints what came of them; resolves with whether every promise was kept. */
export async function runFaults({ seeds, seed, heartbeat }: FaultOptions): Promise<boolean> {
  const chosen = seed === null ? [...PINNED.map((pinned) => pinned.seed), ...fresh(seeds)] : [seed];
  console.log(`Playing ${chosen.length} runs with seeds ${chosen[0]} to ${chosen.at(-1)}`);
  const build = new Build();
  const outcomes: Outcome[] = [];
  const queue = [...chosen];
  const playNext = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const plan = makePlan(next);
      const outcome = await play(plan, build, heartbeat);
      outcomes.push(outcome);
      if (outcome.wrong.length > 0) console.log(describe(outcome, JSON.stringify(plan)));
    }
  };
  const before = performance.now();
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, playNext));
  } finally {
    build.remove();
  }
  console.log(summarize(outcomes, performance.now() - before));
  return outcomes.every(({ wrong }) => wrong.length === 0);
}

/** Returns seeds that nobody has played. Few of them leave out the one in so many that takes long. */
export function fresh(count: number): readonly number[] {
  const first = randomInt(2 ** 24) * SEEDS_PER_LONG_FAULT + 1;
  return Array.from({ length: count }, (_, index) => first + index);
}

function describe({ seed, wrong }: Outcome, plan: string): string {
  const again = `npm run faults -- --seed ${seed}`;
  return [`Seed ${seed} FAILED (${again}):`, ...wrong, `Its plan: ${plan}`].join("\n");
}

function summarize(outcomes: readonly Outcome[], milliseconds: number): string {
  const sum = (value: (outcome: Outcome) => number): string =>
    outcomes.reduce((total, outcome) => total + value(outcome), 0).toLocaleString("en");
  const faults = new Map<string, number>();
  for (const outcome of outcomes) {
    for (const [kind, count] of Object.entries(outcome.faults)) {
      faults.set(kind, (faults.get(kind) ?? 0) + (count ?? 0));
    }
  }
  const ghostTimes = outcomes.flatMap((outcome) => outcome.ghostTimes).sort((a, b) => a - b);
  const late = ghostTimes.filter((milliseconds) => milliseconds > 1_000).length;
  const failed = outcomes.filter(({ wrong }) => wrong.length > 0);
  const rows: readonly (readonly [string, string])[] = [
    ["runs", `${outcomes.length} in ${(milliseconds / 1000).toFixed(0)} s`],
    ["edits", sum(({ tally }) => tally.edits)],
    ["acknowledged to their authors", sum(({ tally }) => tally.acknowledged)],
    ["seen by others", sum(({ tally }) => tally.seen)],
    [
      "messages, and receipts",
      `${sum(({ tally }) => tally.messages)}, ${sum(({ tally }) => tally.receipts)}`,
    ],
    ["faults", [...faults].map(([kind, count]) => `${count} ${kind}`).join(", ")],
    ["compactions", sum(({ compactions }) => compactions)],
    [
      "until lists of people were right, median and most",
      `${ghostTimes[ghostTimes.length >> 1]?.toFixed(0)} and ${ghostTimes.at(-1)?.toFixed(0)} ms; ${late} of ${ghostTimes.length} after more than 1 s`,
    ],
    [
      "runs with something lost or wrong",
      `${failed.length} ${failed.map(({ seed }) => seed).join(" ")}`,
    ],
  ];
  return ["| measured | value |", "|---|---|", ...rows.map((row) => `| ${row.join(" | ")} |`)].join(
    "\n",
  );
}
