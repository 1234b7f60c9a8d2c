/** The decoder of a Yjs update (V1): strict to its last byte. It builds no values and no document. */
import { MAX_SUBDOCUMENTS, MAX_UPDATE_STRUCTS } from "../limits.ts";
import type { DecodedUpdate } from "./decoded-update.ts";
import { MalformedError } from "./reader.ts";
import { type Strictness, UpdateReader } from "./update-reader.ts";
import type { Work } from "./work.ts";

/** Clocks above this lose their last digits in varied arithmetic; nobody edits so often. */
const MAX_CLOCK = 2 ** 40;

/** Clocks that a client may come to: the structure of a document knows no others. Nobody edits so often. */
const MAX_CLIENT_CLOCK = 2 ** 31 - 1;

const CLIENTS: Strictness = {
  maxParts: MAX_UPDATE_STRUCTS,
  maxSubdocuments: MAX_SUBDOCUMENTS,
  maxClock: MAX_CLIENT_CLOCK,
  allowsOdd: false,
};

const STORAGE: Strictness = {
  maxParts: Number.POSITIVE_INFINITY,
  maxSubdocuments: Number.POSITIVE_INFINITY,
  maxClock: MAX_CLOCK,
  allowsOdd: true,
};

/**
 * Decodes a Yjs update without applying it, as strictly as possible: to its
 * last byte, each client once, and within bounds of memory. The values that
 * items hold are walked over, not built, because a room has no use for them.
 * The format is that of Yjs 13 (npm: yjs, `src/utils/updates.js`).
 *
 * @returns null when it is malformed, or is a bomb.
 */
export function decodeUpdate(update: Uint8Array): DecodedUpdate | null {
  try {
    return new UpdateReader(update, CLIENTS, false).read();
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}

/**
 * Decodes an update that comes from elsewhere and may be of an earlier version,
 * as an archive is. It may hold structs that readers take otherwise than they
 * are written, which `healDocument` drops.
 *
 * @returns null when it is malformed, or is a bomb.
 */
export function* decodingArchived(update: Uint8Array): Work<DecodedUpdate | null> {
  try {
    return yield* new UpdateReader(update, { ...CLIENTS, allowsOdd: true }, true).reading();
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}

/** Does the same as `decodeUpdate`, as a work that can be interrupted. */
export function* decodingUpdate(update: Uint8Array): Work<DecodedUpdate | null> {
  try {
    return yield* new UpdateReader(update, CLIENTS, true).reading();
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}

/**
 * Takes apart an update of our own storage, which may hold the edits of many.
 *
 * @throws MalformedError when it is damaged.
 */
export function decodeStored(update: Uint8Array): DecodedUpdate {
  return new UpdateReader(update, STORAGE, false).read();
}

/** Does the same as a work that can be interrupted. */
export function decodingStored(update: Uint8Array): Work<DecodedUpdate> {
  return new UpdateReader(update, STORAGE, true).reading();
}
