import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serve } from "../../scripts/serve/serve.ts";
import {
  countLogRows,
  type DiskUse,
  logIsEmpty,
  measureDisk,
  onlyRoomFile,
} from "../../testkit/room-file.ts";
import { TypingClient } from "./generic-client.ts";
import { countEdits, type Trace } from "./trace.ts";

/** A room compacts about 30 s after its last write; this is when we stop believing that it will. */
const COMPACTION_PATIENCE_MS = 120_000;
const ROOM = "trace";

/**
 * One stock client types a whole trace into a room; others join afterwards, after compaction, and
 * after a restart. Prints a table; resolves with whether everybody held exactly the end content.
 */
export async function runTrace(trace: Trace): Promise<boolean> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "stoa-bench-"));
  const settings = { port: 0, host: "127.0.0.1", dataDirectory };
  const table = new Table();
  let stoa = await serve(settings);
  const joins = async (when: string): Promise<void> => {
    const { client, joinMs } = await TypingClient.join(stoa.address, ROOM);
    const holds = client.text === trace.endContent;
    table.add(
      `join ${when}`,
      `${joinMs.toFixed(0)} ms, ${holds ? "content equal" : "CONTENT DIFFERS"}`,
      holds,
    );
    client.leaves();
  };
  try {
    const edits = countEdits(trace);
    const { client: writer } = await TypingClient.join(stoa.address, ROOM);
    const before = performance.now();
    await writer.types(trace);
    const typed = performance.now();
    await writer.isTaken();
    const taken = performance.now();
    const holds = writer.text === trace.endContent;
    table.add(
      "edits typed",
      `${edits.toLocaleString("en")}${holds ? "" : ", CONTENT DIFFERS"}`,
      holds,
    );
    table.add(
      "edits a second, until all are stored",
      `${Math.round(edits / ((taken - before) / 1000)).toLocaleString("en")} (typing ${seconds(typed - before)}, then ${seconds(taken - typed)} to go)`,
    );
    table.add("document, as Yjs encodes it", kilobytes(writer.encodedBytes));
    writer.leaves();

    const room = onlyRoomFile(stoa.directory.rooms);
    await joins("afterwards");
    table.add("on disk before compaction", use(measureDisk(room), countLogRows(room)));

    console.log("Waiting for the room to compact by itself …");
    await logIsEmpty(room, COMPACTION_PATIENCE_MS);
    await joins("after compaction");
    table.add("on disk after compaction", use(measureDisk(room), countLogRows(room)));

    await stoa.stop();
    stoa = await serve(settings);
    await joins("after a restart, cold");
    table.add("on disk after the restart", use(measureDisk(room), countLogRows(room)));
  } finally {
    await stoa.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
  table.print();
  return table.holds;
}

/** A Markdown table that remembers whether something in it is wrong. */
class Table {
  readonly #rows: string[] = [];
  holds = true;

  add(what: string, value: string, holds = true): void {
    this.#rows.push(`| ${what} | ${value} |`);
    this.holds &&= holds;
  }

  print(): void {
    console.log(["| measured | value |", "|---|---|", ...this.#rows].join("\n"));
  }
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`;
const use = ({ files, pages }: DiskUse, logRows: number): string =>
  `${kilobytes(files)} in files, ${kilobytes(pages)} in pages in use, ${logRows} rows in the log`;
