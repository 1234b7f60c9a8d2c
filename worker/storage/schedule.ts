/** The schedule: many jobs on the one alarm of an object. It knows nothing of what a job does. */
import { isJob, type JobName, type Jobs } from "../jobs.ts";
import { logError } from "../log.ts";
import { countRows, metrics } from "../metrics.ts";
import { insertDue, type Planned, readDue } from "./due-rows.ts";
import { isMade } from "./schema.ts";
import { isStorageFull } from "./storage-errors.ts";

/** Milliseconds to wait after a job failed the first time; doubled each time, up to an hour. */
const FIRST_RETRY_MS = 2_000;
const LAST_RETRY_MS = 60 * 60 * 1000;

/**
 * Many due times on the one alarm that an object has. A job is named. A planned
 * job is a row, so it outlives sleep and crashes. In a room without tables
 * there are no rows; there the alarm alone outlives a sleep.
 */
export class Schedule {
  readonly #storage: DurableObjectStorage;
  readonly #unwritten: string | null;
  readonly #whenFails: (error: unknown) => void;
  /** The time that the alarm is set to, as far as this instance knows. */
  #armed: number | null = null;
  /** The planned jobs; null when they are not known (yet, or since a write failed). Each window plans. */
  #planned: Map<string, Planned> | null = null;
  /** Jobs that were planned before the room had tables: they are rows once it has. */
  readonly #unsaved = new Set<string>();

  /**
   * @param unwritten the job that an alarm stands for in a room without tables; null for none.
   * @param whenFails is told why a job has failed, besides the log.
   */
  constructor(
    storage: DurableObjectStorage,
    unwritten: string | null = null,
    whenFails: (error: unknown) => void = () => undefined,
  ) {
    this.#storage = storage;
    this.#whenFails = whenFails;
    this.#unwritten = unwritten;
  }

  /**
   * Plans `job` for `at` (milliseconds since 1970), unless it is planned for
   * earlier already, or has failed. After a failure its own back-off says when,
   * however often it is planned meanwhile: each write of a busy room plans.
   */
  plan(job: JobName, at: number): void {
    const planned = this.#plans().get(job);
    if (planned !== undefined && (planned.failures > 0 || planned.at <= at)) return;
    this.#write(job, at);
  }

  /** Plans `job` for `at` even if it is planned for earlier, because that has become needless; not if it has failed. */
  postpone(job: JobName, at: number): void {
    if ((this.#plans().get(job)?.failures ?? 0) === 0) this.#write(job, at);
  }

  /**
   * Sets the alarm again if it is lost. Alarms have been seen stuck in the past
   * or gone (cloudflare-docs#18324, workerd#3566), so every wake looks.
   */
  async restoreAlarm(): Promise<void> {
    if (!isMade(this.#storage)) {
      const alarm = await this.#storage.getAlarm();
      if (alarm === null || this.#plans().size > 0 || isMade(this.#storage)) return;
      this.#remember(alarm);
      this.#armed = alarm;
      return;
    }
    // The jobs are rows, which every planner reads. So this can follow the event that woke the room: others wait for that.
    await scheduler.wait(0);
    const next = this.#next();
    if (next === null) return;
    const alarm = await this.#storage.getAlarm();
    if (alarm === null || alarm < Date.now() - 60_000) this.#arm();
    else this.#armed = alarm;
  }

  /** Runs the jobs that are due. A job that fails is told, and tried again later and later. */
  async runDue(jobs: Jobs): Promise<void> {
    this.#armed = null;
    const now = Date.now();
    if (isMade(this.#storage)) {
      this.#save();
      // Read anew: an error in memory would stay for as long as the room is awake.
      this.#planned = null;
    } else if (this.#plans().size === 0) this.#remember(now);
    const due = [...this.#plans()]
      .filter(([, { at }]) => at <= now)
      .sort(([, a], [, b]) => a.at - b.at);
    for (const [job, { failures }] of due) {
      if (!isJob(job)) {
        // Nothing does it: the row is damaged, or a later version's.
        logError("job-unknown", new Error("The alarm has no job of this name."), { job });
        this.#finish(job, null, 0);
        continue;
      }
      try {
        const again = await jobs[job](now);
        this.#finish(job, again, 0);
      } catch (error) {
        logError("job-failed", error, { job, failures });
        metrics.jobFailures.add(1, job);
        this.#whenFails(error);
        const wait = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * 2 ** failures);
        this.#finish(job, now + wait, failures + 1);
      }
    }
    this.#arm();
  }

  /** Forgets everything that was planned. */
  clear(): void {
    this.#storage.sql.exec("DELETE FROM due");
    this.#unsaved.clear();
    this.#planned = null;
    this.#armed = null;
  }

  /** Plans in memory the job that an alarm stands for where nothing is written. */
  #remember(at: number): void {
    if (this.#unwritten === null) return;
    this.#plans().set(this.#unwritten, { at, failures: 0 });
    this.#unsaved.add(this.#unwritten);
  }

  #finish(job: string, again: number | null, failures: number): void {
    const { sql } = this.#storage;
    if (!isMade(this.#storage)) {
      this.#plans().delete(job);
      this.#unsaved.delete(job);
      if (again === null) return;
      this.#plans().set(job, { at: again, failures });
      this.#unsaved.add(job);
      return;
    }
    this.#planned = null;
    countRows(
      again === null
        ? sql.exec("DELETE FROM due WHERE job = ?", job)
        : insertDue(sql, job, { at: again, failures }),
    );
  }

  #write(job: string, at: number): void {
    try {
      if (isMade(this.#storage)) {
        this.#save();
        this.#insert(job, at);
      } else this.#unsaved.add(job);
    } catch (error) {
      // The planner's own work is done already; the next one plans the job again.
      if (!isStorageFull(error)) throw error;
      logError("plan-failed", error, { job });
      return;
    }
    this.#plans().set(job, { at, failures: 0 });
    this.#arm();
  }

  #insert(job: string, at: number): void {
    countRows(insertDue(this.#storage.sql, job, { at, failures: 0 }));
  }

  /** Writes the jobs that were planned before there were tables. */
  #save(): void {
    for (const job of this.#unsaved) {
      const planned = this.#plans().get(job);
      if (planned !== undefined) this.#insert(job, planned.at);
    }
    this.#unsaved.clear();
  }

  #plans(): Map<string, Planned> {
    if (this.#planned === null && !isMade(this.#storage)) this.#planned = new Map();
    this.#planned ??= readDue(this.#storage.sql);
    return this.#planned;
  }

  #next(): number | null {
    const times = [...this.#plans().values()].map(({ at }) => at);
    return times.length === 0 ? null : Math.min(...times);
  }

  #arm(): void {
    const next = this.#next();
    if (next === null || next === this.#armed) return;
    // An alarm set to this very moment inside an alarm stalls (workerd#6866).
    const at = Math.max(next, Date.now() + 1);
    this.#armed = next;
    // Held by the output gate like every write; the runtime resets the object if it fails.
    void this.#storage.setAlarm(at);
    metrics.rows.add();
  }
}
