/** The words for the state of a connection. */
import type { ConnectionState } from "../sync/channel.ts";
import { words } from "../words/words.ts";

/** The state of the connection as it is told: in words, and as the colour of a dot. */
export interface ConnectionWords {
  readonly text: string;
  readonly tone: "good" | "busy" | "warn" | "bad";
}

/** *Saved* is said only when everything of mine is durable. */
export function connectionWords(state: ConnectionState): ConnectionWords {
  switch (state.kind) {
    case "connecting":
      return { text: words.connection.connecting, tone: "busy" };
    case "open":
      if (state.heldBack !== undefined) {
        return {
          text: words.connection.heldBack[state.heldBack] + kept(state.unsaved),
          tone: "warn",
        };
      }
      return state.unsaved === 0
        ? { text: words.connection.saved, tone: "good" }
        : { text: words.connection.saving, tone: "busy" };
    case "offline":
      return { text: words.connection.offline + kept(state.unsaved), tone: "warn" };
    case "damaged":
      return state.isFinal
        ? { text: words.connection.damaged, tone: "bad" }
        : { text: words.connection.rebuilding, tone: "warn" };
    case "refused":
      return { text: words.connection.closed, tone: "bad" };
  }
}

function kept(unsaved: number): string {
  return unsaved === 0 ? "" : words.connection.kept(unsaved);
}
