import { basename } from "node:path";
import { readRoom, roomFiles } from "./room-file.ts";
import { inBytes, inTime, plain, table } from "./words.ts";

/** `stoa list`: the rooms of a data folder, the one that changed last first. */
export function list(dataDirectory: string, asJson: boolean): void {
  const rooms = roomFiles(dataDirectory).map(({ path, bytes, changedAt }) => ({
    file: basename(path, ".sqlite"),
    bytes,
    changedAt: changedAt.getTime(),
    ...readRoom(path, (room) => ({
      id: textOf(room.meta("id")),
      title: textOf(room.meta("title")),
      deletedAt: timeOf(room.meta("deleted")),
    })),
  }));
  if (asJson) {
    for (const room of rooms) console.log(JSON.stringify(room));
    return;
  }
  const rows = rooms.map(({ id, file, bytes, changedAt, title, deletedAt }) => [
    // Rooms that nobody has opened since ids are kept are known by their file's name.
    plain(id ?? `${file.slice(0, 12)}…`),
    inBytes(bytes),
    inTime(new Date(changedAt)),
    deletedAt === null ? plain(title ?? "") : "(deleted)",
  ]);
  console.log(table([["ROOM", "SIZE", "LAST CHANGE", "TITLE"], ...rows]));
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function timeOf(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
