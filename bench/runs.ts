import { Failure } from "../scripts/failure.ts";
import { assemble, keep } from "./measure/document.ts";
import { Report } from "./measure/report.ts";
import { stoaOwn, stoaStock } from "./servers/stoa.ts";
import { endurance } from "./workloads/endurance.ts";
import { compression, fanout } from "./workloads/fanout.ts";
import { idle } from "./workloads/idle.ts";
import { join } from "./workloads/join.ts";
import { kill } from "./workloads/kill.ts";
import type { Workload } from "./workloads/options.ts";
import { people } from "./workloads/people.ts";
import { pipelined } from "./workloads/pipelined.ts";
import { presence } from "./workloads/presence.ts";
import { wake } from "./workloads/wake.ts";

/** Every workload whose figures are a table, by the name of its command. */
export const WORKLOADS: Readonly<Record<string, Workload>> = {
  fanout,
  compression,
  presence,
  people,
  pipelined,
  join,
  wake,
  idle,
  kill,
  endurance,
};

/** A workload with what it is told on the command line. */
export interface Planned {
  /** Its name among the results, unless that is the workload's. */
  readonly run?: string;
  readonly workload: string;
  readonly peers?: boolean;
  readonly people?: readonly number[];
  readonly seconds?: number;
  readonly minutes?: number;
  readonly sockets?: number;
  readonly rest?: number;
}

/** Everything that `docs/BENCHMARKS.md` shows, in some twenty-five minutes on a quiet machine with two cores. */
const ALL: readonly Planned[] = [
  { run: "fanout-20", workload: "fanout", people: [20], seconds: 4, peers: true },
  { run: "fanout-100", workload: "fanout", people: [100], seconds: 5, peers: true },
  { run: "fanout-300", workload: "fanout", people: [300], seconds: 5 },
  { workload: "people", seconds: 10 },
  { workload: "presence", seconds: 5, peers: true },
  { workload: "pipelined", seconds: 5, peers: true },
  { workload: "join", peers: true },
  { workload: "wake", peers: true },
  { workload: "idle", peers: true },
  { workload: "kill", seconds: 5, peers: true },
];

/** The usual length of a load, and of the endurance run; and its sockets. */
const SECONDS = 10;
const MINUTES = 10;
const SOCKETS = 1_000;

/** Runs one workload, prints what came of it and keeps it for the document. */
export async function record(planned: Planned): Promise<void> {
  keep((await runOne(planned)).lines);
  assemble();
}

/** Runs one workload and prints what came of it. */
export async function runOne(planned: Planned): Promise<Report> {
  const workload = Object.hasOwn(WORKLOADS, planned.workload) ? WORKLOADS[planned.workload] : null;
  if (workload === undefined || workload === null) {
    throw new Failure(`${planned.workload} is none of ${Object.keys(WORKLOADS).join(", ")}.`);
  }
  const report = new Report(nameOf(planned), commandOf(planned));
  const peers = planned.peers ? await (await import("./servers/peers.ts")).allPeers() : [];
  report.introduce([stoaStock, stoaOwn, ...peers]);
  await workload({
    report,
    peers,
    people: planned.people ?? null,
    seconds: planned.seconds ?? SECONDS,
    minutes: planned.minutes ?? MINUTES,
    sockets: planned.sockets ?? SOCKETS,
    rest: planned.rest ?? 0,
  });
  report.finish();
  return report;
}

/** Runs everything, or the runs of these names; keeps the results and makes the document's tables anew. */
export async function runAll(peers: boolean, only: readonly string[] | null): Promise<void> {
  const unknown = only?.filter((name) => !ALL.some((planned) => nameOf(planned) === name)) ?? [];
  if (unknown.length > 0) {
    throw new Failure(`${unknown.join(", ")}: not among ${ALL.map(nameOf).join(", ")}.`);
  }
  for (const planned of ALL) {
    if (only !== null && !only.includes(nameOf(planned))) continue;
    const { lines } = await runOne({ ...planned, peers: peers && planned.peers === true });
    // After each, so that what was measured is not lost with the rest.
    keep(lines);
  }
  assemble();
}

const nameOf = ({ run, workload }: Planned): string => run ?? workload;

function commandOf({ workload, people, seconds, minutes, sockets, rest, peers }: Planned): string {
  const options = [
    ...(people === undefined ? [] : [`--people ${people.join()}`]),
    ...(seconds === undefined ? [] : [`--seconds ${seconds}`]),
    ...(minutes === undefined ? [] : [`--minutes ${minutes}`]),
    ...(sockets === undefined ? [] : [`--sockets ${sockets}`]),
    ...(rest === undefined ? [] : [`--rest ${rest}`]),
    ...(peers ? ["--peers"] : []),
  ];
  return ["npm run bench --", workload, ...options].join(" ");
}
