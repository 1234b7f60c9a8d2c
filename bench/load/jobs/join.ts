import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { LoadClient } from "../client.ts";
import type { Wire } from "../wire.ts";
import type { Job } from "./job.ts";

export interface JoinPlan {
  readonly wire: Wire;
  readonly room: string;
  /** How many join at the same moment. */
  readonly people: number;
  /** Bytes of the document as one update. */
  readonly bytes: number;
  /** The document that everybody must hold in the end: a state vector in hexadecimal. */
  readonly stateVector: string;
}

export interface JoinResult {
  /** Milliseconds from the handshake to the answer to sync step 1 and the whole document: first and last to be there. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** Bytes and frames that one of them received. */
  readonly bytes: number;
  readonly frames: number;
}

/** People who open a document that they have never seen. */
export const join: Job<JoinPlan, JoinResult> = async (plan) => {
  // Somebody in another room first, so that the process, not the document, is warm.
  const other = await LoadClient.join(plan.wire, `${plan.room}-other`, 0);
  return async () => {
    const joined = await Promise.all(Array.from({ length: plan.people }, () => openDocument(plan)));
    const wanted = Y.decodeStateVector(Buffer.from(plan.stateVector, "hex"));
    for (const { updates } of joined) {
      const doc = new Y.Doc();
      for (const update of updates) Y.applyUpdate(doc, update);
      const missing = [...wanted].filter(
        ([client, clock]) => (Y.getState(doc.store, client) ?? 0) < clock,
      );
      if (missing.length > 0)
        throw new Error(`who joined lacks edits of ${missing.length} clients`);
    }
    other.leave();
    const times = joined.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const updates = joined[0]?.updates ?? [];
    return {
      firstMs: times[0] ?? 0,
      lastMs: times.at(-1) ?? 0,
      bytes: updates.reduce((sum, { byteLength }) => sum + byteLength, 0),
      frames: updates.length,
    };
  };
};

interface Opened {
  readonly milliseconds: number;
  readonly updates: readonly Uint8Array[];
}

/** Milliseconds after which a document that has not come is given up. */
const PATIENCE_MS = 15_000;

/** Some servers answer step 1 with nothing while they load, and send the document afterwards. */
const NEARLY_ALL = 0.9;

async function openDocument({ wire, room, bytes }: JoinPlan): Promise<Opened> {
  const updates: Uint8Array[] = [];
  let held = 0;
  let isWhole = (): void => undefined;
  const whole = new Promise<void>((resolve) => {
    isWhole = resolve;
  });
  const start = performance.now();
  const client = await LoadClient.join(wire, room, 0, (frame, from) => {
    const update = body(frame.subarray(from + 2));
    updates.push(update);
    held += update.byteLength;
    if (held >= bytes * NEARLY_ALL) isWhole();
  });
  const patience = setTimeout(() => client.leave(), PATIENCE_MS);
  await Promise.race([whole, client.ended()]);
  clearTimeout(patience);
  const milliseconds = performance.now() - start;
  if (held < bytes * NEARLY_ALL) throw new Error("the document did not come");
  client.leave();
  return { milliseconds, updates };
}

function body(bytes: Buffer): Uint8Array {
  return decoding.readVarUint8Array(decoding.createDecoder(bytes));
}
