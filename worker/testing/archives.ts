/** Archives for tests: packed, unpacked and changed. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { randomToken } from "../../shared/ids.ts";
import type { Importer } from "../archive/importer.ts";
import { goesQuiet, seedRoom } from "./compaction.ts";
import { Owner } from "./owners.ts";
import { ask } from "./room-socket.ts";
import { TestRoom } from "./test-room.ts";

/** The files of an archive by path, as a person gets them who unpacks it. */
export type Files = Map<string, Uint8Array<ArrayBuffer>>;

const BLOCK = 512;

/** A sound archive: a snapshot, an update after it, a past, and a message. */
export async function soundArchive(): Promise<Uint8Array<ArrayBuffer>> {
  const room = new TestRoom();
  const owner = await Owner.of(room);
  const mina = await seedRoom(room);
  await goesQuiet(room);
  mina.types("five");
  await owner.person.has("one three four five");
  await mina.chats("hello");
  return bytesOf(await owner.asks("GET", "/export"));
}

/** Unpacks an archive in the plainest way. */
export async function unpack(archive: Uint8Array<ArrayBuffer>): Promise<Files> {
  const tar = await through(archive, new DecompressionStream("gzip"));
  const files: Files = new Map();
  for (let at = 0; at < tar.byteLength && tar[at] !== 0; ) {
    const text = (from: number, length: number) =>
      new TextDecoder().decode(tar.slice(at + from, at + from + length)).replace(/\0.*$/s, "");
    const size = Number.parseInt(text(124, 12), 8);
    files.set(text(0, 100), tar.slice(at + BLOCK, at + BLOCK + size));
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  return files;
}

/** Packs files, with checksums that fit them unless they bring their own. */
export async function pack(files: Files, checksums: "fit" | "as they are" = "fit") {
  const all = new Map(files);
  if (checksums === "fit") {
    all.delete("checksums.txt");
    const lines: string[] = [];
    for (const [path, data] of all) {
      const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", data));
      const hex = [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
      lines.push(`${hex}  ${path}\n`);
    }
    all.set("checksums.txt", new Uint8Array(new TextEncoder().encode(lines.join(""))));
  }
  const blocks = [...all].flatMap(([path, data]) => [
    tarHeader(path, data.byteLength),
    data,
    new Uint8Array((BLOCK - (data.byteLength % BLOCK)) % BLOCK),
  ]);
  return through(joined([...blocks, new Uint8Array(2 * BLOCK)]), new CompressionStream("gzip"));
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
  let offset = 0;
  for (const piece of pieces) {
    whole.set(piece, offset);
    offset += piece.byteLength;
  }
  return whole;
}

/** A tar header, made without a look at ours. */
export function tarHeader(path: string, size: number, type = "0"): Uint8Array<ArrayBuffer> {
  const fields: [string, number][] = [
    [path, 100],
    ["0000644\0", 8],
    ["0000000\0", 8],
    ["0000000\0", 8],
    [`${size.toString(8).padStart(11, "0")}\0`, 12],
    ["00000000000\0", 12],
    ["        ", 8],
    [type, 1],
    ["", 100],
    ["ustar\u000000", 8],
  ];
  const bytes = new TextEncoder().encode(
    fields.map(([text, length]) => text.padEnd(length, "\0")).join(""),
  );
  const block = new Uint8Array(BLOCK);
  block.set(bytes);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
  return block;
}

/** The bytes of a body. */
export async function bytesOf(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await response.arrayBuffer());
}

/** Brings an archive into a room with a key of one's own. */
export async function brings(
  room: TestRoom,
  archive: Uint8Array<ArrayBuffer> | ReadableStream,
  key = randomToken(24),
): Promise<{ status: number; body: unknown; key: string }> {
  const response = await ask(`/api/rooms/${room.id}/import`, {
    method: "POST",
    headers: { Authorization: `Bearer ${key}` },
    body: archive,
  });
  return { status: response.status, body: await response.json(), key };
}

/** The object that takes archives. */
export function importer(): DurableObjectStub<Importer> {
  const namespace = (env as unknown as { IMPORTER: DurableObjectNamespace<Importer> }).IMPORTER;
  return namespace.get(namespace.idFromName("importer"));
}

/** Does an archive lie at the importer? */
export function isStaging(): Promise<boolean> {
  return runInDurableObject(importer(), (_, { storage }) => {
    const tables = storage.sql.exec("SELECT 1 FROM sqlite_master WHERE name = 'staged'");
    return tables.toArray().length > 0;
  });
}

/** Sends bytes through a stream that packs or unpacks. */
export async function through(
  bytes: Uint8Array<ArrayBuffer>,
  stream: CompressionStream | DecompressionStream,
): Promise<Uint8Array<ArrayBuffer>> {
  return bytesOf(new Response(new Response(bytes).body?.pipeThrough(stream)));
}
