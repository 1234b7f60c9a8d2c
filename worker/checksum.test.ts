/** Tests of the checksums of bytes. */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { Random } from "../testkit/random.ts";
import { checksum, sampleSum } from "./checksum.ts";

/** Bytes as a snapshot has them: no two sectors alike. */
function bytesOf(length: number): Uint8Array {
  const random = new Random(7);
  return Uint8Array.from({ length }, () => random.whole(0, 255));
}

const SECTOR = 512;

test("R50: the sample of a snapshot shows each sector that is lost, and each two that are swapped", () => {
  const bytes = bytesOf(64 * SECTOR + 3);
  const sound = sampleSum(bytes);
  expect(sampleSum(bytes.slice())).toBe(sound);
  const sector = fc.nat(63).map((number) => number * SECTOR);
  fc.assert(
    fc.property(sector, (at) => {
      const damaged = bytes.slice().fill(0, at, at + SECTOR);
      expect(sampleSum(damaged)).not.toBe(sound);
    }),
  );
  fc.assert(
    fc.property(sector, sector, (one, other) => {
      fc.pre(one !== other);
      const damaged = bytes.slice();
      damaged.set(bytes.subarray(one, one + SECTOR), other);
      damaged.set(bytes.subarray(other, other + SECTOR), one);
      expect(sampleSum(damaged)).not.toBe(sound);
    }),
  );
});

test("R50: the checksum of a snapshot shows each bit that has flipped, wherever the bytes lie in memory", () => {
  const bytes = bytesOf(2 * SECTOR + 1);
  const sound = checksum(bytes);
  const moved = new Uint8Array(bytes.byteLength + 3).subarray(3);
  moved.set(bytes);
  expect(checksum(moved)).toBe(sound);
  expect(sampleSum(moved)).toBe(sampleSum(bytes));
  fc.assert(
    fc.property(fc.nat(bytes.byteLength - 1), fc.nat(7), (at, bit) => {
      const damaged = bytes.slice();
      damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
      expect(checksum(damaged)).not.toBe(sound);
    }),
  );
});
