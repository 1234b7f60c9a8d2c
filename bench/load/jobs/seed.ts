import { readFileSync } from "node:fs";
import { LoadClient } from "../client.ts";
import { settled } from "../pace.ts";
import type { Wire } from "../wire.ts";
import type { Job } from "./job.ts";

export interface SeedPlan {
  readonly wire: Wire;
  readonly room: string;
  /** A file with one Yjs update. */
  readonly file: string;
}

/** Somebody brings a document into a room, and another sees it come. */
export const seed: Job<SeedPlan, null> = async ({ wire, room, file }) => {
  const update = readFileSync(file);
  const witness = await LoadClient.join(wire, room, 0);
  const author = await LoadClient.join(wire, room, 1);
  return async () => {
    let seen = 0;
    witness.onDocument = (frame) => {
      seen += frame.length;
    };
    author.send(author.frames.update(update));
    const isSeen = (): boolean => seen >= update.length * 0.9;
    await settled(isSeen, () => seen, { patienceMs: 20_000, mostMs: 20_000 });
    if (!isSeen()) throw new Error(`only ${seen} of ${update.length} bytes came through`);
    witness.assertAlive();
    author.assertAlive();
    author.leave();
    witness.leave();
    return null;
  };
};
