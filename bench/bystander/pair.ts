/** Two people in a room of their own, in a thread of their own: how late an edit of one reaches the other. */
import { parentPort, workerData } from "node:worker_threads";
import * as Y from "yjs";
import { LoadClient } from "../load/client.ts";
import type { Wire } from "../load/wire.ts";
import { type Delay, threadMs } from "./delay.ts";

/** Milliseconds between two edits. */
const INTERVAL_MS = 20;

const { wire, room, pid } = workerData as {
  readonly wire: Wire;
  readonly room: string;
  readonly pid: number;
};
const sentAt: number[] = [];
/** The work of the server's thread by then. */
const workedMs: number[] = [];
let delivered = 0;
let worst: Delay = { ms: 0, serverMs: 0 };

/** Notes how late an edit is. */
function note(edit: number): void {
  const ms = performance.now() - (sentAt[edit] ?? 0);
  const serverMs = threadMs(pid) - (workedMs[edit] ?? 0);
  worst = { ms: Math.max(worst.ms, ms), serverMs: Math.max(worst.serverMs, serverMs) };
}

const seen = new Y.Doc();
const take = (frame: Buffer, from: number): void => {
  // The message's two numbers, then the update with its length before it.
  let at = from + 2;
  while ((frame[at] ?? 0) >= 128) at++;
  Y.applyUpdate(seen, frame.subarray(at + 1));
  const { length } = seen.getText("edits");
  for (; delivered < length; delivered++) {
    note(delivered);
  }
};
await LoadClient.join(wire, room, 2, take);
const mina = await LoadClient.join(wire, room, 1);
const doc = new Y.Doc();
doc.on("update", (update: Uint8Array) => mina.send(mina.frames.update(update)));
setInterval(() => {
  workedMs.push(threadMs(pid));
  sentAt.push(performance.now());
  const text = doc.getText("edits");
  text.insert(text.length, "x");
}, INTERVAL_MS);

parentPort?.on("message", () => {
  // An update that is still on its way is as late as it is now.
  if (delivered < sentAt.length) note(delivered);
  parentPort?.postMessage(worst);
  worst = { ms: 0, serverMs: 0 };
});
parentPort?.postMessage(0);
