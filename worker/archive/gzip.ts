/** Gzip, unpacked within a budget. It knows nothing of what is inside. */
import type { Pauses } from "./pauses.ts";
import { BadArchive } from "./tar.ts";

/**
 * Unpacks a gzip stream. Each piece is counted before and after.
 *
 * @param signal ends it with its reason.
 */
export function unpackStream(
  gzip: ReadableStream<Uint8Array>,
  counts: { readonly packed: (bytes: number) => void; readonly unpacked: (bytes: number) => void },
  pauses: Pauses,
  signal: AbortSignal,
): ReadableStream<Uint8Array> {
  return gzip
    .pipeThrough(counted(counts.packed, pauses), { signal })
    .pipeThrough(new DecompressionStream("gzip"))
    .pipeThrough(counted(counts.unpacked, pauses));
}

/**
 * Unpacks a whole gzip file.
 *
 * @param count is told of each piece before the next one is unpacked; an error that it throws ends the
 *   unpacking.
 * @throws BadArchive when it is not gzip.
 */
export async function unpackFile(
  file: string,
  data: Uint8Array,
  pauses: Pauses,
  count: (bytes: number) => void,
): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const stream = new Response(data as Uint8Array<ArrayBuffer>).body?.pipeThrough(
    new DecompressionStream("gzip"),
  );
  try {
    for await (const piece of stream ?? []) {
      length += piece.byteLength;
      count(piece.byteLength);
      pieces.push(piece);
      await pauses.take();
    }
  } catch (error) {
    if (error instanceof BadArchive) throw error;
    if (error instanceof Error) throw new BadArchive(`${file} is not gzip.`);
    throw error;
  }
  const whole = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}

function counted(
  count: (bytes: number) => void,
  pauses: Pauses,
): TransformStream<Uint8Array, Uint8Array> {
  return new TransformStream({
    async transform(piece, controller) {
      count(piece.byteLength);
      controller.enqueue(piece);
      await pauses.take();
    },
  });
}
