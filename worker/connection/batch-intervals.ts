/** Batch intervals: how long a window is in a room of so many sockets. */
import {
  CROWD,
  PRESENCE_INTERVAL_MS,
  PRESENCE_WINDOW_MS,
  SMALL_ROOM,
  WINDOW_MS,
} from "../limits.ts";

/** A number of milliseconds that grows with the crowd. */
interface Pace {
  readonly smallRoom: number;
  readonly crowd: number;
}

/** Steps from a small room to a crowd: each change of the interval is told to everybody, so they are few. */
const STEPS = 6;

function paceOf({ smallRoom, crowd }: Pace, sockets: number): number {
  const share = (sockets - SMALL_ROOM) / (CROWD - SMALL_ROOM);
  const steps = Math.ceil(Math.min(1, Math.max(0, share)) * STEPS) / STEPS;
  return Math.round(smallRoom + steps * (crowd - smallRoom));
}

/** Milliseconds of the window of documents among so many sockets. */
export function documentWindow(sockets: number): number {
  return paceOf(WINDOW_MS, sockets);
}

/** Milliseconds of the window of presence and gestures among so many sockets. */
export function presenceWindow(sockets: number): number {
  return paceOf(PRESENCE_WINDOW_MS, sockets);
}

/** Milliseconds that a client of ours leaves between two frames of presence or gestures. */
export function presenceInterval(sockets: number): number {
  return paceOf(PRESENCE_INTERVAL_MS, sockets);
}
