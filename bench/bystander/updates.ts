/** Updates at the limits: as large, and as dear for the room, as one frame can be. */
import * as encoding from "lib0/encoding";
import { updateFrame } from "../../shared/wire/frames.ts";
import { MAX_UPDATE_STRUCTS } from "../../worker/limits.ts";

/** As many parts as an update may have, with a few to spare. */
export const PARTS = MAX_UPDATE_STRUCTS - 10_000;

/** The bytes of one document frame, less what stands before them. */
export const WHOLE_FRAME = 16 * 2 ** 20 - 1_024;

const ORIGIN = 0x80;
const RIGHT_ORIGIN = 0x40;
const TEXT = 4;
const EMBED = 5;

type Write = (encoder: encoding.Encoder, ...numbers: readonly number[]) => void;

function frameOf(build: (encoder: encoding.Encoder, write: Write) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  build(encoder, (target, ...numbers) => {
    for (const number of numbers) encoding.writeVarUint(target, number);
  });
  return updateFrame(encoding.toUint8Array(encoder));
}

/** The roots `a`, in which nearly everything lies, and `b`. */
const A = 97;
export const B = 98;

/** One text in a root, in one struct. */
export function text(client: number, characters: number, root = A): Uint8Array {
  return frameOf((encoder, write) => {
    write(encoder, 1, 1, client, 0, TEXT, 1, 1, root);
    encoding.writeVarString(encoder, "a".repeat(characters));
    write(encoder, 0);
  });
}

/** A text of which each character is a struct that names the one before. */
export function letters(client: number, parts: number): Uint8Array {
  return frameOf((encoder, write) => {
    write(encoder, 1, parts, client, 0, TEXT, 1, 1, A, 1, 97);
    for (let clock = 1; clock < parts; clock++) {
      encoding.writeUint8(encoder, ORIGIN | TEXT);
      write(encoder, client, clock - 1, 1, 97);
    }
    write(encoder, 0);
  });
}

/** Words of 16 letters, each in front of the one before: each is a piece of its own in the document's structure. */
export function words(client: number, parts: number): Uint8Array {
  const word = "sixteen letters!";
  return frameOf((encoder, write) => {
    write(encoder, 1, parts, client, 0, TEXT, 1, 1, A);
    encoding.writeVarString(encoder, word);
    for (let part = 1; part < parts; part++) {
      encoding.writeUint8(encoder, RIGHT_ORIGIN | TEXT);
      write(encoder, client, (part - 1) * word.length);
      encoding.writeVarString(encoder, word);
    }
    write(encoder, 0);
  });
}

/** A collected text: structs of two bytes each. */
export function collected(client: number, parts: number): Uint8Array {
  return frameOf((encoder, write) => {
    write(encoder, 1, parts, client, 0);
    for (let struct = 0; struct < parts; struct++) write(encoder, 0, 1);
    write(encoder, 0);
  });
}

/** Two clients that write alternately: each struct waits for the other client's. */
export function alternating(client: number, parts: number): Uint8Array {
  const each = parts / 2;
  return frameOf((encoder, write) => {
    write(encoder, 2);
    for (const writer of [client + 1, client]) {
      write(encoder, each, writer, 0);
      for (let clock = 0; clock < each; clock++) {
        if (writer === client && clock === 0) write(encoder, TEXT, 1, 1, 97, 1, 97);
        else {
          encoding.writeUint8(encoder, ORIGIN | TEXT);
          write(encoder, writer === client ? client + 1 : client);
          write(encoder, writer === client ? clock - 1 : clock, 1, 97);
        }
      }
    }
    write(encoder, 0);
  });
}

/** One value of JSON of about so many bytes. */
export function json(client: number, bytes: number): Uint8Array {
  return frameOf((encoder, write) => {
    write(encoder, 1, 1, client, 0, EMBED, 1, 1, 97);
    encoding.writeVarString(encoder, `[${"[],".repeat((bytes - 100) / 3)}[]]`);
    write(encoder, 0);
  });
}

/** So many deletions of one clock each, `step` apart, in an order that puts none beside the one before. */
export function deletions(client: number, howMany: number, step: number, first = 0): Uint8Array {
  return frameOf((encoder, write) => {
    write(encoder, 0, 1, client, howMany);
    for (let index = 0; index < howMany; index++) {
      write(encoder, first + step * ((index * 387_911) % howMany), 1);
    }
  });
}

/** A letter in front of everything, so that each is a struct of its own in every reader. */
export function letterAtTheFront(client: number, clock: number): Uint8Array {
  return frameOf((encoder, write) => {
    write(encoder, 1, 1, client, clock);
    if (clock === 0) write(encoder, TEXT, 1, 1, 97, 1, 97);
    else {
      encoding.writeUint8(encoder, RIGHT_ORIGIN | TEXT);
      write(encoder, client, clock - 1, 1, 97);
    }
    write(encoder, 0);
  });
}
