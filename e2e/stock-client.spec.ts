/** Tests of a stock client's patience, by a client for which time passes faster than for the server. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import type { Stoa } from "./server.ts";
import { expect, test } from "./test.ts";

/** A stock client closes a socket on which nothing has come for 30 s (`messageReconnectTimeout` of y-websocket 3). */
const PATIENCE_MS = 30_000;

/** The report of a client on itself. */
interface Told {
  /** Milliseconds that have passed for it. */
  passed: number;
  isConnected: boolean;
  losses: number;
  others: number;
  removed: number;
}

/** A stock client in a process of its own, for which time passes faster by a factor. */
function hastyClient({ socketServer }: Stoa, room: string, speed: number) {
  const program = fileURLToPath(new URL("hasty-client.ts", import.meta.url));
  const child = spawn(process.execPath, [program, socketServer, room, String(speed)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const told: Told = { passed: 0, isConnected: false, losses: 0, others: 0, removed: 0 };
  createInterface({ input: child.stdout }).on("line", (line) => {
    const happened = JSON.parse(line);
    told.passed = happened.passed ?? told.passed;
    told.isConnected = happened.connected ?? told.isConnected;
    told.losses += happened.lost === true ? 1 : 0;
    told.others = happened.others ?? told.others;
    told.removed += happened.removed ?? 0;
  });
  return {
    told,
    leaves: async (): Promise<void> => {
      const ended = once(child, "exit");
      child.kill();
      await ended;
    },
  };
}

test("R15: a stock client that is alone in a room stays connected beyond its patience", async ({
  room,
  stoa,
}) => {
  const alone = hastyClient(stoa, room, 4);
  await expect.poll(() => alone.told.isConnected).toBe(true);
  const since = alone.told.passed;
  await expect
    .poll(() => alone.told.passed - since, { timeout: PATIENCE_MS })
    .toBeGreaterThan(PATIENCE_MS + 10_000);
  expect(alone.told).toMatchObject({ losses: 0, isConnected: true });
  await alone.leaves();
});

test("R71: a stock client goes on seeing somebody who does nothing, beyond its patience", async ({
  person,
  room,
  stoa,
}) => {
  const mina = await person("Mina");
  await mina.opens(room);
  // The client renews itself every 15 to 18 s of its own time. The room answers
  // a renewal at most every 6 s of the server's time. At this speed renewals are
  // 8 to 10 s apart, so a late one costs none its answer.
  const watcher = hastyClient(stoa, room, 1.8);
  await expect.poll(() => watcher.told.others).toBe(1);
  const since = watcher.told.passed;
  await expect
    .poll(() => watcher.told.passed - since, { timeout: PATIENCE_MS * 2 })
    // It looks for silent people every 3 s.
    .toBeGreaterThan(PATIENCE_MS + 4_000);
  expect(watcher.told).toMatchObject({ others: 1, removed: 0, losses: 0 });
  await mina.leaves();
  await expect.poll(() => watcher.told.others).toBe(0);
  await watcher.leaves();
});
