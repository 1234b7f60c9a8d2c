import { SUBPROTOCOL } from "../../shared/wire/frames.ts";
import { load } from "../load/generator.ts";
import { stoaInspected } from "../servers/stoa.ts";
import type { Workload } from "./options.ts";
import { eachServer, serving } from "./serving.ts";

const SLICES_AT_LEAST = 4;
const LONGEST_SLICE_SECONDS = 60;

/** Warming up takes a fifth of the time, and not less: in a minute each of a hundred rooms has had its turn. */
const WARM_SECONDS_AT_LEAST = 60;

/** A room compacts 30 s after its last write and sleeps 10 s later. */
const REST_SECONDS = 60;

/** Seconds for coming in, waking up and comparing. */
const AROUND_SECONDS = 300;

/** Many sockets over several rooms at mixed work for minutes: memory, delays, cost, sleep, and what is lost. */
export const endurance: Workload = async ({ report, minutes, sockets, rest }) => {
  const seconds = minutes * 60;
  const warmSeconds = Math.max(WARM_SECONDS_AT_LEAST, seconds / 5);
  const sliceSeconds = Math.min(LONGEST_SLICE_SECONDS, seconds / SLICES_AT_LEAST);
  await eachServer(report, [stoaInspected], (kind) =>
    serving(kind, async ({ wire, pid, inspector = "" }) => {
      const plan = {
        wire,
        ours: { ...wire, protocols: [SUBPROTOCOL] },
        sockets,
        warmSeconds,
        seconds,
        sliceSeconds,
        restSeconds: REST_SECONDS,
        longRestSeconds: rest,
        pid,
        inspector,
      };
      const limit = warmSeconds + seconds + 2 * REST_SECONDS + rest + AROUND_SECONDS;
      const { result } = await load("endurance", plan, pid, limit * 1000);
      const { before, after, later, slices } = result;
      report.add({
        when: "at rest, before",
        "resident MiB": before.residentMiB,
        "MiB when collected": before.collectedResidentMiB,
        "MiB that scripts hold": before.heldMiB,
        rooms: result.rooms,
        "of them awake": before.awake,
        "server cores busy": before.cpuMsPerSecond / 1000,
      });
      for (const [index, slice] of slices.entries()) {
        report.add({
          when: `${Math.round(index * sliceSeconds)} to ${Math.round((index + 1) * sliceSeconds)} s`,
          deliveries: slice.delivered,
          "p50 ms": slice.delay.p50,
          "p95 ms": slice.delay.p95,
          "p99 ms": slice.delay.p99,
          "server CPU ms per 1,000 deliveries": slice.serverCpuMs / (slice.delivered / 1000),
          "server cores busy": slice.serverCpuMs / 1000 / slice.seconds,
          "people who came": slice.joins,
          "their p95 ms": slice.joinP95Ms,
          "chat messages received": slice.messages,
          "resident MiB": slice.residentMiB,
        });
      }
      report.add({
        when: "at rest, after",
        "resident MiB": after.residentMiB,
        "MiB when collected": after.collectedResidentMiB,
        "MiB that scripts hold": after.heldMiB,
        "of before": after.residentMiB / before.residentMiB,
        "collected, of before": after.collectedResidentMiB / before.collectedResidentMiB,
        "server cores busy": after.cpuMsPerSecond / 1000,
        "sockets still open": result.alive,
        rooms: result.rooms,
        "of them awake": after.awake,
        "updates lost": result.lost,
      });
      if (later === null) return;
      report.add({
        when: `at rest, ${rest} s after`,
        "server cores busy": later.cpuMsPerSecond / 1000,
        rooms: result.rooms,
        "of them awake": later.awake,
      });
    }),
  );
};
