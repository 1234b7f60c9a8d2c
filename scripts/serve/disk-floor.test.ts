import { expect, test } from "vitest";
import { DiskFloor, diskFloor } from "./disk-floor.ts";

const MiB = 1024 * 1024;

test("R132: the floor is the operator's word, else 256 MiB, and less on a small disk", () => {
  expect(diskFloor(5, 1000 * MiB)).toBe(5);
  expect(diskFloor(0, 1000 * MiB)).toBe(0);
  expect(diskFloor(null, 1024 * 1024 * MiB)).toBe(256 * MiB);
  expect(diskFloor(null, 100 * MiB)).toBe(5 * MiB);
});

test("R132: the disk is low below the floor, and no longer when a little more than the floor is free", () => {
  const floor = new DiskFloor("/data/rooms");
  const looks = [100, 101, 99, 90, 104, 105, 106].map((free) => [
    floor.look(free * MiB, 100 * MiB),
    floor.isLow,
  ]);
  expect(looks).toEqual([
    [null, false],
    [null, false],
    [
      expect.stringMatching(/^the disk of \/data\/rooms has 99 MiB left, less than the 100 MiB/),
      true,
    ],
    [null, true],
    [null, true],
    [expect.stringMatching(/has 105 MiB left again/), false],
    [null, false],
  ]);
});

test("R132: a floor of nothing is never met", () => {
  const floor = new DiskFloor("/data/rooms");
  expect(floor.look(0, 0)).toBe(null);
  expect(floor.isLow).toBe(false);
});
