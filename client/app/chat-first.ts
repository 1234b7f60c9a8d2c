/** Whether the chat is open at a first visit: closed for a user who is alone. */
import type { ChatLog } from "../chat/log.ts";
import type { Person } from "../people/roster.ts";
import type { ReadableStore } from "../ui/store.ts";

/** The known facts about a room's people and words. */
export interface Company {
  /** True once the room has told who is in it. */
  readonly joined: ReadableStore<boolean>;
  readonly others: ReadableStore<readonly Person[]>;
  readonly log: ReadableStore<ChatLog>;
}

/**
 * Calls `open` if somebody is in the room or has spoken there when the page comes. It looks once,
 * and not at all when the user has begun to do something: nothing moves under a hand.
 *
 * @returns a function that stops the wait
 */
export function openInCompany(
  { joined, others, log }: Company,
  open: () => void,
  hands: EventTarget = window,
): () => void {
  const stops: (() => void)[] = [];
  const stop = () => {
    for (const one of stops.splice(0)) one();
  };
  const look = () => {
    if (!joined.get()) return;
    const { messages, known } = log.get();
    if (others.get().length > 0 || messages.length > 0) {
      stop();
      open();
    } else if (known.length > 0) stop();
  };
  for (const name of ["pointerdown", "keydown"]) {
    hands.addEventListener(name, stop, { capture: true });
    stops.push(() => hands.removeEventListener(name, stop, { capture: true }));
  }
  stops.push(...[joined, others, log].map((store) => store.subscribe(look)));
  look();
  return stop;
}
