/** The probe: a question to generic clients in y-protocols' own frames, and how its echo is read. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { awarenessFrame } from "../../shared/wire/frames.ts";

/** A client id that no Yjs client has: theirs have 32 bits. */
const NOBODY = 2 ** 32;

/** The first byte of `NOBODY` in an awareness update: so a glance tells most updates from an echo. */
const FIRST_BYTE = 0x80;

/**
 * A question to a stock client, which knows no `tick`: "nobody has left", at
 * two clocks. A y-websocket client sends each change of its awareness back,
 * also this one that no program sees. The second clock makes it a change,
 * whether or not the client had the first from an earlier connection.
 */
export function probeFrame(n: number): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, 2);
  for (const clock of [n - 1, n]) {
    encoding.writeVarUint(encoder, NOBODY);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, "null");
  }
  return awarenessFrame(encoding.toUint8Array(encoder));
}

/** Returns the number that an awareness update from a stock client answers; `null` when it is no answer. */
export function readEcho(update: Uint8Array): number | null {
  if (update[1] !== FIRST_BYTE) return null;
  try {
    const decoder = decoding.createDecoder(update);
    let n: number | null = null;
    for (let left = decoding.readVarUint(decoder); left > 0; left--) {
      if (decoding.readVarUint(decoder) !== NOBODY) return null;
      n = decoding.readVarUint(decoder);
      decoding.readVarUint8Array(decoder);
    }
    return n;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
