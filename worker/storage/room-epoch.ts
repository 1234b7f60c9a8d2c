/** The room epoch: a random word that tells the logs of a room from any others with its id. */
import { randomToken } from "../../shared/ids.ts";
import type { Meta } from "./meta.ts";

/** The name of its row in `meta`. */
const KEY = "incarnation";

/** Returns the epoch of a room. Where its row is damaged, it is a new one: no client has been told it. */
export function readRoomEpoch(meta: Meta): string {
  return String(meta.get(KEY) ?? randomToken(8));
}

/** Begins a new epoch: the room ignores the resume tokens of all earlier ones. */
export function renewRoomEpoch(meta: Meta): void {
  meta.set(KEY, randomToken(8));
}
