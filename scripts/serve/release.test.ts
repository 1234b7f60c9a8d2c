import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { hashSources } from "./release.ts";

describe("when to build again", () => {
  let project = "";
  beforeEach(() => {
    project = mkdtempSync(join(tmpdir(), "stoa-sources-"));
    mkdirSync(join(project, "client", "board"), { recursive: true });
    write("client/board/board.tsx", "one");
    write("wrangler.jsonc", "{}");
  });
  afterEach(() => rmSync(project, { recursive: true }));
  const write = (path: string, content: string): void =>
    writeFileSync(join(project, path), content);

  it.each([
    ["a source changes", () => write("client/board/board.tsx", "two")],
    ["a source is added", () => write("client/board/scene.ts", "")],
    ["a source goes", () => rmSync(join(project, "client/board/board.tsx"))],
    ["a setting changes", () => write("wrangler.jsonc", '{ "name": "stoa" }')],
  ])("builds when %s", (_, change) => {
    const before = hashSources(project);
    change();
    expect(hashSources(project)).not.toBe(before);
  });

  it("does not build when the project was moved, or was built elsewhere and copied here", () => {
    const before = hashSources(project);
    const elsewhere = `${project}-elsewhere`;
    renameSync(project, elsewhere);
    project = elsewhere;
    expect(hashSources(project)).toBe(before);
  });

  it.each([
    ["a file was only touched", () => utimesSync(join(project, "wrangler.jsonc"), 0, 0)],
    ["a test changes", () => write("client/board/board.test.ts", "it works")],
    ["the docs change", () => write("README.md", "# Stoa")],
  ])("does not build when %s", (_, change) => {
    const before = hashSources(project);
    change();
    expect(hashSources(project)).toBe(before);
  });
});
