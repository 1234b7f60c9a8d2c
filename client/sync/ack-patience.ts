import type { Refusal } from "../../shared/wire/events.ts";

/** Milliseconds without an acknowledgement after which the connection is taken for dead. */
const ACK_PATIENCE = 10_000;

/** The most that it grows to when the room refuses what it is brought. */
const MOST = 10 * 60_000;

/** Refusals of what a document frame brought. */
const OF_DOCUMENTS = ["bad-update", "crowded", "not-yours", "document-full", "room-full"] as const;
export type DocumentRefusal = (typeof OF_DOCUMENTS)[number];

/** Is this refusal of a document frame? One with a key is of a message. */
export function isOfDocument(code: Refusal, key: string | undefined): code is DocumentRefusal {
  return key === undefined && OF_DOCUMENTS.some((each) => each === code);
}

/**
 * How long to wait for an acknowledgement before what is not acknowledged is
 * brought again on a new connection. The room may take a refused edit later,
 * when there is room again. But asking ever again in the same rhythm would send
 * the same megabytes for ever: each refusal doubles the wait. The room will not
 * read an unreadable edit another time, so it is kept here.
 */
export class AckPatience {
  #refusals = 0;
  #refusal: DocumentRefusal | null = null;

  /** Why the room did not take what it was last brought; `null` when it has taken everything since. */
  get refusal(): DocumentRefusal | null {
    return this.#refusal;
  }

  /** Milliseconds; `null`: bringing it again is of no use. */
  get wait(): number | null {
    if (this.#refusal === "bad-update") return null;
    return Math.min(MOST, ACK_PATIENCE * 2 ** this.#refusals);
  }

  /** The room has refused a document frame. */
  refused(code: DocumentRefusal): void {
    this.#refusals += 1;
    this.#refusal = code;
  }

  /** Everything is durable. */
  succeeded(): void {
    this.#refusals = 0;
    this.#refusal = null;
  }
}
