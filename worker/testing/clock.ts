/** Time for tests: it passes for the room, and alarms ring. */
import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { vi } from "vitest";
import { isMade } from "../storage/schema.ts";
import type { TestRoom } from "./test-room.ts";

/** Milliseconds pass, for the room and for everybody. The test ends with `vi.useRealTimers`. */
export function advance(milliseconds: number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + milliseconds });
}

/** When the room wants to look again, in milliseconds from now; null for never. */
export function nextSweep(room: TestRoom): Promise<number | null> {
  return runInDurableObject(room.stub, async (_, { storage }) => {
    // Where nothing is written, the alarm is for nothing else.
    if (!isMade(storage)) {
      const alarm = await storage.getAlarm();
      return alarm === null ? null : alarm - Date.now();
    }
    const [due] = storage.sql.exec<{ at: number }>("SELECT at FROM due WHERE job = 'look'");
    return due === undefined ? null : due.at - Date.now();
  });
}

/** So much time passes as the room wants to wait, and its alarm rings. */
export async function advanceToSweep(room: TestRoom): Promise<number> {
  const wait = (await nextSweep(room)) ?? Number.NaN;
  advance(wait + 1);
  await runDurableObjectAlarm(room.stub);
  return wait;
}
