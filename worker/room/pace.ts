import {
  PRESENCE_WINDOW_CROWD,
  PRESENCE_WINDOW_MS,
  PRESENCE_WINDOW_MS_MAX,
} from "../../shared/limits.ts";

/** Sockets up to which a room counts as small. */
const SMALL_ROOM = 10;

/** Milliseconds of the presence window among so many sockets; it grows in steps, so that it is told seldom. */
export function presenceWindow(sockets: number): number {
  const crowd = Math.min(
    1,
    Math.max(0, sockets - SMALL_ROOM) / (PRESENCE_WINDOW_CROWD - SMALL_ROOM),
  );
  const steps = Math.ceil(crowd * 6) / 6;
  return Math.round(PRESENCE_WINDOW_MS + steps * (PRESENCE_WINDOW_MS_MAX - PRESENCE_WINDOW_MS));
}
