import * as encoding from "lib0/encoding";

/**
 * The small update of the load clients: somebody overwrites their own entry of a shared `Y.Map`, as a
 * dragged shape does. The bytes are written by hand, because encoding them by Yjs would cost the load
 * generator more than receiving them costs the server.
 *
 * The entry's value is a string that can be found in any frame, merged or not, without decoding it. It
 * has four characters that occur nowhere else, two for the sender, six for the time. Presence and
 * gestures carry such a string, too.
 */
const MARK = Buffer.from("~^~^");
const WHO_AT = MARK.length;
const WHO_LENGTH = 2;
const WHEN_AT = WHO_AT + WHO_LENGTH;
const WHEN_LENGTH = 6;
const VALUE_LENGTH = WHEN_AT + WHEN_LENGTH;

/** Digits that stand for themselves in JSON. */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_";
const VALUE_OF = new Uint8Array(128);
for (const [value, digit] of [...DIGITS].entries()) VALUE_OF[digit.charCodeAt(0)] = value;

/** The map whose entries the load clients overwrite. */
export const MAP_NAME = "moves";

/** Writes the updates of one client, each following on the one before. */
export class Mover {
  readonly #client: number;
  readonly #number: number;
  #clock = 0;

  constructor(client: number, number: number) {
    this.#client = client;
    this.#number = number;
  }

  /** The next update (Yjs V1). `now` is in milliseconds on a clock of the caller's. */
  next(now: number): Uint8Array {
    const encoder = encoding.createEncoder();
    const clock = this.#clock++;
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, this.#client);
    encoding.writeVarUint(encoder, clock);
    if (clock === 0) {
      // An item with a parent key (0x20) and any content (8), in a map of the document.
      encoding.writeUint8(encoder, 0x28);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarString(encoder, MAP_NAME);
      encoding.writeVarString(encoder, `person-${this.#number}`);
    } else {
      // The same, with the entry that it overwrites as its left neighbour (0x80).
      encoding.writeUint8(encoder, 0xa8);
      encoding.writeVarUint(encoder, this.#client);
      encoding.writeVarUint(encoder, clock - 1);
    }
    encoding.writeVarUint(encoder, 1);
    encoding.writeUint8(encoder, 119);
    encoding.writeVarUint(encoder, VALUE_LENGTH);
    encoding.writeUint8Array(encoder, Buffer.from(markOf(this.#number, now), "latin1"));
    if (clock === 0) {
      encoding.writeVarUint(encoder, 0);
    } else {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, this.#client);
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint(encoder, clock - 1);
      encoding.writeVarUint(encoder, 1);
    }
    return encoding.toUint8Array(encoder);
  }
}

/** The string that can be found again: who sends it, and when, in milliseconds on a clock of the caller's. */
export function markOf(number: number, now: number): string {
  return MARK.toString() + digits(number, WHO_LENGTH) + digits(Math.floor(now * 1000), WHEN_LENGTH);
}

/** Writes another time into the first marked string of a frame; false when it carries none. */
export function stamp(frame: Uint8Array, now: number): boolean {
  const bytes = Buffer.from(frame.buffer, frame.byteOffset, frame.byteLength);
  const at = bytes.indexOf(MARK);
  if (at === -1) return false;
  bytes.write(digits(Math.floor(now * 1000), WHEN_LENGTH), at + WHEN_AT, "latin1");
  return true;
}

/** Calls `found` for each marked string in a frame, merged or not. */
export function eachMove(
  frame: Buffer,
  from: number,
  found: (number: number, sentAt: number) => void,
): void {
  let at = frame.indexOf(MARK, from);
  while (at !== -1 && at + VALUE_LENGTH <= frame.length) {
    const number = readDigits(frame, at + WHO_AT, WHO_LENGTH);
    found(number, readDigits(frame, at + WHEN_AT, WHEN_LENGTH) / 1000);
    at = frame.indexOf(MARK, at + VALUE_LENGTH);
  }
}

function digits(value: number, length: number): string {
  let written = "";
  for (let rest = value; written.length < length; rest = Math.floor(rest / 64)) {
    written = DIGITS.charAt(rest % 64) + written;
  }
  return written;
}

function readDigits(from: Buffer, offset: number, length: number): number {
  let value = 0;
  for (let at = offset; at < offset + length; at++)
    value = value * 64 + (VALUE_OF[from[at] ?? 0] ?? 0);
  return value;
}
