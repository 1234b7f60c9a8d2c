/** PageQueue: the pages of chat and comments that clients have asked for, and when each is sent. It knows no rows. */

import type { ClientEvent } from "../../shared/wire/client-events.ts";
import type { RoomEvent } from "../../shared/wire/events.ts";
import type { Session } from "../connection/session.ts";
import { ASKED_PAGES, UNASKED_PAGE } from "../limits.ts";

/** A client's request for a page. */
export type PageRequest = Extract<ClientEvent, { type: "chat.page" | "comment.list" }>;

/** The parts of a session that the queue needs. */
type Reader = Pick<Session, "flow" | "isHeld" | "send" | "whenRead">;

/**
 * Sends each client one page at a time: the next one when the client has shown
 * that it has read the one before. Requests wait, and not pages, because a page
 * has up to 400 KB, and a hundred of them for each socket are gigabytes.
 */
export class PageQueue {
  readonly #read: (request: PageRequest) => RoomEvent;
  /** The requests of each client that wait. A client with a page on its way has an entry. */
  readonly #waiting = new WeakMap<Reader, PageRequest[]>();

  /** @param read returns the page that a client asks for. */
  constructor(read: (request: PageRequest) => RoomEvent) {
    this.#read = read;
  }

  /** Sends a page, now or when the client has read the one before. @returns false when too many of its requests wait. */
  enqueue(session: Reader, request: PageRequest): boolean {
    const waiting = this.#waiting.get(session);
    if (waiting === undefined) {
      this.#waiting.set(session, [request]);
      this.#sendNext(session);
      return true;
    }
    if (waiting.length >= ASKED_PAGES) return false;
    waiting.push(request);
    // Requests in memory do not outlive a sleep of the room: then the client has to come again.
    session.isHeld = true;
    return true;
  }

  #sendNext(session: Reader): void {
    const waiting = this.#waiting.get(session) ?? [];
    while (waiting.length > 0) {
      const { flow } = session;
      const isFull = flow.isHolding || flow.state !== "open";
      const request = isFull ? undefined : waiting.shift();
      const sent = request === undefined ? null : this.#sendPage(session, request);
      if (sent === null || sent > UNASKED_PAGE) {
        session.isHeld ||= waiting.length > 0;
        session.whenRead(() => this.#sendNext(session));
        return;
      }
    }
    this.#waiting.delete(session);
    if (session.isHeld && !session.flow.isHolding) session.isHeld = false;
  }

  /** @returns how many characters the page has. */
  #sendPage(session: Reader, request: PageRequest): number {
    const text = JSON.stringify(this.#read(request));
    session.send(text);
    return text.length;
  }
}
