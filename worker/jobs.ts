/** Jobs: the names of all work that a room's one alarm does. The work itself stands with its part of the room. */

/** Every job, by the name that its row in the table `due` has. */
export const JOBS = [
  "compact",
  "drop-staged",
  "expire",
  "forget-previous",
  "look",
  "seal-chat",
  "thin-history",
] as const;
export type JobName = (typeof JOBS)[number];

/** The work of the alarm for one kind of job. It returns when it wants to come again, or null. */
export type Job = (now: number) => number | null | Promise<number | null>;

/** The work for every job: a job without one does not compile. */
export type Jobs = Readonly<Record<JobName, Job>>;

/** Is this the name of a job? A row may have another one, when it is damaged or a later version's. */
export function isJob(name: string): name is JobName {
  return JOBS.some((job) => job === name);
}
