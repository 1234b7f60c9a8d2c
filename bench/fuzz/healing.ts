/** One run of the differential fuzz over rooms of the version before: what they took is healed, and all readers agree. */
import { isDeepStrictEqual } from "node:util";
import { HonestClient } from "../../testkit/fuzz/honest.ts";
import { hostileUpdate } from "../../testkit/fuzz/hostile-update.ts";
import { Reader } from "../../testkit/fuzz/reader.ts";
import type { Script } from "../../testkit/fuzz/script.ts";
import { Coverage } from "../../worker/yjs/coverage.ts";
import { decodeUpdate } from "../../worker/yjs/decode.ts";
import { gcUpdates } from "../../worker/yjs/gc.ts";
import { healDocument } from "../../worker/yjs/heal.ts";
import { Structure } from "../../worker/yjs/structure.ts";
import { PureRoom } from "./room.ts";

/** The findings of a run, and how many items were dropped in it. */
export interface HealingFindings {
  readonly faults: readonly string[];
  readonly dropped: number;
}

/** Plays a script in a room without the rules, heals what it holds, and reads that. */
export function runHealing(script: Script): HealingFindings {
  const room = new PureRoom();
  const witness = new Reader("a reader of the version before");
  const clients = [1, 2, 3].map((id) => new HonestClient(id));
  for (const step of script) {
    if (step.does === "honest") {
      const client = clients[step.author];
      // Honest clients hear nothing here: documents of some kinds would break theirs.
      client?.edits(step);
      for (const update of client?.outbox.splice(0) ?? []) room.takeAsOld(update);
    } else if (step.does === "hostile") room.takeAsOld(hostileUpdate(witness.doc, step));
    else if (step.does !== "broadcast") room.compact(step.does);
    const heard = room.broadcasts.length;
    room.broadcast();
    for (const update of room.broadcasts.slice(heard)) witness.hears(update);
  }
  const faults: string[] = [];
  const { update, dropped } = healDocument(room.document());
  const decoded = decodeUpdate(update);
  if (decoded === null) return { faults: ["what is healed is refused when it is read"], dropped };
  const coverage = Coverage.of(decoded);
  const fault = new Structure((client, clock) => coverage.deletes(client, clock)).integrate(
    decoded,
  );
  if (fault !== null) faults.push(`what is healed is refused: ${fault}`);
  const first = readerOf("a reader of what is healed", update);
  const others = [
    readerOf("a reader of what is healed and collected", gcUpdates([update], "collect")),
    readerOf("a reader of what is encoded anew", first.encodes() ?? new Uint8Array([0, 0])),
  ];
  for (const each of others) {
    if (!isDeepStrictEqual(each.state(), first.state())) {
      faults.push(
        `${each.name} differs: ${JSON.stringify([each.state(), first.state()], undefined, 1)}`,
      );
    }
  }
  for (const reader of [first, ...others]) {
    reader.reads();
    reader.probe();
    reader.deletesAll();
    reader.encodes();
    faults.push(...reader.faults);
  }
  return { faults, dropped };
}

function readerOf(name: string, update: Uint8Array): Reader {
  const reader = new Reader(name);
  reader.hears(update);
  return reader;
}
