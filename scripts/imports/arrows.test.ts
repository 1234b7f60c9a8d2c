import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { forbiddenImports, importCycles } from "./arrows.ts";
import { readImports } from "./graph.ts";

describe("the direction of imports", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "stoa-imports-"));
    plant("shared/limits.ts", "export const LIMIT = 1;");
    plant("client/sync/channel.ts", "export interface Channel {}");
    plant("client/sync/connection.ts", "export const connection = 1;");
    plant("client/chat/log.ts", 'import { LIMIT } from "../../shared/limits.ts";');
    plant("worker/room/room.ts", "export class Room {}");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function plant(path: string, code: string): void {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), code);
  }
  const read = () => readImports(root, ["worker", "client", "shared", "e2e"]);
  const complaints = (): string[] => forbiddenImports(read());

  it("lets everybody import what is shared, and the parts of the page a channel's types", () => {
    plant("client/board/gestures.ts", 'import type { Channel } from "../sync/channel.ts";');
    expect(read()).toHaveLength(2);
    expect(complaints()).toEqual([]);
  });

  it.each([
    ["worker/app.ts", "../client/chat/log.ts"],
    ["client/app/room.tsx", "../../worker/room/room.ts"],
    ["shared/ids.ts", "../client/chat/log.ts"],
    ["client/board/board.tsx", "../chat/log.ts"],
    ["client/board/board.tsx", "../sync/connection.ts"],
    ["client/board/board.tsx", "../sync/channel.ts"],
    ["client/people/people.tsx", "../chat/log.ts"],
    ["worker/storage/document-store.ts", "../app.ts"],
    ["e2e/room.spec.ts", "../shared/limits.ts"],
    ["client/new-part/file.ts", "../../shared/limits.ts"],
  ])("finds %s importing %s", (from, specifier) => {
    plant("worker/app.ts", "");
    plant(from, `import "${specifier}";`);
    expect(complaints()).toHaveLength(1);
  });

  it.each([
    'import { connection } from "../sync/connection.ts";',
    'import type { Connection } from "../sync/connection.ts";',
    'export { connection } from "../sync/connection.ts";',
    'export * from "../sync/connection.ts";',
    'const later = import("../sync/connection.ts");',
    'type Later = import("../sync/connection.ts").Connection;',
  ])("finds an import written as %s", (code) => {
    plant("client/board/board.tsx", code);
    expect(complaints()).toHaveLength(1);
  });

  it("finds a cycle, but not one of types", () => {
    plant("worker/yjs/a.ts", 'import "./b.ts";');
    plant("worker/yjs/b.ts", 'import "./c.ts";');
    plant("worker/yjs/c.ts", 'import type { A } from "./a.ts";');
    expect(importCycles(read())).toEqual([]);
    plant("worker/yjs/c.ts", 'import { type A, a } from "./a.ts";');
    expect(importCycles(read())).toHaveLength(1);
  });
});
