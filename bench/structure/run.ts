/** The memory and time that the structure of a document of 15 MiB takes, and the waits of a join and a first edit. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { serve } from "../../scripts/serve/serve.ts";
import { logIsEmpty, onlyRoomFile } from "../../testkit/room-file.ts";
import { Coverage } from "../../worker/yjs/coverage.ts";
import { decodeStored } from "../../worker/yjs/decode.ts";
import { mergeUpdates } from "../../worker/yjs/merge.ts";
import { Structure } from "../../worker/yjs/structure.ts";
import { finish } from "../../worker/yjs/work.ts";
import { board, lettersApart, wordsApart } from "./documents.ts";
import { Visitor } from "./visitor.ts";

const MIB = 1024 * 1024;

/** Milliseconds after which a room is believed not to compact any more. */
const PATIENCE_MS = 120_000;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

const DOCUMENTS: Readonly<Record<string, () => Uint8Array[]>> = {
  "letters, each before the last": lettersApart,
  "words, each before the last": wordsApart,
  "a board of shapes": board,
};

/** Prints a table, and waits for the rooms' compactions. */
export async function runStructure(): Promise<void> {
  const rows: Record<string, string>[] = [];
  for (const [name, make] of Object.entries(DOCUMENTS)) {
    const updates = make();
    rows.push({ document: name, ...(await measured(updates)), ...(await inRoom(updates)) });
  }
  console.table(rows);
}

/** The structure by itself. */
async function measured(updates: readonly Uint8Array[]): Promise<Record<string, string>> {
  const update = mergeUpdates(updates.map(decodeStored));
  const decoded = decodeStored(update);
  const coverage = Coverage.of(decoded);
  const isDeleted = (client: number, clock: number): boolean => coverage.deletes(client, clock);
  const before = await buffers();
  const structure = new Structure(isDeleted);
  const built = ms(() => structure.integrateStored(decoded));
  const memory = ((await buffers()) - before) / MIB;
  let kept = new Uint8Array();
  const encoded = ms(() => {
    kept = new Uint8Array(structure.encode());
  });
  const read = ms(() => void finish(Structure.reading(isDeleted, kept)));
  return {
    MiB: (update.byteLength / MIB).toFixed(1),
    pieces: structure.size.toLocaleString("en"),
    "memory MiB": memory.toFixed(1),
    "build ms": built.toFixed(0),
    "encode ms": encoded.toFixed(0),
    "encoded MiB": (kept.byteLength / MIB).toFixed(1),
    "read ms": read.toFixed(0),
  };
}

/** In a room that was started again: a join needs no structure, and the first edit does. */
async function inRoom(updates: readonly Uint8Array[]): Promise<Record<string, string>> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "stoa-bench-"));
  const settings = { port: 0, host: "127.0.0.1", dataDirectory };
  let stoa = await serve(settings);
  try {
    const author = await Visitor.joins(stoa.address);
    for (const update of updates) author.brings(update);
    await author.isAnswered();
    author.leaves();
    await logIsEmpty(onlyRoomFile(stoa.directory.rooms), PATIENCE_MS);
    await stoa.stop();
    stoa = await serve(settings);
    const reader = await Visitor.joins(stoa.address);
    const wakes = await reader.isAnswered();
    const joins = await reader.isAnswered();
    const first = await reader.edits();
    const second = await reader.edits();
    reader.leaves();
    return {
      "wake and join ms": wakes.toFixed(0),
      "join ms": joins.toFixed(0),
      "first edit ms": first.toFixed(0),
      "next edit ms": second.toFixed(0),
    };
  } finally {
    await stoa.stop();
    rmSync(dataDirectory, { recursive: true, force: true });
  }
}

/** Bytes of typed arrays, of which a structure consists. */
async function buffers(): Promise<number> {
  // Released memory is counted until it has been swept, a little later.
  for (let times = 0; times < 3; times++) {
    collectGarbage();
    await pause(50);
  }
  return process.memoryUsage().arrayBuffers;
}

function ms(work: () => void): number {
  const before = performance.now();
  work();
  return performance.now() - before;
}
