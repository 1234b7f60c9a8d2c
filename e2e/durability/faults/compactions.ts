import { DatabaseSync } from "node:sqlite";
import { onlyRoomFile } from "../../../testkit/room-file.ts";

/** How often the only room in a folder has turned its log into a snapshot: each time begins a generation. */
export function countCompactions(roomsDirectory: string): number {
  const database = new DatabaseSync(onlyRoomFile(roomsDirectory), {
    readOnly: true,
    timeout: 2_000,
  });
  try {
    const row = database.prepare("SELECT value FROM meta WHERE key = 'generation'").get();
    return Number(row?.["value"] ?? 1) - 1;
  } finally {
    database.close();
  }
}
