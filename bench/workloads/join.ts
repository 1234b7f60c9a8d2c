import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join as pathOf } from "node:path";
import * as Y from "yjs";
import { boardUpdate } from "../board/shapes.ts";
import { load } from "../load/generator.ts";
import { stoaStock } from "../servers/stoa.ts";
import { typeSynthetically } from "../trace/typist.ts";
import type { Workload } from "./options.ts";
import { eachServer, serving } from "./serving.ts";

const SHAPES = 10_000;
const CROWD = 20;

/** Opening a document: cold (the server has just been started), warm, and twenty at once. */
export const join: Workload = async ({ report, peers }) => {
  const folder = mkdtempSync(pathOf(tmpdir(), "stoa-bench-documents-"));
  try {
    for (const [name, update] of documents()) {
      const file = pathOf(folder, "document.yjs");
      writeFileSync(file, update);
      const stateVector = Buffer.from(Y.encodeStateVectorFromUpdate(update)).toString("hex");
      const kinds = [stoaStock, ...peers.filter(({ keeps }) => keeps)];
      await eachServer(report, kinds, async (kind) => {
        await serving(kind, async (started, restart, directory) => {
          let server = started;
          await load("seed", { wire: server.wire, room: "document", file }, server.pid);
          await kind.isTidy(directory);
          for (const [when, people] of [
            ["cold", 1],
            ["warm", 1],
            ["20 at once, cold", CROWD],
            ["20 at once, warm", CROWD],
          ] as const) {
            const isCold = when.endsWith("cold");
            if (isCold) server = await restart();
            const plan = {
              wire: server.wire,
              room: "document",
              people,
              bytes: update.byteLength,
              stateVector,
            };
            const { result, serverCpuMs, after } = await load("join", plan, server.pid);
            report.add({
              server: kind.name,
              document: name,
              join: when,
              "first ms": result.firstMs,
              "last ms": result.lastMs,
              "server CPU ms": serverCpuMs,
              "kB received": result.bytes / 1000,
              frames: result.frames,
              "resident MiB": after.residentMiB,
              "peak MiB": after.peakMiB,
            });
          }
        });
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

function* documents(): Generator<readonly [string, Uint8Array]> {
  const trace = typeSynthetically();
  const doc = new Y.Doc();
  const text = doc.getText("text");
  for (const patches of trace.transactions) {
    doc.transact(() => {
      for (const [position, deleted, inserted] of patches) {
        if (deleted > 0) text.delete(position, deleted);
        if (inserted !== "") text.insert(position, inserted);
      }
    });
  }
  yield ["typed text", Y.encodeStateAsUpdate(doc)];
  yield ["10,000 shapes", boardUpdate(SHAPES)];
}
