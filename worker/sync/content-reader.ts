/** The content reader: what is new in a frame that follows on the document, whose it is, and whether it is within the limits. */
import { mayEdit } from "../../shared/roles.ts";
import type { Guard } from "../connection/guard.ts";
import type { Session } from "../connection/session.ts";
import { isDiskLow } from "../machine.ts";
import type { News } from "../yjs/classify.ts";
import type { DecodedUpdate } from "../yjs/decoded-update.ts";
import type { Work } from "../yjs/work.ts";
import type { ContentFacts } from "./decide.ts";
import type { DocumentFrame } from "./held-frames.ts";
import type { StoredDocument } from "./stored-document.ts";
import { checkLimits, type Verdict } from "./update-limits.ts";

/** The new edits of a frame, and their owners. */
export interface Content extends ContentFacts {
  /** The update without the edits that are stored already. */
  readonly fresh: DecodedUpdate;
  /** The other clients here whose edits are in it, and those of them that may not edit. */
  readonly others: readonly Session[];
  readonly viewers: readonly Session[];
}

/** The parts of the document that `ContentReader` needs. */
export interface AroundContent {
  readonly guard: Pick<Guard, "liveOwnersOf">;
  /** Encoded bytes of the document. */
  bytes(): number;
}

/** Reads the content of frames. It changes nothing. */
export class ContentReader {
  readonly #stored: StoredDocument;
  readonly #around: AroundContent;

  constructor(stored: StoredDocument, around: AroundContent) {
    this.#stored = stored;
    this.#around = around;
  }

  /** Reads the new edits of an update that follows on the document, and who owns them. */
  *reading(frame: DocumentFrame): Work<Content> {
    const fresh = yield* this.#stored.cutting(frame.update);
    const news = this.#stored.news(fresh);
    const others = this.#around.guard.liveOwnersOf(frame.session, news.clients);
    const viewers = others.filter(({ role }) => !mayEdit(role));
    const owners = viewers.length > 0 ? "viewer" : others.length > 0 ? "editor" : "nobody";
    return { fresh, others, viewers, owners, verdict: this.check(news, frame) };
  }

  /** Is it within the limits? */
  check(news: News, { isAnswer, update }: DocumentFrame): Verdict | "room-full" {
    if (isDiskLow()) return "room-full";
    return checkLimits(news, {
      isAnswer,
      knownClients: this.#stored.clientCount,
      documentBytes: this.#around.bytes(),
      updateBytes: update.bytes.byteLength,
    });
  }
}
