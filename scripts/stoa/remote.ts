import { createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { parseRoomId } from "../../shared/ids.ts";
import type { RoomStats } from "../../shared/stats.ts";
import { unpackTar } from "../../worker/archive/tar.ts";
import { Failure } from "../failure.ts";

/** A room on a running Stoa. */
export interface RemoteRoom {
  readonly id: string;
  /** The address of its page. */
  readonly page: string;
  /** The address of its REST interface. */
  readonly api: string;
}

/** Reads a room's address as it stands in a browser; of a server's alone, one of a new room. */
export function readRoomAddress(address: string, mayBeNew = false): RemoteRoom {
  const url = URL.canParse(address) ? new URL(address) : null;
  const [, found] = /^\/(?:room|embed)\/([^/]+)\/?$/.exec(url?.pathname ?? "") ?? [];
  const isServer = mayBeNew && url?.pathname === "/";
  const id = parseRoomId(isServer ? randomBytes(16).toString("base64url") : (found ?? ""));
  if (url === null || !/^https?:$/.test(url.protocol) || id === null) {
    throw new Failure(
      `${address} is no room's address; that is like https://your.stoa/room/spring-workshop.`,
    );
  }
  return { id, page: `${url.origin}/room/${id}`, api: `${url.origin}/api/rooms/${id}` };
}

/** The content of the room, and the people in it. */
export async function fetchStats(room: RemoteRoom, key: string): Promise<RoomStats> {
  return (await request(room, key, "GET", "/stats")).json() as Promise<RoomStats>;
}

/** Deletes the room for good. */
export async function deleteRoom(room: RemoteRoom, key: string): Promise<void> {
  await (await request(room, key, "DELETE", "")).arrayBuffer();
}

/**
 * Writes an archive of the room to a file, which appears when all of it has
 * come and its checksums fit.
 *
 * @returns how many files it holds.
 */
export async function exportRoom(room: RemoteRoom, key: string, file: string): Promise<number> {
  if (existsSync(file)) throw new Failure(`${file} is there already.`);
  const response = await request(room, key, "GET", "/export");
  const part = `${file}.part`;
  try {
    if (response.body === null) throw new Failure("the server sent no archive.");
    await pipeline(Readable.fromWeb(response.body as NodeStream), createWriteStream(part));
    const files = await verifyArchive(part);
    renameSync(part, file);
    return files;
  } catch (error) {
    rmSync(part, { force: true });
    if (error instanceof Failure) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new Failure(`the archive did not come whole (${reason}); try again.`);
  }
}

/** Puts an archive into a room in which nobody has drawn or said anything. */
export async function importRoom(room: RemoteRoom, key: string, file: string): Promise<RoomStats> {
  if (!existsSync(file)) throw new Failure(`there is no file ${file}.`);
  const body = Readable.toWeb(createReadStream(file));
  return (await request(room, key, "POST", "/import", body)).json() as Promise<RoomStats>;
}

/** Compares an archive with the checksums in it; says how many files there are. */
async function verifyArchive(file: string): Promise<number> {
  const sums = new Map<string, string>();
  let listed = "";
  const tar = (Readable.toWeb(createReadStream(file)) as ReadableStream).pipeThrough(
    new DecompressionStream("gzip"),
  );
  for await (const { path, data } of unpackTar(tar)) {
    if (path === "checksums.txt") listed = new TextDecoder().decode(data);
    else sums.set(path, createHash("sha256").update(data).digest("hex"));
  }
  const expected = [...sums].map(([path, sum]) => `${sum}  ${path}\n`).join("");
  if (listed === "" || listed !== expected)
    throw new Failure("the archive's checksums do not fit.");
  return sums.size;
}

async function request(
  room: RemoteRoom,
  key: string,
  method: string,
  path: string,
  body?: NodeStream,
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(`${room.api}${path}`, {
      method,
      headers: { Authorization: `Bearer ${key}` },
      // A body that is a stream goes one way at a time; the types do not know the field yet.
      ...(body && ({ body, duplex: "half" } as object)),
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Failure(`${new URL(room.api).origin} does not answer (${reason}).`);
  }
  if (response.ok) return response;
  throw new Failure(await reasonOf(response));
}

/** Why the server refused, in its own words where it has some. */
async function reasonOf(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const answer: unknown = JSON.parse(text);
    if (typeof answer === "object" && answer !== null && "message" in answer) {
      return String(answer.message);
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  return `the server answered ${response.status} ${response.statusText}.`;
}
