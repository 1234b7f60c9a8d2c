/** The checksums of a room's rows, as the room itself compares them; it must not know what the rows mean. */
import { isAsWritten, type RowValue } from "../../worker/docs/checksum.ts";
import type { RoomDatabase, Row } from "./room-file.ts";

/** A table whose rows have checksums: over which columns, and how a row is called. */
interface Summed {
  readonly table: string;
  readonly columns: readonly string[];
  readonly name: (row: Row) => string;
}

/** The columns in the order in which the room sums them (`worker/room/meta.ts`, `schema.ts`, `chat.ts`). */
const SUMMED: readonly Summed[] = [
  {
    table: "meta",
    columns: ["key", "value"],
    name: ({ key }) => `What the room knows of itself as ${JSON.stringify(key)}`,
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
  { table, columns, name }: Summed,
  problems: string[],
): number {
  if (!room.hasTable(table)) return 0;
  let unsummed = 0;
  for (const row of room.rows(`SELECT * FROM ${table}`)) {
    const sum = row["sum"] ?? null;
    if (sum === null) unsummed += 1;
    const values = columns.map((column): RowValue => row[column] ?? null);
    if (!isAsWritten(sum, ...values)) {
      problems.push(`${name(row)} is not what was written: its checksum differs.`);
    }
  }
  return unsummed;
}
