/** State vectors: read from the bytes of a client's sync step 1. */
import { MAX_VECTOR_CLIENTS } from "../limits.ts";
import { MalformedError, Reader } from "./reader.ts";

/** Reads a Yjs state vector; `null` when it is malformed, or names more clients than a document has. */
export function readStateVector(bytes: Uint8Array): ReadonlyMap<number, number> | null {
  try {
    const reader = new Reader(bytes);
    const clients = reader.varUint();
    if (clients > MAX_VECTOR_CLIENTS) return null;
    const stateVector = new Map<number, number>();
    for (let left = clients; left > 0; left--) stateVector.set(reader.varUint(), reader.varUint());
    return stateVector;
  } catch (error) {
    if (error instanceof MalformedError) return null;
    throw error;
  }
}
