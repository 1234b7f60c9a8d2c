import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as decoding from "lib0/decoding";
import * as Y from "yjs";
import { boardUpdate } from "../board/shapes.ts";
import { LoadClient } from "../load/client.ts";
import { load, runJob } from "../load/generator.ts";
import type { Promised } from "../load/jobs/kill.ts";
import { settled } from "../load/pace.ts";
import type { Wire } from "../load/wire.ts";
import { stoaOwn, stoaStock } from "../servers/stoa.ts";
import type { Workload } from "./options.ts";
import { eachServer, serving } from "./serving.ts";

const SHAPES = 10_000;
const PEOPLE = 10;
const PER_SECOND = 20;
const LIMIT_MS = 60_000;

/** Ten people on a board of 10,000 shapes; `kill -9`; the server is started again and somebody comes back. */
export const kill: Workload = async ({ report, peers, seconds }) => {
  const folder = mkdtempSync(join(tmpdir(), "stoa-bench-board-"));
  const file = join(folder, "board.yjs");
  writeFileSync(file, boardUpdate(SHAPES));
  try {
    const kinds = [stoaStock, stoaOwn, ...peers.filter(({ keeps }) => keeps)];
    await eachServer(report, kinds, (kind) =>
      serving(kind, async ({ wire, pid }, restart) => {
        await load("seed", { wire, room: "kill", file }, pid);
        const plan = { wire, room: "kill", people: PEOPLE, perSecond: PER_SECOND, seconds, pid };
        const { result } = await runJob("kill", plan, LIMIT_MS);
        const start = performance.now();
        const restarted = await restart();
        const listensAt = performance.now();
        const { answeredAt, states } = await comeBack(restarted.wire, result);
        const total = (count: (one: Promised) => number): number =>
          result.reduce((sum, one) => sum + count(one), 0);
        const lost = (promised: (one: Promised) => number): number =>
          total((one) => Math.max(0, promised(one) - (states.get(one.clientId) ?? 0)));
        report.add({
          server: kind.name,
          "updates sent": total(({ sent }) => sent),
          "others had seen": total(({ seen }) => seen),
          "of these lost": lost(({ seen }) => seen),
          ...(kind === stoaOwn && {
            acknowledged: total(({ acknowledged }) => acknowledged),
            "of those lost": lost(({ acknowledged }) => acknowledged),
          }),
          "ms from start to listening": listensAt - start,
          "ms from start to the whole board": answeredAt - start,
        });
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** Somebody new opens the room. Some servers answer before they have loaded, so what comes later counts, too. */
async function comeBack(
  wire: Wire,
  promised: readonly Promised[],
): Promise<{ answeredAt: number; states: ReadonlyMap<number, number> }> {
  const doc = new Y.Doc();
  const waiting: Uint8Array[] = [];
  let answeredAt = 0;
  const client = await LoadClient.join(wire, "kill", PEOPLE, (frame, from) => {
    answeredAt = performance.now();
    waiting.push(decoding.readVarUint8Array(decoding.createDecoder(frame.subarray(from + 2))));
  });
  const isWhole = (): boolean => {
    for (const update of waiting.splice(0)) Y.applyUpdate(doc, update);
    return promised.every(({ clientId, seen }) => Y.getState(doc.store, clientId) >= seen);
  };
  await settled(isWhole, () => answeredAt);
  client.leave();
  return { answeredAt, states: Y.decodeStateVector(Y.encodeStateVector(doc)) };
}
