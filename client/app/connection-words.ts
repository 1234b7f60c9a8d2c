/** The words for the state of a connection. */
import type { ConnectionState, HeldBack } from "../sync/channel.ts";

/** The state of the connection as it is told: in words, and as the colour of a dot. */
export interface ConnectionWords {
  readonly text: string;
  readonly tone: "good" | "busy" | "warn" | "bad";
}

/** *Saved* is said only when everything of mine is durable. */
export function connectionWords(state: ConnectionState): ConnectionWords {
  switch (state.kind) {
    case "connecting":
      return { text: "Connecting…", tone: "busy" };
    case "open":
      if (state.heldBack !== undefined) {
        return { text: `${HELD_BACK[state.heldBack]}${kept(state.unsaved)}`, tone: "warn" };
      }
      return state.unsaved === 0
        ? { text: "Saved", tone: "good" }
        : { text: "Saving…", tone: "busy" };
    case "offline":
      return { text: `Offline${kept(state.unsaved)}`, tone: "warn" };
    case "damaged":
      return state.isFinal
        ? { text: "Damaged, view only", tone: "bad" }
        : { text: "Damaged, loading anew…", tone: "warn" };
    case "refused":
      return { text: "Closed", tone: "bad" };
  }
}

/** Why changes are kept here, where something can be done about it. */
const HELD_BACK: Record<HeldBack, string> = {
  "document-full": "Board full, delete something",
  "room-full": "Room full",
  "bad-update": "Not saved",
  crowded: "Many write here, saved later",
  "not-yours": "Not saved",
  "no-access": "Not saved",
};

function kept(unsaved: number): string {
  if (unsaved === 0) return "";
  return unsaved === 1 ? ", 1 change kept here" : `, ${unsaved} changes kept here`;
}
