/** Update limits: whether an update keeps a document within its bounds. It knows no socket. */

import type { Refusal } from "../../shared/wire/events.ts";
import {
  MAX_CLIENTS,
  MAX_DOCUMENT,
  MAX_EMPTY_RUN,
  MAX_EMPTY_RUN_BROUGHT,
  MAX_NEW_CLIENTS,
  MAX_NEW_CLIENTS_BROUGHT,
} from "../limits.ts";
import type { News } from "../yjs/classify.ts";

/** The state of the document and the frame, as far as it matters. */
export interface Circumstances {
  /** Is it the answer to our step 1? That may bring a document from elsewhere. */
  readonly isAnswer: boolean;
  /** Yjs clients that the document knows. */
  readonly knownClients: number;
  /** Encoded bytes of the document, and of the update. */
  readonly documentBytes: number;
  readonly updateBytes: number;
}

/** Take it, ask for everything instead, or refuse it. */
export type Verdict = "take" | "ask" | Extract<Refusal, "bad-update" | "document-full">;

/** Judges an update that decodes and follows on the stored content. Deletions alone always pass: they make room. */
export function checkLimits(news: News, circumstances: Circumstances): Verdict {
  const { isAnswer, knownClients, documentBytes, updateBytes } = circumstances;
  if (news.clients.length === 0) return "take";
  if (news.emptyRun > (isAnswer ? MAX_EMPTY_RUN_BROUGHT : MAX_EMPTY_RUN)) {
    return isAnswer ? "bad-update" : "ask";
  }
  if (news.unknown > (isAnswer ? MAX_NEW_CLIENTS_BROUGHT : MAX_NEW_CLIENTS)) {
    return isAnswer ? "bad-update" : "ask";
  }
  if (knownClients + news.unknown > MAX_CLIENTS) return "document-full";
  if (documentBytes + updateBytes > MAX_DOCUMENT) return "document-full";
  return "take";
}
