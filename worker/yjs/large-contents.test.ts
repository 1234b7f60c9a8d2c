/** Tests of the turns in which large contents are read. */
import * as encoding from "lib0/encoding";
import { expect, test } from "vitest";
import { decodeUpdate, decodingUpdate } from "./decode.ts";
import type { DecodedUpdate } from "./decoded-update.ts";
import { gcUpdates } from "./gc.ts";
import { LARGE_CONTENT, largeContentsOf } from "./large-contents.ts";
import { Content } from "./struct.ts";
import { Structure } from "./structure.ts";

/** Bytes of each content in these tests. */
const SIZE = 8 * LARGE_CONTENT;

/** An update with one item at a root, and a letter after it. */
function updateOf(content: number, length: number, write: (to: encoding.Encoder) => void) {
  const encoder = encoding.createEncoder();
  for (const number of [1, 2, 7, 0, content, 1, 1, 97]) encoding.writeVarUint(encoder, number);
  write(encoder);
  encoding.writeUint8(encoder, 0x80 | Content.Text);
  for (const number of [7, length - 1, 1, 98, 0]) encoding.writeVarUint(encoder, number);
  return encoding.toUint8Array(encoder);
}

/** A text that takes two bytes for each character. */
const umlauts = "ä".repeat(SIZE / 2);
const json = `[${"[],".repeat(SIZE / 3)}"${"é".repeat(SIZE / 2)}"]`;

const CONTENTS: readonly [string, Uint8Array][] = [
  ["a text", updateOf(Content.Text, SIZE / 2, (to) => encoding.writeVarString(to, umlauts))],
  ["a value of JSON", updateOf(Content.Embed, 1, (to) => encoding.writeVarString(to, json))],
  [
    "a format of JSON",
    updateOf(Content.Format, 1, (to) => {
      encoding.writeVarString(to, "bold");
      encoding.writeVarString(to, json);
    }),
  ],
  [
    "many small values of JSON",
    updateOf(Content.Json, SIZE / 4, (to) => {
      encoding.writeVarUint(to, SIZE / 4);
      for (let left = SIZE / 4; left > 0; left--) encoding.writeVarString(to, "123");
    }),
  ],
  [
    "some large values of JSON",
    updateOf(Content.Json, 4, (to) => {
      encoding.writeVarUint(to, 4);
      for (let left = 4; left > 0; left--)
        encoding.writeVarString(to, json.slice(0, -1).concat("]"));
    }),
  ],
  [
    "many values",
    updateOf(Content.Any, SIZE, (to) => {
      encoding.writeVarUint(to, SIZE);
      for (let left = SIZE; left > 0; left--) encoding.writeUint8(to, 126);
    }),
  ],
  [
    "one value with many in it",
    updateOf(Content.Any, 1, (to) => {
      encoding.writeVarUint(to, 1);
      encoding.writeAny(
        to,
        Array.from({ length: SIZE / 8 }, (_, at) => ({ at, of: [null] })),
      );
    }),
  ],
];

/** Does a work, and counts its steps. */
function stepsOf(update: Uint8Array): { steps: number; decoded: DecodedUpdate | null } {
  const work = decodingUpdate(update);
  for (let steps = 0; ; steps++) {
    const { done, value } = work.next();
    if (done === true) return { steps, decoded: value };
  }
}

test.each(CONTENTS)("R118: the room reads %s of some megabytes in turns", (_, update) => {
  const whole = decodeUpdate(update);
  expect(whole).not.toBeNull();
  const { steps, decoded } = stepsOf(update.slice());
  expect(steps).toBeGreaterThanOrEqual(update.byteLength / LARGE_CONTENT / 2);
  expect(decoded?.bytes).toHaveLength(update.byteLength);
  expect({ ...decoded, bytes: null }).toEqual({ ...whole, bytes: null });
});

test.each(CONTENTS)("R118: the room ignores %s that it has read once", (_, update) => {
  const { decoded } = stepsOf(update);
  if (decoded === null) throw new Error("The update is malformed.");
  const structure = new Structure(() => false);
  expect(structure.integrate(decoded)).toBeNull();
  const other = update.slice();
  expect(largeContentsOf(update)?.size).toBe(1);
  expect(largeContentsOf(other)).toBeUndefined();
  const [known, read] = [update, other].map((each) => gcUpdates([each], "collect"));
  // Compared as bytes: `toEqual` takes seconds for some megabytes.
  expect(Buffer.compare(known ?? update, read ?? new Uint8Array())).toBe(0);
});

test("R118: the room refuses a large content that is malformed at its end", () => {
  const broken: readonly Uint8Array[] = [
    updateOf(Content.Embed, 1, (to) => encoding.writeVarString(to, `${json}]`)),
    updateOf(Content.Embed, 1, (to) =>
      encoding.writeVarString(to, json.replace(/\d?"\]$/, "1e999]")),
    ),
    updateOf(Content.Text, SIZE, (to) => {
      encoding.writeVarUint(to, SIZE);
      encoding.writeUint8Array(to, new Uint8Array(SIZE - 1).fill(97));
      encoding.writeUint8(to, 0xff);
    }),
    updateOf(Content.Any, 2, (to) => {
      encoding.writeVarUint(to, 2);
      encoding.writeAny(
        to,
        Array.from({ length: SIZE }, () => null),
      );
      encoding.writeUint8(to, 0);
    }),
  ];
  for (const update of broken) {
    expect(decodeUpdate(update)).toBeNull();
    expect(stepsOf(update.slice()).decoded).toBeNull();
  }
});
