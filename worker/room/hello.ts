/** The event `hello`: the first frame on a native client's socket. */

import type { RoomEvent } from "../../shared/wire/events.ts";
import { presenceInterval } from "../connection/batch-intervals.ts";
import type { Session } from "../connection/session.ts";
import { TICK_BYTES } from "../limits.ts";
import type { Settings } from "../storage/settings.ts";

/** The facts that a room tells a client that has just come in. */
interface Self {
  readonly id: string;
  readonly settings: Settings;
  readonly document: { readonly damaged: boolean; readonly bytes: number };
  /** How many are here, the newcomer included. */
  readonly sockets: number;
}

/** Makes the first frame on a socket of ours; `ownerKey` is told to the client that owns the room from now on. */
export function hello(session: Session, ownerKey: string | null, self: Self): RoomEvent {
  const { id, settings, document, sockets } = self;
  const { damaged, bytes } = document;
  return {
    type: "hello",
    you: { id: session.userId, role: session.role },
    ...(ownerKey !== null && { ownerKey }),
    room: {
      id,
      title: settings.title,
      createdAt: settings.createdAt,
      ...(damaged && { damaged }),
      ...(bytes > TICK_BYTES && { bytes }),
    },
    now: Date.now(),
    presenceInterval: presenceInterval(sockets),
  };
}
