/** PageQueue: the pages of the chat that clients have asked for, and when each is sent. It knows no socket. */

import type { ClientEvent, RoomEvent } from "../../shared/wire/events.ts";
import type { Damage } from "../connection/damage.ts";
import type { Session } from "../connection/session.ts";
import { ASKED_PAGES, UNASKED_PAGE } from "../limits.ts";
import { isDamage } from "../storage/storage-errors.ts";
import type { Chat } from "./chat.ts";

/** A client's request for a page. */
export type PageRequest = Extract<ClientEvent, { type: "chat.page" }>;

/** The parts of a session that the queue needs. */
type Reader = Pick<Session, "flow" | "isHeld" | "send" | "whenRead">;

/**
 * Sends each client one page at a time: the next one when the client has shown
 * that it has read the one before. Requests wait, and not pages, because a page
 * has up to 400 KB, and a hundred of them for each socket are gigabytes.
 */
export class PageQueue {
  readonly #chat: Pick<Chat, "page">;
  readonly #damage: Pick<Damage, "found">;
  /** The requests of each client that wait. A client with a page on its way has an entry. */
  readonly #waiting = new WeakMap<Reader, PageRequest[]>();

  constructor(chat: Pick<Chat, "page">, damage: Pick<Damage, "found">) {
    this.#chat = chat;
    this.#damage = damage;
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
  #sendPage(session: Reader, { before, limit }: PageRequest): number {
    const page: RoomEvent = {
      type: "chat.page",
      ...(before !== undefined && { before }),
      ...this.#pageOrEmpty(before, limit),
    };
    const text = JSON.stringify(page);
    session.send(text);
    return text.length;
  }

  /** A page that cannot be read is empty, and the room says besides that it is damaged. */
  #pageOrEmpty(before: number | undefined, limit: number): ReturnType<Chat["page"]> {
    try {
      return this.#chat.page(before, limit);
    } catch (error) {
      if (!isDamage(error)) throw error;
      this.#damage.found(error);
      return { messages: [], more: false };
    }
  }
}
