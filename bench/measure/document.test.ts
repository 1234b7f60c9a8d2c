import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { DOCUMENT_FILE, fill, keep, RESULTS_FILE } from "./document.ts";
import { type Line, type Row, readRuns } from "./lines.ts";

const folder = mkdtempSync(join(tmpdir(), "stoa-results-"));
const file = join(folder, "results.jsonl");
afterEach(() => rmSync(file, { force: true }));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the document of what was measured", () => {
  it("has exactly the tables that its results make", () => {
    const document = readFileSync(DOCUMENT_FILE, "utf8");
    expect(fill(document, readRuns(readFileSync(RESULTS_FILE, "utf8")))).toBe(document);
  });

  it("gets tables with command, date and load, and keeps what is written around them", () => {
    keep(
      run("fanout", [{ server: "Stoa", people: 100, "p95 ms": 31.2345, "load cores": 0.5 }]),
      file,
    );
    const text =
      "Before.\n\n<!-- measured fanout: server; people; p95 ms -->\nold\n<!-- /measured -->\n\nAfter.\n";
    const filled = fill(text, read());
    expect(filled).toBe(
      "Before.\n\n<!-- measured fanout: server; people; p95 ms -->\n\n" +
        "`npm run bench -- fanout`: 2026-11-21 03:00 UTC; load averages 0.1, 0.2, 0.3 before, 0.4, 0.5, 0.6 after.\n\n" +
        "| server | people | p95 ms |\n| --- | ---: | ---: |\n| Stoa | 100 | 31.2 |\n\n" +
        "<!-- /measured -->\n\nAfter.\n",
    );
    expect(fill(filled, read())).toBe(filled);
  });

  it("says which server could not be measured, and why", () => {
    const lines = run("fanout", [{ server: "Stoa" }]);
    lines.splice(2, 0, { kind: "failed", run: "fanout", server: "Other", why: "it did not start" });
    keep(lines, file);
    const filled = fill("<!-- measured fanout -->\n<!-- /measured -->", read());
    expect(filled).toContain("**Other was not measured**: it did not start");
  });

  it("lists what was measured, once each", () => {
    keep(run("fanout", []), file);
    keep(run("join", []), file);
    const filled = fill("<!-- measured servers -->\n<!-- /measured -->", read());
    expect(filled.match(/\| Stoa \| workerd 1 \| before \|/g)).toHaveLength(1);
    expect(filled).toContain("2 cores (EPYC), 24 GiB, Linux 6, Node 24.0.0");
  });

  it("keeps a table whose run is not among the results", () => {
    const text = "<!-- measured wake -->\nMeasured long ago.\n<!-- /measured -->";
    expect(fill(text, new Map())).toBe(text);
  });
});

describe("results", () => {
  it("keep the latest run of each name", () => {
    keep(run("fanout", [{ people: 1 }]), file);
    keep(run("join", [{ people: 2 }]), file);
    keep(run("fanout", [{ people: 3 }]), file);
    expect([...read()].map(([name, { rows }]) => [name, rows])).toEqual([
      ["join", [{ people: 2 }]],
      ["fanout", [{ people: 3 }]],
    ]);
  });

  it("do not count a run that was cut off", () => {
    keep(run("fanout", [{ people: 1 }]).slice(0, -1), file);
    expect(read().size).toBe(0);
  });
});

const read = () => readRuns(readFileSync(file, "utf8"));

function run(name: string, rows: readonly Row[]): Line[] {
  const machine = {
    date: "2026-11-21T03:00:59.000Z",
    processor: "EPYC",
    cores: 2,
    memoryGiB: 24,
    kernel: "6",
    node: "v24.0.0",
    loadAverages: "0.1, 0.2, 0.3",
  };
  return [
    { kind: "begin", run: name, command: `npm run bench -- ${name}`, machine },
    {
      kind: "server",
      run: name,
      server: { name: "Stoa", version: "workerd 1", durability: "before" },
    },
    ...rows.map((row): Line => ({ kind: "row", run: name, row })),
    { kind: "end", run: name, loadAverages: "0.4, 0.5, 0.6" },
  ];
}
