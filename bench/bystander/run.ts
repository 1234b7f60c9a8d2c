/** Attacks one room after the other, while two people work in another; tells how late their edits were. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readUsage } from "../../testkit/process-usage.ts";
import { stoaOwn } from "../servers/stoa.ts";
import { ATTACKS } from "./attacks.ts";
import { Bystander } from "./bystander.ts";
import { Crowd } from "./crowd.ts";

/** The bar: milliseconds by which nothing may delay an edit in another room. */
const BAR_MS = 250;

/** Milliseconds for which the two are watched after an attack: the room compacts, and lets go of memory. */
const AFTER_MS = 6_000;

/** Milliseconds between two looks at the server's memory. */
const LOOK_MS = 50;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Runs all attacks, or those whose names hold one of `only`, each against a server of its own.
 *
 * @returns whether none delayed an edit by more than the bar.
 */
export async function runBystander(only: readonly string[] | null): Promise<boolean> {
  console.log(
    "| attack | worst delay, ms | of which the server worked | MiB before | at the peak | after | closed |",
  );
  console.log("|---|---|---|---|---|---|---|");
  let isWell = true;
  for (const { name, run } of ATTACKS) {
    if (only !== null && !only.some((part) => name.includes(part))) continue;
    const dataDirectory = mkdtempSync(join(tmpdir(), "stoa-bystander-"));
    const server = await stoaOwn.start(dataDirectory);
    const bystander = await Bystander.join(server.wire, "bystander", server.pid);
    const crowd = new Crowd(server.wire, "attacked");
    try {
      await pause(1_000);
      const idle = await bystander.worst();
      const before = readUsage(server.pid).residentMiB;
      let peak = before;
      const looks = setInterval(() => {
        peak = Math.max(peak, readUsage(server.pid).residentMiB);
      }, LOOK_MS);
      await run(crowd);
      await pause(AFTER_MS);
      const worst = await bystander.worst();
      const outcome = crowd.outcome;
      crowd.leave();
      await pause(AFTER_MS / 2);
      const after = readUsage(server.pid).residentMiB;
      clearInterval(looks);
      isWell &&= worst.ms <= BAR_MS;
      console.log(
        `| ${name} | ${worst.ms.toFixed(0)} (idle ${idle.ms.toFixed(0)}) | ${worst.serverMs.toFixed(0)} | ${before.toFixed(0)} | ${peak.toFixed(0)} | ${after.toFixed(0)} | ${outcome} |`,
      );
    } finally {
      await bystander.leave();
      crowd.leave();
      await server.stop();
      rmSync(dataDirectory, { recursive: true, force: true });
    }
  }
  return isWell;
}
