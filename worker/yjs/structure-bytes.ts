/** The structure as bytes, kept beside a snapshot: columns of numbers, most of them one byte. */

import { checksum } from "../checksum.ts";
import { LARGE_UPDATE } from "../limits.ts";
import { ByteWriter } from "./byte-writer.ts";
import { at, MANY_PIECES, NONE, Pieces } from "./pieces.ts";
import { GONE, Places } from "./places.ts";
import { MalformedError, Reader } from "./reader.ts";
import { Content } from "./struct.ts";
import type { Work } from "./work.ts";

/** The first byte; another one is not read, and the structure is built anew. */
const VERSION = 1;

/** Bits of a piece's first byte. */
const Has = {
  Gap: 1,
  Gone: 2,
  OwnLeft: 4,
  Left: 8,
  Right: 16,
  Structs: 32,
  Passes: 64,
  Place: 128,
} as const;

/** The parts of a structure. */
export interface Parts {
  readonly pieces: Pieces;
  readonly places: Places;
  /** The Yjs client of each number. */
  readonly clients: number[];
  readonly steps: number;
}

/** Pieces that are written or read between two pauses. */
const SLICE = 8_192;

/** Writes a structure. Pieces are numbered anew, by client and clock. */
export function* encodingStructure({ pieces, places, clients, steps }: Parts): Work<Uint8Array> {
  const target = new ByteWriter(64 + 8 * pieces.count + 12 * places.count);
  yield;
  target.uint8(VERSION);
  target.varUint(Math.ceil(steps));
  target.varUint(clients.length);
  target.varUint(pieces.count);
  const numbers = new Int32Array(pieces.count);
  let count = 0;
  for (const client of clients.keys()) {
    for (const block of pieces.index.blocksOf(client)) {
      for (const piece of block) numbers[piece] = count++;
      if (count % SLICE < block.length) yield;
    }
  }
  yield;
  const place = { last: 0 };
  let written = 0;
  for (const [client, yjsClient] of clients.entries()) {
    target.varUint(yjsClient);
    target.varUint(pieces.index.sizeOf(client));
    let clock = 0;
    for (const block of pieces.index.blocksOf(client)) {
      for (const piece of block) {
        writePiece(target, pieces, piece, clock, place);
        clock = pieces.end(piece);
        if (at(pieces.place, piece) === GONE) continue;
        const next = at(pieces.next, piece);
        const step = next === NONE ? 0 : at(numbers, next) - at(numbers, piece);
        target.varUint(step < 0 ? -2 * step + 1 : 2 * step);
      }
      written += block.length;
      if (written % SLICE < block.length) yield;
    }
  }
  places.write(target, numbers);
  yield;
  const sum = new Uint8Array(4);
  new DataView(sum.buffer).setUint32(0, checksum(target.written));
  target.append(sum);
  return target.written;
}

/**
 * Reads what `encodingStructure` has written.
 *
 * @throws MalformedError when it is something else.
 */
export function* decodingStructure(bytes: Uint8Array): Work<Parts> {
  const body = bytes.subarray(0, -4);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isSound =
    bytes.byteLength > 4 &&
    bytes[0] === VERSION &&
    view.getUint32(body.byteLength) === checksum(body);
  if (!isSound) throw new MalformedError("The structure is not what was written.");
  yield;
  const reader = new Reader(body);
  reader.uint8();
  const steps = reader.varUint();
  const clientCount = reader.varUint();
  const count = reader.varUint();
  const pieces = new Pieces();
  // Room for the next small updates, too: there is a moment for it now.
  yield* pieces.growing(count < MANY_PIECES ? count : count + LARGE_UPDATE);
  const clients: number[] = [];
  let place = 0;
  yield;
  for (let client = 0; client < clientCount; client++) {
    clients.push(reader.varUint());
    pieces.index.addClient();
    let clock = 0;
    for (let left = reader.varUint(); left > 0; left--) {
      if (pieces.count % SLICE === SLICE - 1) yield;
      const piece = readPiece(reader, pieces, client, clock, place);
      clock = pieces.end(piece);
      if (at(pieces.place, piece) === GONE) continue;
      place = at(pieces.place, piece);
      const step = reader.varUint();
      if (step > 0) pieces.next[piece] = piece + (step % 2 === 0 ? step / 2 : -(step - 1) / 2);
    }
  }
  return { pieces, places: yield* Places.reading(reader), clients, steps };
}

/** @param place the list in which the piece before lies, as most probably this one does, too. */
function writePiece(
  target: ByteWriter,
  pieces: Pieces,
  piece: number,
  clock: number,
  place: { last: number },
): void {
  const own = at(pieces.client, piece);
  const start = at(pieces.clock, piece);
  const isGone = at(pieces.place, piece) === GONE;
  const leftClient = at(pieces.leftClient, piece);
  const leftClock = at(pieces.leftClock, piece);
  const isOwnLeft = leftClient === own && leftClock === start - 1;
  const hasLeft = !isOwnLeft && leftClient !== NONE;
  const hasRight = at(pieces.rightClient, piece) !== NONE;
  const structs = at(pieces.structs, piece);
  const passes = at(pieces.passes, piece);
  const isElsewhere = !isGone && at(pieces.place, piece) !== place.last;
  target.uint8(
    (start === clock ? 0 : Has.Gap) |
      (isGone ? Has.Gone : 0) |
      (isOwnLeft ? Has.OwnLeft : 0) |
      (hasLeft ? Has.Left : 0) |
      (hasRight ? Has.Right : 0) |
      (structs === 1 ? 0 : Has.Structs) |
      (passes === 0 ? 0 : Has.Passes) |
      (isElsewhere ? Has.Place : 0),
  );
  if (start !== clock) target.varUint(start - clock);
  target.varUint(at(pieces.length, piece));
  if (isGone) return;
  target.uint8(pieces.kind[piece] ?? 0);
  if (hasLeft) {
    target.varUint(leftClient);
    target.varUint(leftClock);
  }
  if (hasRight) {
    target.varUint(at(pieces.rightClient, piece));
    target.varUint(at(pieces.rightClock, piece));
  }
  // Of a piece that holds a type, the type's number.
  if (structs !== 1) target.varUint(structs < 0 ? -1 - structs : structs);
  if (passes !== 0) target.varUint(passes);
  if (isElsewhere) target.varUint(at(pieces.place, piece));
  place.last = at(pieces.place, piece);
}

function readPiece(
  reader: Reader,
  pieces: Pieces,
  client: number,
  clock: number,
  place: number,
): number {
  const has = reader.uint8();
  const start = clock + ((has & Has.Gap) === 0 ? 0 : reader.varUint());
  const piece = pieces.add(client, start, reader.varUint());
  if ((has & Has.Gone) !== 0) {
    pieces.place[piece] = GONE;
    return piece;
  }
  const kind = reader.uint8();
  pieces.kind[piece] = kind;
  if ((has & Has.OwnLeft) !== 0) {
    pieces.leftClient[piece] = client;
    pieces.leftClock[piece] = start - 1;
  } else if ((has & Has.Left) !== 0) {
    pieces.leftClient[piece] = reader.varUint();
    pieces.leftClock[piece] = reader.varUint();
  }
  if ((has & Has.Right) !== 0) {
    pieces.rightClient[piece] = reader.varUint();
    pieces.rightClock[piece] = reader.varUint();
  }
  if ((has & Has.Structs) !== 0) {
    const structs = reader.varUint();
    pieces.structs[piece] = kind === Content.Type ? -1 - structs : structs;
  }
  if ((has & Has.Passes) !== 0) pieces.passes[piece] = reader.varUint();
  pieces.place[piece] = (has & Has.Place) === 0 ? place : reader.varUint();
  return piece;
}
