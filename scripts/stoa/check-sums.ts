/** The checksums of a room's rows, as the room itself compares them; it must not know what the rows mean. */
import { isAsWritten, type RowValue } from "../../worker/checksum.ts";
import {
  ASSET_COLUMNS,
  POST_COLUMNS,
  SNAPSHOT_COLUMNS,
  THREAD_COLUMNS,
} from "../../worker/storage/row-sums.ts";
import type { RoomDatabase, Row } from "./room-file.ts";

/** A table whose rows have checksums: over which columns, and how a row is called. */
interface Summed {
  readonly table: string;
  /** The column of the checksum. */
  readonly sum?: string;
  readonly columns: readonly string[];
  readonly name: (row: Row) => string;
}

/** The columns in the order in which the room sums them (`meta.ts`, `schema.ts`, `chat.ts`, `snapshot-rows.ts` and others of the worker). */
const SUMMED: readonly Summed[] = [
  {
    table: "meta",
    columns: ["key", "value"],
    name: ({ key }) => `The room's own fact ${JSON.stringify(key)}`,
  },
  {
    table: "link",
    columns: ["id", "hash", "role", "label", "created", "expires", "revoked"],
    name: ({ id }) => `Link ${id}`,
  },
  {
    table: "message",
    columns: ["seq", "key", "at", "by_id", "by_name", "by_color", "text", "by_verified", "total"],
    name: ({ seq }) => `Message ${seq}`,
  },
  {
    table: "head",
    sum: "row_sum",
    columns: SNAPSHOT_COLUMNS,
    name: ({ generation }) => `The row of the head of generation ${generation}`,
  },
  {
    table: "log",
    columns: ["generation", "base", "mark"],
    name: ({ generation }) => `Where log ${generation} begins`,
  },
  {
    table: "due",
    columns: ["job", "at", "failures"],
    name: ({ job }) => `When ${JSON.stringify(job)} is due`,
  },
  {
    table: "history",
    columns: ["owner", "from_at", "to_at", "entries", "bytes"],
    name: ({ owner }) => `The row of the stretch of the past under ${owner}`,
  },
  { table: "thread", columns: THREAD_COLUMNS, name: ({ key }) => `The thread ${key}` },
  { table: "comment", columns: POST_COLUMNS, name: ({ seq }) => `Comment ${seq}` },
  { table: "asset", columns: ASSET_COLUMNS, name: ({ id }) => `The row of the image ${id}` },
];

const LOG_COLUMNS = ["seq", "doc", "part", "parts", "from_at", "to_at", "who", "data"] as const;

/** Compares every row with its checksum. Returns how many rows have none. */
export function checkSums(room: RoomDatabase, problems: string[]): number {
  const logs = room.rows(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name GLOB 'log_[0-9]*'",
  );
  const tables = [...logs].map(({ name }) => String(name));
  const summed = [
    ...SUMMED,
    ...tables.map((table) => ({
      table,
      columns: LOG_COLUMNS,
      name: ({ seq }: Row) => `Row ${seq} of log ${table.slice("log_".length)}`,
    })),
  ];
  let unsummed = 0;
  for (const each of summed) unsummed += checkTable(room, each, problems);
  return unsummed;
}

function checkTable(
  room: RoomDatabase,
  { table, columns, name, sum: sumColumn = "sum" }: Summed,
  problems: string[],
): number {
  if (!room.hasTable(table)) return 0;
  let unsummed = 0;
  for (const row of room.rows(`SELECT * FROM ${table}`)) {
    const sum = row[sumColumn] ?? null;
    if (sum === null) unsummed += 1;
    const values = columns.map((column): RowValue => row[column] ?? null);
    if (!isAsWritten(sum, ...values)) {
      problems.push(`${name(row)} is not what was written: its checksum differs.`);
    }
  }
  return unsummed;
}
