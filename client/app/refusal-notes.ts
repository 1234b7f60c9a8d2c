/** The notes about what the room does not take; what a change or a message waits for is told beside those. */
import type { Refusal } from "../../shared/wire/events.ts";
import type { EventChannel } from "../sync/channel.ts";
import { createStore, type ReadableStore } from "../ui/store.ts";

/** The words of a note for each refusal; null: the connection's words, or the message, say it. */
const NOTES: Record<Refusal, string | null> = {
  "bad-event":
    "The room did not understand this page, which may be older than the server. Load it again.",
  "bad-presence":
    "The others do not see your newest name, pointer and selection: the room has no space for them. Your drawing is saved all the same.",
  incomplete:
    "This browser keeps changes that wait for others, which nobody here has. They are neither shown nor saved; everything else is.",
  "bad-update": null,
  crowded: null,
  "not-yours": null,
  "no-access": null,
  "too-large": null,
  "too-fast": null,
  "document-full": null,
  "room-full": null,
  "chat-full": null,
};

/** The notes that the page shows. */
export interface RefusalNotes {
  readonly notes: ReadableStore<readonly string[]>;
  /** The user has read them. */
  dismiss(): void;
}

/**
 * Gathers notes from what the room says. A new connection brings everything
 * anew: what the room has taken by its first acknowledgement is no longer told.
 */
export function keepRefusalNotes(events: EventChannel): RefusalNotes {
  const notes = createStore<readonly string[]>([]);
  let toldAgain: Set<string> | null = null;
  const tell = (note: string): void => {
    toldAgain?.add(note);
    if (!notes.get().includes(note)) notes.set([...notes.get(), note]);
  };
  events.subscribe((event) => {
    if (event.type === "hello") toldAgain = new Set();
    else if (event.type === "refused" && event.key === undefined) {
      const note = NOTES[event.code];
      if (note !== null) tell(note);
    } else if (event.type === "ack" && toldAgain !== null) {
      const again = toldAgain;
      toldAgain = null;
      if (notes.get().some((note) => !again.has(note))) {
        notes.set(notes.get().filter((note) => again.has(note)));
      }
    }
  });
  return { notes, dismiss: () => notes.set([]) };
}
