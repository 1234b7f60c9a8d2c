/** The board reader: hands out the stored board as updates, for people who may read the room. It draws nothing. */
import { wholeOf } from "../archive/export.ts";
import { MAX_DRAWN_DOCUMENT } from "../limits.ts";
import { failure, type Result, success } from "../result.ts";
import { BOARD, DocumentStore } from "../storage/document-store.ts";
import type { RequestClaims } from "./connect-claims.ts";
import type { Parts } from "./parts.ts";

/** Why a board is not shown. */
export type BoardError = "deleted" | "no-access" | "import-running" | "board-too-large";

/** A board as it is stored. */
export interface StoredBoard {
  /** A word for its state; `null`: nothing was ever written. */
  readonly state: string | null;
  /** Its snapshot and what came after, oldest first; `null`: the reader knows this state. */
  readonly updates: readonly Uint8Array[] | null;
}

/** Reads the board. `known`: the state that the reader has already. */
export function readBoard(
  storage: DurableObjectStorage,
  { access, admin, document, turns }: Pick<Parts, "access" | "admin" | "document" | "turns">,
  claims: RequestClaims,
  known: string | null,
): Result<StoredBoard, BoardError> {
  const now = Date.now();
  if (admin.gone !== null) return admin.gone;
  if (admin.intake.isRunning(now)) return failure("import-running");
  if (access.roleOf(claims, now) === null) return failure("no-access");
  document.flush();
  const { state } = document;
  if (state === null) return success({ state, updates: [] });
  if (state === known) return success({ state, updates: null });
  if (document.bytes > MAX_DRAWN_DOCUMENT) return failure("board-too-large");
  const began = performance.now();
  const { head, entries } = wholeOf(new DocumentStore(storage), BOARD.id);
  const updates = [...(head === null ? [] : [head]), ...entries.map(({ data }) => data)];
  turns.charge(performance.now() - began);
  return success({ state, updates });
}
