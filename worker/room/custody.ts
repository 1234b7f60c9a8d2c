import type { RoomStats } from "../../shared/stats.ts";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { logInfo } from "../log.ts";
import { type Answer, failure, success } from "./answer.ts";
import { Keyring } from "./keyring.ts";
import type { Session } from "./session.ts";
import { roomStats } from "./stats.ts";
import { bury, deletedAt } from "./tombstone.ts";

/** What `Custody` needs of the room around it. */
export interface AroundCustody {
  sessions(): Iterable<Session>;
  close(session: Session, code: CloseCode): void;
  /** Writes the document's edits that wait in their window. */
  flush(): void;
}

/** The answer of a room that is gone. */
export type Gone = Extract<Answer<never, "deleted">, { ok: false }>;

/** A room as a whole, in its owner's hands: how much there is, and its end. */
export class Custody {
  readonly #storage: DurableObjectStorage;
  readonly #around: AroundCustody;
  #deleted: boolean;

  constructor(storage: DurableObjectStorage, around: AroundCustody) {
    this.#storage = storage;
    this.#around = around;
    this.#deleted = deletedAt(storage) !== null;
  }

  /** What to answer when the room was deleted; null while it is there. */
  get gone(): Gone | null {
    return this.#deleted ? failure("deleted") : null;
  }

  /** What the room holds, and who is in it. */
  stats(owner: Uint8Array): Answer<RoomStats, "deleted" | "not-owner"> {
    const refused = this.#refusal(owner);
    if (refused !== null) return refused;
    this.#around.flush();
    return success(roomStats(this.#storage, this.#around.sessions(), Date.now()));
  }

  /** Ends the room: everybody is closed out, and all that it held is removed. Its id opens nothing ever again. */
  async delete(owner: Uint8Array): Promise<Answer<{ deletedAt: number }, "deleted" | "not-owner">> {
    const refused = this.#refusal(owner);
    if (refused !== null) return refused;
    const now = Date.now();
    this.#around.flush();
    this.#deleted = true;
    for (const session of [...this.#around.sessions()]) {
      this.#around.close(session, CloseCode.RoomDeleted);
    }
    await bury(this.#storage, now);
    logInfo("room-deleted");
    return success({ deletedAt: now });
  }

  #refusal(owner: Uint8Array): Gone | Extract<Answer<never, "not-owner">, { ok: false }> | null {
    if (this.#deleted) return failure("deleted");
    return new Keyring(this.#storage).isOwner(owner) ? null : failure("not-owner");
  }
}
