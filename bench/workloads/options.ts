import type { Report } from "../measure/report.ts";
import type { ServerKind } from "../servers/server.ts";

/** The options of a workload. */
export interface Options {
  readonly report: Report;
  /** Other people's servers that are measured beside Stoa. */
  readonly peers: readonly ServerKind[];
  /** Numbers of people to try, instead of the usual. */
  readonly people: readonly number[] | null;
  readonly seconds: number;
  /** How long, and how many sockets, for the endurance run. */
  readonly minutes: number;
  readonly sockets: number;
  /** Seconds of rest after it, if that is to be longer than usual. */
  readonly rest: number;
}

/** One command of `npm run bench`. */
export type Workload = (options: Options) => Promise<void>;
