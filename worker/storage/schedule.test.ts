/** Tests of jobs on the alarm. */
import { runInDurableObject } from "cloudflare:test";
import { expect, test, vi } from "vitest";
import { JOBS, type Job, type Jobs } from "../jobs.ts";
import { TestRoom } from "../testing/test-room.ts";
import { Schedule } from "./schedule.ts";
import { makeTables } from "./schema.ts";

/** The alarm's work, of which compaction is the only one that is expected. */
function only(compact: Job): Jobs {
  const fails = (): never => {
    throw new Error("Nobody has planned this job.");
  };
  return { ...(Object.fromEntries(JOBS.map((job) => [job, fails])) as unknown as Jobs), compact };
}

interface Due {
  at: number;
  failures: number;
}

function due(storage: DurableObjectStorage): Due[] {
  return storage.sql
    .exec<Due & Record<string, SqlStorageValue>>("SELECT at, failures FROM due")
    .toArray();
}

test("R73: work that fails is tried again later and later, however often a busy room asks for it", async () => {
  await runInDurableObject(new TestRoom().stub, async (_, { storage }) => {
    makeTables(storage);
    const schedule = new Schedule(storage);
    const compact = vi.fn(() => {
      throw new Error("The log cannot be compacted.");
    });
    schedule.plan("compact", 1);
    const waits: number[] = [];
    for (let failures = 1; failures <= 14; failures++) {
      await schedule.runDue(only(compact));
      // As each write does, once the log is long.
      for (let write = 0; write < 50; write++) schedule.plan("compact", Date.now());
      const [planned] = due(storage);
      expect(planned?.failures).toBe(failures);
      waits.push((planned?.at ?? 0) - Date.now());
      await schedule.runDue(only(compact));
      expect(compact).toHaveBeenCalledTimes(failures);
      storage.sql.exec("UPDATE due SET at = 1, sum = NULL");
    }
    expect(waits[0]).toBeGreaterThan(1_000);
    expect(waits.at(-1)).toBeGreaterThan(3_500_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(3_600_000);
  });
});

test("R73: work that succeeds after it had failed is planned as before", async () => {
  await runInDurableObject(new TestRoom().stub, async (_, { storage }) => {
    makeTables(storage);
    const schedule = new Schedule(storage);
    let fails = true;
    const compact = vi.fn(() => {
      if (fails) throw new Error("The log cannot be compacted.");
      return null;
    });
    schedule.plan("compact", 1);
    await schedule.runDue(only(compact));
    fails = false;
    storage.sql.exec("UPDATE due SET at = 1, sum = NULL");
    await schedule.runDue(only(compact));
    expect(due(storage)).toEqual([]);
    schedule.plan("compact", 7);
    expect(due(storage)).toEqual([{ at: 7, failures: 0 }]);
  });
});

test("R73: a job that nothing does is told to the operator once, and forgotten", async () => {
  const errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await runInDurableObject(new TestRoom().stub, async (_, { storage }) => {
    makeTables(storage);
    storage.sql.exec("INSERT INTO due (job, at) VALUES ('polish', 1)");
    const schedule = new Schedule(storage);
    await schedule.runDue(only(() => null));
    expect(due(storage)).toEqual([]);
    await schedule.runDue(only(() => null));
  });
  const told = errors.mock.calls.filter(([line]) => String(line).includes("job-unknown"));
  expect(told).toHaveLength(1);
  errors.mockRestore();
});

test("R73: however many edits come, one piece of work is planned for them", async () => {
  const room = new TestRoom();
  const mina = await room.joins("Mina");
  for (let edit = 0; edit < 100; edit++) mina.types("x");
  await mina.is("ack", ({ n }) => n === 101);
  expect((await room.rows("due")).map(({ job }) => job)).toEqual(["compact"]);
});
