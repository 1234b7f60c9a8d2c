import { basename } from "node:path";
import type { RoomStats } from "../../shared/stats.ts";
import { type RoomDatabase, type RoomFile, readRoom } from "./room-file.ts";
import { inBytes, inTime, plain, table } from "./words.ts";

/** The statistics that a room's file can tell; only its server knows who is here. */
export type StoredStats = Omit<RoomStats, "here" | "links"> & {
  readonly deletedAt: number | null;
  readonly links: number;
};

/** Reads what a room holds from its file, without its server. */
export function statsOfFile({ path, bytes }: RoomFile): StoredStats {
  return readRoom(path, (room) => {
    const deletedAt = room.meta("deleted");
    const isDeleted = typeof deletedAt === "number";
    // In a room in which nobody wrote there are no tables to count in.
    const isEmpty = isDeleted || !room.hasTable("doc");
    const count = (query: string): number => (isEmpty ? 0 : Number(room.value(query)));
    const history = isEmpty
      ? undefined
      : [
          ...room.rows(
            "SELECT count(*) AS segments, coalesce(sum(entries), 0) AS entries, coalesce(sum(bytes), 0) AS bytes FROM history",
          ),
        ][0];
    return {
      id: textOf(room.meta("id")),
      title: textOf(room.meta("title")) ?? "",
      createdAt: Number(room.meta("created") ?? 0),
      deletedAt: isDeleted ? deletedAt : null,
      bytes,
      documents: isEmpty ? [] : documents(room),
      history: {
        segments: Number(history?.["segments"] ?? 0),
        entries: Number(history?.["entries"] ?? 0),
        bytes: Number(history?.["bytes"] ?? 0),
      },
      messages: count("SELECT count(*) FROM message"),
      comments: room.hasTable("comment") ? count("SELECT count(*) FROM comment") : 0,
      images: room.hasTable("asset")
        ? {
            count: count("SELECT count(*) FROM asset"),
            bytes: count("SELECT coalesce(sum(bytes), 0) FROM asset"),
          }
        : { count: 0, bytes: 0 },
      links: count("SELECT count(*) FROM link"),
      quarantined: isEmpty ? {} : quarantined(room),
    };
  });
}

function documents(room: RoomDatabase): RoomStats["documents"] {
  const generation = Number(room.meta("generation"));
  return [...room.rows("SELECT id, name FROM doc")].map(({ id, name }) => {
    const [head] = room.rows(
      "SELECT generation, bytes FROM head WHERE doc = ? ORDER BY generation DESC LIMIT 1",
      Number(id),
    );
    const [log] = room.rows(
      `SELECT count(*) AS rows, coalesce(sum(length(data)), 0) AS bytes FROM log_${generation} WHERE doc = ?`,
      Number(id),
    );
    return {
      name: String(name),
      head: head ? { generation: Number(head["generation"]), bytes: Number(head["bytes"]) } : null,
      log: { rows: Number(log?.["rows"] ?? 0), bytes: Number(log?.["bytes"] ?? 0) },
    };
  });
}

function quarantined(room: RoomDatabase): Record<string, number> {
  const rows = room.rows("SELECT reason, count(*) AS count FROM quarantine GROUP BY reason");
  return Object.fromEntries([...rows].map(({ reason, count }) => [String(reason), Number(count)]));
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

/** Tells a room's figures as a person reads them. */
export function describe(stats: RoomStats | StoredStats, file?: string): string {
  const rows: [string, string][] = [["room", plain(stats.id ?? "(not known)")]];
  if (file !== undefined) rows.push(["file", basename(file)]);
  if ("deletedAt" in stats && stats.deletedAt !== null) {
    rows.push(["deleted", inTime(new Date(stats.deletedAt))]);
    return table(rows);
  }
  rows.push(
    ["title", plain(stats.title)],
    ["made", inTime(new Date(stats.createdAt))],
    ["size", inBytes(stats.bytes)],
  );
  for (const { name, head, log } of stats.documents) {
    const compacted = head ? `${inBytes(head.bytes)} in head ${head.generation}` : "no head yet";
    rows.push([plain(name), `${compacted}, ${log.rows} rows (${inBytes(log.bytes)}) since`]);
  }
  const { segments, entries, bytes } = stats.history;
  rows.push(["past", `${segments} segments, ${entries} updates, ${inBytes(bytes)}`]);
  rows.push(["messages", String(stats.messages)]);
  if (stats.comments > 0) rows.push(["comments", String(stats.comments)]);
  if (stats.images.count > 0) {
    rows.push(["images", `${stats.images.count}, ${inBytes(stats.images.bytes)}`]);
  }
  if (typeof stats.links === "number") rows.push(["links", String(stats.links)]);
  else rows.push(["links", `${stats.links.open} open, ${stats.links.spent} spent`]);
  if ("here" in stats) {
    const here = Object.entries(stats.here).filter(([, count]) => count > 0);
    rows.push(["here", here.map(([role, count]) => `${count} ${role}`).join(", ") || "nobody"]);
  }
  const refused = Object.entries(stats.quarantined);
  if (refused.length > 0) {
    rows.push(["refused", refused.map(([why, count]) => `${count} ${plain(why)}`).join(", ")]);
  }
  return table(rows);
}
