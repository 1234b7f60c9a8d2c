/** The disk of a room under test: what is stored, and how it fails. */
import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import type { JobName } from "../jobs.ts";

/** Any room under test. */
interface Room {
  readonly stub: DurableObjectStub;
}

/** One row, by its columns. */
export type Row = Record<string, SqlStorageValue>;

/** The words of SQLite for what can be wrong with a disk. */
const FAILURES = {
  "an I/O error": "RAISE(ABORT, 'disk I/O error')",
  full: "RAISE(ABORT, 'database or disk is full')",
  // SQLite names the path that it cannot read: a message with the code that a damaged page has.
  "a damaged page": "json_extract('{}', 'SQLITE_CORRUPT')",
} as const;

/** The name of a table; `log` is the log of the present generation. */
function nameOf(storage: DurableObjectStorage, table: string): string {
  if (table !== "log") return table;
  const { value } = storage.sql
    .exec<{ value: number }>("SELECT value FROM meta WHERE key = 'generation'")
    .one();
  return `log_${value}`;
}

/** Reads the rows of a table. */
export function rowsOf(room: Room, table: string): Promise<Row[]> {
  return runInDurableObject(room.stub, (_, { storage }) =>
    storage.sql.exec<Row>(`SELECT * FROM ${nameOf(storage, table)}`).toArray(),
  );
}

/** Reads the names of all tables but the runtime's own, sorted. */
export function tablesOf(room: Room): Promise<string[]> {
  return runInDurableObject(room.stub, (_, { storage }) =>
    storage.sql
      .exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' ORDER BY name",
      )
      .toArray()
      .map(({ name }) => name),
  );
}

/** Lets the disk fail when a row is added to one of these tables; with `when`, only at rows that it chooses. */
export async function breakDisk(
  room: Room,
  failure: keyof typeof FAILURES,
  tables: readonly string[],
  when = "",
): Promise<void> {
  await runInDurableObject(room.stub, (_, { storage }) => {
    for (const table of tables) {
      const name = nameOf(storage, table);
      storage.sql.exec(
        `CREATE TRIGGER broken_${name} BEFORE INSERT ON ${name} ${when} BEGIN SELECT ${FAILURES[failure]}; END`,
      );
    }
  });
}

/** Lets the disk work again. */
export async function mendDisk(room: Room): Promise<void> {
  await runInDurableObject(room.stub, (_, { storage }) => {
    const triggers = storage.sql.exec<{ name: string }>(
      "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'broken_*'",
    );
    for (const { name } of triggers.toArray()) storage.sql.exec(`DROP TRIGGER ${name}`);
  });
}

/** Aborts the room's object at its nth statement from now on, or at its nth frame. */
export async function failAt(
  room: Room,
  count: number,
  what: "statement" | "frame" = "statement",
): Promise<void> {
  await runInDurableObject(room.stub, (_, state) => {
    let done = 0;
    const counting = <Parameters extends unknown[], Result>(
      action: (...parameters: Parameters) => Result,
    ) => {
      return (...parameters: Parameters): Result => {
        done += 1;
        if (done === count) state.abort("The power fails here.");
        return action(...parameters);
      };
    };
    if (what === "statement") {
      const { sql } = state.storage;
      sql.exec = counting(sql.exec.bind(sql)) as typeof sql.exec;
      return;
    }
    for (const socket of state.getWebSockets()) socket.send = counting(socket.send.bind(socket));
  });
}

/** Changes what is stored behind the room's back, and lets the room forget what it had in memory. */
export async function changeStored(room: Room, statements: readonly string[]): Promise<void> {
  await runInDurableObject(room.stub, (_, { storage }) => {
    for (const statement of statements) storage.sql.exec(statement);
  });
  await evictDurableObject(room.stub, { webSockets: "close" });
}

/** Makes every job due, or one, and lets the alarm ring. @returns whether there was an alarm. */
export async function ringAlarm(room: Room, job: JobName | null): Promise<boolean> {
  await runInDurableObject(room.stub, async (_, { storage }) => {
    storage.sql.exec("UPDATE due SET at = 1, sum = NULL WHERE ?1 IS NULL OR job = ?1", job);
    await storage.setAlarm(Date.now() + 60_000);
  });
  return runDurableObjectAlarm(room.stub);
}
