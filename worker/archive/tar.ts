/** Tar: packs and unpacks files as a stream (POSIX `ustar`). It knows nothing of rooms. */
import { MAX_ARCHIVE, MAX_ARCHIVE_FILE, MAX_ARCHIVE_FILES } from "../limits.ts";

/** One file of an archive, whole. */
export interface ArchiveFile {
  readonly path: string;
  readonly data: Uint8Array;
}

/** An archive is malformed; the message tells its owner the fault. */
export class BadArchive extends Error {
  override readonly name = "BadArchive";
}

const BLOCK = 512;

/** Bytes that are handed on at once: a stream's other end decides when it wants more. */
const PIECE = 256 * 1024;

/**
 * Packs files as a tar stream (POSIX `ustar`), one at a time and only as fast
 * as it is read.
 */
export function packTar(
  files: AsyncIterator<ArchiveFile>,
  at: number,
  onEnd: () => void,
): ReadableStream<Uint8Array> {
  const pieces = packedPieces(files, at);
  return new ReadableStream({
    type: "bytes",
    async pull(controller) {
      try {
        const { value, done } = await pieces.next();
        if (!done) {
          controller.enqueue(value);
          return;
        }
        onEnd();
        controller.close();
      } catch (error) {
        onEnd();
        throw error;
      }
    },
    cancel: onEnd,
  });
}

async function* packedPieces(
  files: AsyncIterator<ArchiveFile>,
  at: number,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (let next = await files.next(); !next.done; next = await files.next()) {
    const { path, data } = next.value;
    yield header(path, data.byteLength, at);
    for (let start = 0; start < data.byteLength; start += PIECE) {
      // Copied, because a byte stream takes the memory that it is given.
      yield data.slice(start, start + PIECE);
    }
    const rest = data.byteLength % BLOCK;
    if (rest > 0) yield new Uint8Array(BLOCK - rest);
  }
  yield new Uint8Array(2 * BLOCK);
}

function header(path: string, size: number, at: number): Uint8Array<ArrayBuffer> {
  const block = new Uint8Array(BLOCK);
  const write = (offset: number, text: string) => block.set(new TextEncoder().encode(text), offset);
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, "0")}\0`;
  if (path.length > 100) throw new Error(`A tar header has 100 characters for a path: ${path}`);
  write(0, path);
  write(100, octal(0o644, 7));
  write(108, octal(0, 7));
  write(116, octal(0, 7));
  write(124, octal(size, 11));
  write(136, octal(Math.floor(at / 1000), 11));
  write(156, "0");
  write(257, "ustar\u000000");
  write(148, `${octal(sumOf(block), 6)} `);
  return block;
}

/** Returns the sum of a header's bytes, its own field read as spaces. */
function sumOf(block: Uint8Array): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}

/**
 * Unpacks a tar stream, one whole file at a time. Folders and the extra headers of
 * other packers are ignored, so that an archive may be unpacked and packed again.
 *
 * @throws BadArchive when it is no such stream, or is larger than an archive may be.
 */
export async function* unpackTar(stream: ReadableStream<Uint8Array>): AsyncGenerator<ArchiveFile> {
  const source = new ByteSource(stream);
  try {
    yield* unpackedFiles(source);
  } finally {
    await source.end();
  }
}

async function* unpackedFiles(source: ByteSource): AsyncGenerator<ArchiveFile> {
  for (let files = 0; ; ) {
    const block = await source.read(BLOCK);
    if (block === null) throw new BadArchive("The archive ends before its end.");
    if (block.every((byte) => byte === 0)) return;
    const { path, size, kind } = readHeader(block);
    if (size > MAX_ARCHIVE_FILE) throw new BadArchive(`${path} has more bytes than a file may.`);
    const padded = Math.ceil(size / BLOCK) * BLOCK;
    const data = padded === 0 ? new Uint8Array() : await source.read(padded);
    if (data === null) throw new BadArchive(`The archive ends within ${path}.`);
    if (kind === "5" || kind === "x" || kind === "g") continue;
    if (kind !== "0" && kind !== "\0") throw new BadArchive(`${path} is not a plain file.`);
    files += 1;
    if (files > MAX_ARCHIVE_FILES) throw new BadArchive("The archive holds too many files.");
    yield { path: path.replace(/^\.\//, ""), data: data.subarray(0, size) };
  }
}

function readHeader(block: Uint8Array): { path: string; size: number; kind: string } {
  const text = (start: number, length: number): string => {
    const field = new TextDecoder("latin1").decode(block.subarray(start, start + length));
    return field.split("\0")[0] ?? "";
  };
  const number = (start: number, length: number): number => {
    const digits = text(start, length).trim();
    return /^[0-7]{1,12}$/.test(digits) ? Number.parseInt(digits, 8) : -1;
  };
  const size = number(124, 12);
  if (number(148, 8) !== sumOf(block) || size < 0) {
    throw new BadArchive("This is not a tar archive in gzip.");
  }
  const prefix = text(257, 5) === "ustar" ? text(345, 155) : "";
  const path = prefix === "" ? text(0, 100) : `${prefix}/${text(0, 100)}`;
  return { path, size, kind: String.fromCharCode(block[156] ?? 0) };
}

/** A stream from which exactly so many bytes can be read. */
class ByteSource {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  #rest = new Uint8Array();
  #total = 0;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.#reader = stream.getReader();
  }

  /** Null when the stream ends before there are so many. */
  async read(length: number): Promise<Uint8Array | null> {
    const whole = new Uint8Array(length);
    for (let filled = 0; filled < length; ) {
      if (this.#rest.byteLength === 0) {
        const { value, done } = await this.#next();
        if (done) return null;
        this.#total += value.byteLength;
        if (this.#total > MAX_ARCHIVE) throw new BadArchive("The archive is too large.");
        this.#rest = new Uint8Array(value);
      }
      const taken = this.#rest.subarray(0, length - filled);
      whole.set(taken, filled);
      this.#rest = this.#rest.subarray(taken.byteLength);
      filled += taken.byteLength;
    }
    return whole;
  }

  /** Nothing more will be read: the sender may stop. */
  async end(): Promise<void> {
    // A stream that has failed has told why where it was read.
    await this.#reader.cancel().catch(() => undefined);
  }

  async #next(): Promise<ReadableStreamReadResult<Uint8Array>> {
    try {
      return await this.#reader.read();
    } catch (error) {
      if (!(error instanceof Error) || error instanceof BadArchive) throw error;
      throw new BadArchive("The archive is not gzip, is damaged, or did not come to its end.");
    }
  }
}
