/** Tests of the cost of large and hostile updates. */
import * as encoding from "lib0/encoding";
import { expect, onTestFinished, test, vi } from "vitest";
import { varUints } from "../../testkit/hostile-frames.ts";
import { classify } from "./classify.ts";
import { Coverage } from "./coverage.ts";
import { decodeUpdate } from "./decode.ts";
import { Content } from "./struct.ts";

/** Milliseconds, with slack for a busy machine: without the mending, the deletions take over 30 s. */
const BOUND_MS = 8_000;

/** How long something takes, in milliseconds. */
function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function concat(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** An update with one item at a root that holds this JSON. */
function embed(json: Uint8Array): Uint8Array {
  return concat(varUints(1, 1, 7, 0, Content.Embed, 1, 1, 97, json.byteLength), json, varUints(0));
}

test("R110: 15 MiB of JSON in one item are walked over, and nothing is built of them", () => {
  const json = new TextEncoder().encode(`[${"[],".repeat(5 * 1024 * 1024)}[]]`);
  const update = embed(json);
  const parse = vi.spyOn(JSON, "parse");
  onTestFinished(() => parse.mockRestore());
  let decoded: ReturnType<typeof decodeUpdate> = null;
  const took = timed(() => {
    decoded = decodeUpdate(update);
  });
  expect(decoded).not.toBeNull();
  expect(parse).not.toHaveBeenCalled();
  expect(took).toBeLessThan(BOUND_MS);
});

/** An update that deletes one clock at each of these. */
function deletes(client: number, clocks: readonly number[]): Uint8Array {
  const encoder = encoding.createEncoder();
  for (const number of [0, 1, client, clocks.length]) encoding.writeVarUint(encoder, number);
  for (const clock of clocks) {
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarUint(encoder, 1);
  }
  return encoding.toUint8Array(encoder);
}

test("R110: 20,000 deletions, each at the beginning of 300,000, are taken at once", () => {
  const decoded = (bytes: Uint8Array) => {
    const update = decodeUpdate(bytes);
    if (update === null) throw new Error("The update is malformed.");
    return update;
  };
  const coverage = Coverage.of(decoded(varUints(1, 1, 7, 0, Content.Collected, 1_000_000, 0)));
  const there = Array.from({ length: 300_000 }, (_, index) => 100_000 + 3 * index);
  coverage.add(decoded(deletes(7, there)));
  const took = timed(() => {
    // In many updates, each of which would move or sort all that is there.
    for (let first = 40_000; first > 0; first -= 80) {
      const clocks = Array.from({ length: 40 }, (_, index) => first - 2 * index);
      const update = decoded(deletes(7, clocks));
      expect(classify(coverage, update)).toBe("new");
      coverage.add(update);
    }
  });
  expect(took).toBeLessThan(BOUND_MS);
});
