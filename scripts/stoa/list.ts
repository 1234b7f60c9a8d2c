import { basename } from "node:path";
import { readRoomOr, roomFiles } from "./room-file.ts";
import { inBytes, inTime, plain, table } from "./words.ts";

/** The facts about a room from its own tables. */
interface Listed {
  readonly id: string | null;
  readonly title: string | null;
  readonly deletedAt: number | null;
  /** The words of SQLite, where the file is damaged. */
  readonly damaged?: string;
}

/** `stoa list`: the rooms of a data folder, the one that changed last first. */
export function list(dataDirectory: string, asJson: boolean): void {
  const rooms = roomFiles(dataDirectory).map(({ path, bytes, changedAt }) => ({
    file: basename(path, ".sqlite"),
    bytes,
    changedAt: changedAt.getTime(),
    ...readRoomOr<Listed>(
      path,
      (room) => ({
        id: textOf(room.meta("id")),
        title: textOf(room.meta("title")),
        deletedAt: timeOf(room.meta("deleted")),
      }),
      (complaint) => ({ id: null, title: null, deletedAt: null, damaged: complaint }),
    ),
  }));
  if (asJson) {
    for (const room of rooms) console.log(JSON.stringify(room));
    return;
  }
  const rows = rooms.map(({ id, file, bytes, changedAt, title, deletedAt, damaged }) => [
    // Rooms that nobody has opened since ids are kept are known by their file's name.
    plain(id ?? `${file.slice(0, 12)}…`),
    inBytes(bytes),
    inTime(new Date(changedAt)),
    deletedAt === null ? plain(damaged === undefined ? (title ?? "") : "(damaged)") : "(deleted)",
  ]);
  console.log(table([["ROOM", "SIZE", "LAST CHANGE", "TITLE"], ...rows]));
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function timeOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
