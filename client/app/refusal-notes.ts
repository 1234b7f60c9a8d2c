/** The notes about what the room does not take; what a change or a message waits for is told beside those. */
import type { Refusal } from "../../shared/wire/events.ts";
import type { EventChannel } from "../sync/channel.ts";
import { createStore, type ReadableStore } from "../ui/store.ts";
import { words } from "../words/words.ts";

/** The note for a refusal; undefined: the connection's words, or the message, say it. */
function noteOf(code: Refusal): string | undefined {
  const notes: Partial<Record<Refusal, string>> = words.refusals;
  return notes[code];
}

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
      const note = noteOf(event.code);
      if (note !== undefined) tell(note);
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
