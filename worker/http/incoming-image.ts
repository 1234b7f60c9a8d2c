/** An image on its way: its bytes, read up to a limit and within a bound of memory. It knows no format. */
import { ASSET_MS, ASSET_STALL_MS, INCOMING_ASSETS } from "../limits.ts";
import { join } from "../yjs/concat.ts";

/** Why an image did not come whole. */
export type NotWhole = "too-large" | "too-slow" | "crowded";

/** The bytes of images that a process holds while they come, in all and for each visitor. */
export class IncomingMemory {
  #together = 0;
  readonly #byVisitor = new Map<string, number>();

  /** Takes room for so many bytes more. @returns false when there is none. */
  take(visitor: string, bytes: number): boolean {
    const own = (this.#byVisitor.get(visitor) ?? 0) + bytes;
    if (own > INCOMING_ASSETS.visitor || this.#together + bytes > INCOMING_ASSETS.together) {
      return false;
    }
    this.#together += bytes;
    this.#byVisitor.set(visitor, own);
    return true;
  }

  /** Gives back what was taken. */
  give(visitor: string, bytes: number): void {
    this.#together -= bytes;
    const own = (this.#byVisitor.get(visitor) ?? 0) - bytes;
    if (own > 0) this.#byVisitor.set(visitor, own);
    else this.#byVisitor.delete(visitor);
  }
}

const memory = new IncomingMemory();

/**
 * Reads a body of at most `most` bytes, and hands it to `use`. Memory is taken for what has come,
 * until `use` is done.
 *
 * @param visitor a name of whom the body is from.
 */
export async function withBody<T>(
  body: ReadableStream<Uint8Array>,
  { most, visitor, stallMs = ASSET_STALL_MS }: { most: number; visitor: string; stallMs?: number },
  use: (bytes: Uint8Array) => Promise<T>,
): Promise<T | NotWhole> {
  const reader = body.getReader();
  const ends = Date.now() + ASSET_MS;
  let taken = 0;
  try {
    const pieces: Uint8Array[] = [];
    for (;;) {
      const piece = await within(stallMs, reader.read());
      if (piece === null || Date.now() > ends) return "too-slow";
      if (piece.done) break;
      const { byteLength } = piece.value;
      if (taken + byteLength > most) return "too-large";
      if (!memory.take(visitor, byteLength)) return "crowded";
      taken += byteLength;
      pieces.push(piece.value);
    }
    return await use(join(pieces));
  } finally {
    memory.give(visitor, taken);
    // The sender may stop; a stream that has failed has said so where it was read.
    await reader.cancel().catch(() => undefined);
  }
}

/** The result of a promise, or null when it takes longer. */
async function within<T>(ms: number, promise: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
