import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { descriptorsOf, diskOf } from "./machine.ts";
import { assertDescriptors } from "./machine-watch.ts";
import { releaseReserve, takeReserve } from "./reserve.ts";

test("R133: a system that gives too few descriptors is named, with the number that is needed", () => {
  expect(() => assertDescriptors(255)).toThrow(/255 descriptors, and Stoa needs at least 256/);
  expect(() => assertDescriptors(256)).not.toThrow();
  expect(() => assertDescriptors(null)).not.toThrow();
});

test.runIf(existsSync("/proc/self/fd"))("R133: descriptors of a process are counted", () => {
  const found = descriptorsOf(process.pid);
  expect(found?.used).toBeGreaterThan(2);
  expect(found?.limit).toBeGreaterThanOrEqual(found?.used ?? 0);
  // No process has this number.
  expect(descriptorsOf(2 ** 22 + 1)).toBe(null);
});

test("R132: a disk has less free than it holds", () => {
  const { free, total } = diskOf(tmpdir());
  expect(free).toBeGreaterThan(0);
  expect(free).toBeLessThanOrEqual(total);
});

test("R132: the reserve is taken once and given back", () => {
  const folder = mkdtempSync(join(tmpdir(), "stoa-reserve-"));
  try {
    takeReserve(folder);
    takeReserve(folder);
    expect(statSync(join(folder, "reserve")).size).toBe(1024 * 1024);
    releaseReserve(folder);
    releaseReserve(folder);
    expect(existsSync(join(folder, "reserve"))).toBe(false);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
