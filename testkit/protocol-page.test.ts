/** Tests that docs/PROTOCOL.md names what the code stores. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { KINDS } from "../shared/board/kinds.ts";

test("each type of shape, and each field of a kind, stands in the table of the protocol's page", () => {
  const page = readFileSync(new URL("../docs/PROTOCOL.md", import.meta.url), "utf8");
  const rows = page.split("\n").filter((line) => line.startsWith("| `"));
  const types = rows.find((row) => row.startsWith("| `type` | all |"));
  for (const { type, keys } of KINDS) {
    expect(types).toContain(`\`${type}\``);
    const named = (key: string) => rows.some((row) => row.split("|")[1]?.includes(`\`${key}\``));
    expect(keys.filter((key) => !named(key))).toEqual([]);
  }
});
