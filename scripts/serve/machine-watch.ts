/** The watch over the machine of one server: what it gives the server, and what the Worker has to know of that. */
import { randomBytes } from "node:crypto";
import * as v from "valibot";
import { MIN_DESCRIPTORS } from "../../shared/limits.ts";
import { machineAnswerSchema } from "../../shared/machine.ts";
import { Failure } from "../failure.ts";
import { DamagedRooms } from "./damaged-rooms.ts";
import type { DataDirectory } from "./data-directory.ts";
import { DiskFloor, diskFloor } from "./disk-floor.ts";
import { descriptorsOf, diskOf } from "./machine.ts";
import { MachineLink } from "./machine-link.ts";
import { takeReserve } from "./reserve.ts";
import type { Runtime } from "./runtime.ts";
import { authority, type Settings } from "./settings.ts";

/** Milliseconds in which the Worker has to take a report. */
const PATIENCE_MS = 5_000;

/** Prints one line for the operator. */
export function say(line: string): void {
  console.error(`Stoa: ${line}`);
}

/** @throws Failure when the system gives a process too few descriptors to serve anybody; null is enough. */
export function assertDescriptors(limit: number | null): void {
  if (limit === null || limit >= MIN_DESCRIPTORS) return;
  throw new Failure(
    `this system gives a process ${limit} descriptors, and Stoa needs at least ${MIN_DESCRIPTORS}; raise ulimit -n.`,
  );
}

/** Watches the machine for one server, whose runtimes come and go. */
export function watchMachine(settings: Settings, { path, rooms }: DataDirectory) {
  const token = randomBytes(32).toString("base64url");
  const floor = new DiskFloor(rooms);
  const damaged = new DamagedRooms(path, say);
  let runtime: Runtime | null = null;
  const link = new MachineLink({
    measure: () => {
      const { free, total } = diskOf(rooms);
      const news = floor.look(free, diskFloor(settings.minFreeBytes ?? null, total));
      if (news !== null) say(news);
      if (!floor.isLow) takeReserve(path);
      const descriptors = runtime === null ? null : descriptorsOf(runtime.pid);
      return { isDiskLow: floor.isLow, descriptors, copied: damaged.copied };
    },
    send: async (report) => {
      const response = await fetch(
        `http://${reachable(settings.host, runtime?.port ?? 0)}/machine`,
        {
          method: "POST",
          headers: { Authorization: `Bearer ${token}` },
          body: JSON.stringify(report),
          signal: AbortSignal.timeout(PATIENCE_MS),
        },
      );
      if (!response.ok) throw new Error(`status ${response.status}: ${await response.text()}`);
      const { unopened } = v.parse(machineAnswerSchema, await response.json());
      damaged.areTold(report.copied ?? [], new Date());
      for (const object of unopened) damaged.cannotOpen(object, Date.now());
    },
    say,
  });
  return {
    /** The token by which the Worker knows the reports. */
    token,
    /** Goes on with a runtime that has just started. Resolves once it has been told, or could not be. */
    start: (started: Runtime): Promise<void> => {
      runtime = started;
      return link.start();
    },
    stop: (): void => link.stop(),
  };
}

/** Where this machine reaches what listens on `host`. */
function reachable(host: string, port: number): string {
  if (host === "0.0.0.0") return authority("127.0.0.1", port);
  return authority(host === "::" ? "::1" : host, port);
}
