import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { countEdits, readTrace, type Trace } from "./trace.ts";
import { REAL_EDITS, typeSynthetically } from "./typist.ts";

/** The text after every edit, in the slow and obvious way. */
function replay(trace: Trace): string {
  let text = trace.startContent;
  for (const [position, deleted, inserted] of trace.transactions.flat()) {
    expect(position + deleted).toBeLessThanOrEqual(text.length);
    text = text.slice(0, position) + inserted + text.slice(position + deleted);
  }
  return text;
}

describe("the synthetic typist", () => {
  it("says truly what its edits lead to", () => {
    for (const seed of [1, 2, 3]) {
      const trace = typeSynthetically(5_000, seed);
      expect(replay(trace)).toBe(trace.endContent);
    }
  });

  it("types the same for the same seed, and something else for another", () => {
    expect(typeSynthetically(2_000, 7)).toEqual(typeSynthetically(2_000, 7));
    expect(typeSynthetically(2_000, 7)).not.toEqual(typeSynthetically(2_000, 8));
  });

  it("is as large as the real one: edits, deletions, cursor jumps, and what is left", () => {
    const trace = typeSynthetically();
    const patches = trace.transactions.flat();
    expect(countEdits(trace)).toBe(REAL_EDITS);
    const deletions = patches.filter(([, deleted]) => deleted > 0).length / REAL_EDITS;
    expect(deletions).toBeGreaterThan(0.25);
    expect(deletions).toBeLessThan(0.35);
    expect(trace.endContent.length).toBeGreaterThan(90_000);
    expect(trace.endContent.length).toBeLessThan(115_000);
    const jumps = patches.filter(([position], index) => {
      const last = patches[index - 1];
      return last !== undefined && Math.abs(position - last[0]) > 2;
    });
    expect(jumps.length).toBeGreaterThan(2_500);
  });
});

describe("reading a trace", () => {
  const folder = mkdtempSync(join(tmpdir(), "stoa-trace-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const write = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const txns = [
    { time: "2021-04-19T06:06:58.219Z", patches: [[0, 0, "ab"]] },
    { patches: [[1, 1, ""]] },
  ];
  const text = JSON.stringify({ startContent: "", endContent: "a", txns });

  it("takes it gzipped or plain", () => {
    const expected = {
      startContent: "",
      endContent: "a",
      transactions: [[[0, 0, "ab"]], [[1, 1, ""]]],
    };
    expect(readTrace(write("plain.json", text))).toEqual(expected);
    expect(readTrace(write("packed.json.gz", gzipSync(text)))).toEqual(expected);
  });

  it("refuses a file of another shape", () => {
    const bad = JSON.stringify({
      startContent: "",
      endContent: "",
      txns: [{ patches: [[-1, 0, "a"]] }],
    });
    expect(() => readTrace(write("bad.json", bad))).toThrow();
    expect(() => readTrace(write("empty.json", "{}"))).toThrow();
  });
});
