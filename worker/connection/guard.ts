/** The guard: one socket's rates, the ownership of Yjs clients, and refusals. It decodes nothing. */

import { CloseCode } from "../../shared/wire/close-codes.ts";
import type { Refusal } from "../../shared/wire/events.ts";
import { MAX_STRIKES } from "../limits.ts";
import { GONE } from "./attachment.ts";
import type { Liveness } from "./liveness.ts";
import { Quarantine } from "./quarantine.ts";
import { type Rated, Rates } from "./rates.ts";
import { tellRefusal } from "./refusals.ts";
import type { Session } from "./session.ts";
import type { Sessions } from "./sessions.ts";

/** A document frame that is not taken. */
export interface RefusedFrame {
  readonly code: DocumentRefusal;
  /** Its number, where it has one. */
  readonly n: number | null;
  readonly data: Uint8Array;
}

/** Why a document frame is not taken. */
export type DocumentRefusal = Extract<
  Refusal,
  "bad-update" | "crowded" | "not-yours" | "document-full" | "room-full"
>;

/** How one socket has behaved since it came, or since the room slept. */
interface ClientRecord {
  readonly rates: Rates;
  strikes: number;
  rateHits: number;
  /** The Yjs client that it writes as, and when that was last seen to be nobody else's. */
  writes: number | null;
  writesSince: number;
}

/** Text frames that are refused as too fast before the socket is closed. */
const MAX_RATE_HITS = 200;

/** Milliseconds for which we remember that a Yjs client id is nobody else's. */
const OWNERSHIP_MS = 1_000;

/** The close codes for a stock client, which can be told nothing else; null: it stays, and is asked again. */
const CLOSES: Record<DocumentRefusal, CloseCode | null> = {
  "bad-update": CloseCode.BadData,
  crowded: null,
  // Its own socket from before may not have been noticed dead; it comes back, and then it is.
  "not-yours": CloseCode.Busy,
  "document-full": CloseCode.TooLarge,
  "room-full": CloseCode.Busy,
};

const NOBODY: readonly Session[] = [];

/** Refusals that an honest client does not meet. */
const STRIKING: ReadonlySet<DocumentRefusal> = new Set(["bad-update", "not-yours"]);

/** Watches over each socket's frames: how many, as which Yjs client, and how often one had to be refused. */
export class Guard {
  readonly #sessions: Sessions;
  readonly #liveness: Pick<Liveness, "isSilent">;
  readonly #quarantine: Quarantine;
  readonly #records = new WeakMap<Session, ClientRecord>();

  constructor(
    storage: DurableObjectStorage,
    sessions: Sessions,
    liveness: Pick<Liveness, "isSilent">,
  ) {
    this.#sessions = sessions;
    this.#liveness = liveness;
    this.#quarantine = new Quarantine(storage);
  }

  /** Counts a binary frame. When it is too much, the socket is closed and false comes back. */
  admitBinary(session: Session, bytes: number): boolean {
    const now = Date.now();
    const record = this.#record(session);
    session.onHeard(now);
    const { rates } = record;
    if (rates.take("frames", 1, now) === 0 && rates.take("bytes", bytes, now) === 0) return true;
    this.#sessions.close(session, CloseCode.TooFast);
    return false;
  }

  /** Counts a binary frame of a kind that has a bucket of its own; as `admitBinary`. */
  admitKind(session: Session, what: Extract<Rated, "ephemeral">): boolean {
    const now = Date.now();
    if (this.#record(session).rates.take(what, 1, now) === 0) return true;
    this.#sessions.close(session, CloseCode.TooFast);
    return false;
  }

  /** Counts a question. @returns 0, or the milliseconds after which it may be answered, because its socket asks too often. */
  reserve(session: Session, what: Extract<Rated, "joins">): number {
    return this.#record(session).rates.reserve(what, Date.now());
  }

  /** Counts a text frame. When it is too much, its sender is told (and in the end closed), and false comes back. */
  admitText(
    session: Session,
    what: Extract<Rated, "chat" | "comments" | "events" | "gather">,
    key: string | undefined,
  ): boolean {
    const now = Date.now();
    const record = this.#record(session);
    session.onHeard(now);
    const retryAfter = record.rates.take(what, 1, now);
    if (retryAfter === 0) return true;
    session.tell({
      type: "refused",
      code: "too-fast",
      retryAfter,
      ...(key === undefined ? {} : { key }),
    });
    if (++record.rateHits > MAX_RATE_HITS) this.#sessions.close(session, CloseCode.TooFast);
    return false;
  }

  /**
   * Tells the author of a document frame that it is not stored, keeps hostile frames, and closes
   * after too many.
   */
  refuse(session: Session, { code, n, data }: RefusedFrame): void {
    const now = Date.now();
    const record = this.#record(session);
    const strikes = STRIKING.has(code);
    if (strikes) {
      this.#quarantine.keep({ who: session.userId, reason: code, data }, now);
      record.strikes += 1;
    }
    const close = CLOSES[code];
    if (session.isNative || close !== null) {
      session.tell({ type: "refused", code, ...(n === null ? {} : { n }) });
    } else tellRefusal(session, "crowded");
    if (close === null) return;
    if (!session.isNative || (strikes && record.strikes >= MAX_STRIKES)) {
      this.#sessions.close(session, close);
    }
  }

  /** Closes a socket whose frames could not be stored, though there is room: its client brings them again. */
  closeForRetry(session: Session): void {
    this.#sessions.close(session, CloseCode.Busy);
  }

  /**
   * The others who are here and own one of these Yjs clients, because they have
   * published presence as it. New structs of theirs do not come from this
   * socket: a client that takes the next clock of another silences its owner. A
   * person's own other sockets do not count (a reload finds the old one half
   * dead). An owner that was challenged and says nothing is closed.
   */
  liveOwnersOf(session: Session, clients: readonly number[]): readonly Session[] {
    const [only] = clients;
    if (clients.length === 1 && only === session.presence?.clientId) return NOBODY;
    const now = Date.now();
    const record = this.#record(session);
    const remembered = clients.length === 1 && only === record.writes;
    if (remembered && now - record.writesSince < OWNERSHIP_MS) return NOBODY;
    const ids = new Set(clients);
    const owners: Session[] = [];
    for (const owner of this.#sessions) {
      if (owner === session || owner.presence === null) continue;
      // A client that has said it is gone owns its client id no longer.
      if (owner.presence.state === GONE) continue;
      if (!ids.has(owner.presence.clientId) || owner.userId === session.userId) continue;
      if (!this.#liveness.isSilent(owner, now)) owners.push(owner);
      // Not at once: its leaving lets frames in that were held, in the middle of the one that is looked at.
      else queueMicrotask(() => this.#sessions.close(owner, CloseCode.Busy));
    }
    if (clients.length === 1 && only !== undefined && owners.length === 0) {
      record.writes = only;
      record.writesSince = now;
    }
    return owners;
  }

  /** Counts a frame with edits of somebody else who is here: false when there are too many. */
  admitForeign(session: Session): boolean {
    return this.#record(session).rates.take("foreign", 1, Date.now()) === 0;
  }

  #record(session: Session): ClientRecord {
    let record = this.#records.get(session);
    if (record === undefined) {
      record = {
        rates: new Rates(),
        strikes: 0,
        rateHits: 0,
        writes: null,
        writesSince: 0,
      };
      this.#records.set(session, record);
    }
    return record;
  }
}
