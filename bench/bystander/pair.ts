/** Two people in a room of their own, in a thread of their own: how late an edit of one reaches the other. */
import { parentPort, workerData } from "node:worker_threads";
import * as Y from "yjs";
import { LoadClient } from "../load/client.ts";
import type { Wire } from "../load/wire.ts";

/** Milliseconds between two edits. */
const INTERVAL_MS = 20;

const { wire, room } = workerData as { readonly wire: Wire; readonly room: string };
const sentAt: number[] = [];
let delivered = 0;
let worst = 0;

const seen = new Y.Doc();
const take = (frame: Buffer, from: number): void => {
  // The message's two numbers, then the update with its length before it.
  let at = from + 2;
  while ((frame[at] ?? 0) >= 128) at++;
  Y.applyUpdate(seen, frame.subarray(at + 1));
  const { length } = seen.getText("edits");
  for (; delivered < length; delivered++) {
    worst = Math.max(worst, performance.now() - (sentAt[delivered] ?? 0));
  }
};
await LoadClient.join(wire, room, 2, take);
const mina = await LoadClient.join(wire, room, 1);
const doc = new Y.Doc();
doc.on("update", (update: Uint8Array) => mina.send(mina.frames.update(update)));
setInterval(() => {
  sentAt.push(performance.now());
  const text = doc.getText("edits");
  text.insert(text.length, "x");
}, INTERVAL_MS);

parentPort?.on("message", () => {
  // An update that is still on its way is as late as it is now.
  const oldest = sentAt[delivered];
  const waiting = oldest === undefined ? 0 : performance.now() - oldest;
  parentPort?.postMessage(Math.max(worst, waiting));
  worst = 0;
});
parentPort?.postMessage(0);
