/** One run of the differential fuzz: plays a script in a room, and holds all its readers against each other. */
import { isDeepStrictEqual } from "node:util";
import { HonestClient } from "../../testkit/fuzz/honest.ts";
import { hostileUpdate } from "../../testkit/fuzz/hostile-update.ts";
import { Reader, stateOf, stateThroughV2 } from "../../testkit/fuzz/reader.ts";
import type { Script } from "../../testkit/fuzz/script.ts";
import { isPlainXml, isText } from "../../testkit/fuzz/view.ts";
import { decodeStored } from "../../worker/yjs/decode.ts";
import { gcUpdates } from "../../worker/yjs/gc.ts";
import { mergeUpdates } from "../../worker/yjs/merge.ts";
import { cpuMs, MOST_MS } from "./apply-time.ts";
import { type Outcome, PureRoom } from "./room.ts";
import { NO_END, plain, viewLikeYrs, type YrsReaders } from "./yrs.ts";

/** The findings of a run, and how much it tried. */
export interface Findings {
  /** A sentence each; none when all readers agree. */
  readonly faults: readonly string[];
  readonly hostile: Readonly<Record<Outcome, number>>;
  /** How many documents were compared with what yrs reads, and how many yrs did not read. */
  readonly yrs: { readonly compared: number; readonly failed: number };
}

/** In so many rounds what readers' Yjs does by itself has come to everybody. */
const ROUNDS = 12;

/** The name of a reader who has to wait for most of what it hears. */
const NEWEST_FIRST = "a joiner who hears the newest first";

class Trial {
  readonly room = new PureRoom();
  readonly clients = [1, 2, 3].map((id) => new HonestClient(id));
  readonly live = [
    new Reader("a live reader"),
    new Reader("a live reader that keeps what is deleted", { gc: false }),
  ];
  readonly faults: string[] = [];
  readonly hostile: Record<Outcome, number> = {
    taken: 0,
    duplicate: 0,
    "missing-dependencies": 0,
    refused: 0,
  };
  readonly yrs = { compared: 0, failed: 0 };
  /** Are odd values left out, which yrs does not read? */
  readonly isPlain: boolean;
  #sent = 0;

  constructor(isPlain: boolean) {
    this.isPlain = isPlain;
  }

  play(script: Script): void {
    for (const [index, step] of script.entries()) {
      switch (step.does) {
        case "honest":
          this.#edits(step);
          break;
        case "hostile":
          this.hostile[this.room.take(hostileUpdate(this.#witness.doc, step, this.isPlain))] += 1;
          break;
        case "broadcast":
          this.broadcast();
          break;
        default:
          this.broadcast();
          this.room.compact(step.does);
          if (this.live.length < 4) this.#joins(`who joined at step ${index}`);
      }
      // Windows are of one update, or of several.
      if (index % 3 !== 0) this.broadcast();
    }
  }

  get #witness(): Reader {
    const [witness] = this.live;
    if (witness === undefined) throw new Error("There is no reader.");
    return witness;
  }

  #edits(step: Extract<Script[number], { does: "honest" }>): void {
    const client = this.clients[step.author];
    if (client === undefined) return;
    if (step.hears) {
      this.broadcast();
      client.hears(this.room.broadcasts);
    }
    client.edits(step);
    this.sends(client.outbox.splice(0));
  }

  /** An honest client's updates must be taken. */
  sends(updates: readonly Uint8Array[]): void {
    for (const update of updates) {
      const outcome = this.room.take(update);
      if (outcome === "taken" || outcome === "duplicate") continue;
      this.faults.push(`an honest client's update is ${outcome}: ${hex(update)}`);
    }
  }

  broadcast(): void {
    this.room.broadcast();
    for (const update of this.room.broadcasts.slice(this.#sent)) {
      for (const reader of this.live) {
        const ms = cpuMs(() => reader.hears(update));
        if (ms > MOST_MS) this.faults.push(`${reader.name} takes ${ms.toFixed(0)} ms`);
      }
    }
    this.#sent = this.room.broadcasts.length;
  }

  #joins(name: string): void {
    const reader = new Reader(name);
    for (const update of this.room.document()) reader.hears(update);
    this.live.push(reader);
  }

  /** Everybody hears everything, and what their Yjs tidies by itself goes to all. */
  settles(): void {
    for (let round = 0; round < ROUNDS; round++) {
      this.broadcast();
      for (const client of this.clients) {
        client.hears(this.room.broadcasts);
        this.sends(client.outbox.splice(0));
      }
      for (const reader of this.live) this.sends(reader.tidied.splice(0));
      const sent = this.#sent;
      this.broadcast();
      if (sent === this.#sent) return;
    }
    this.faults.push("formats are tidied without end");
  }

  /** Readers who come now, by each way in which the room may hold the document. */
  newcomers(): void {
    const whole = this.room.broadcasts;
    if (whole.length === 0) return;
    const ways: Readonly<Record<string, readonly Uint8Array[]>> = {
      "a joiner": this.room.document(),
      // The updates that are broadcast while somebody joins come before the answer that they wait
      // for.
      [NEWEST_FIRST]: [...whole.toReversed(), ...this.room.document()],
      "a reader of the merged snapshot": [mergeUpdates(whole.map(decodeStored))],
      "a reader of the collected snapshot": [gcUpdates(whole, "collect")],
      "a reader of what is collected again": [gcUpdates(this.room.document(), "collect")],
    };
    for (const [name, updates] of Object.entries(ways)) {
      const reader = new Reader(name);
      for (const update of updates) reader.hears(update);
      this.live.push(reader);
    }
  }

  /** Does everybody see the same? */
  compares(what: string): void {
    for (const reader of this.live) reader.reads();
    const expected = this.#witness.state();
    const others = new Map<string, unknown>();
    for (const reader of this.live.slice(1)) others.set(reader.name, reader.state());
    for (const { doc } of this.clients) others.set("an honest client", stateOf(doc));
    for (const [name, state] of others) {
      if (name === NEWEST_FIRST || isDeepStrictEqual(state, expected)) continue;
      this.faults.push(differs(what, name, state, expected));
    }
    const [waited] = this.live.filter(({ name }) => name === NEWEST_FIRST);
    if (waited === undefined) return;
    const [state, same] = [waited, this.#witness].map(({ doc }) => stateThroughV2(doc));
    if (!isDeepStrictEqual(state, same)) this.faults.push(differs(what, waited.name, state, same));
  }

  /** The documents that the readers encode anew are what they have. */
  encodesAnew(): void {
    for (const reader of this.live) {
      const update = reader.encodes();
      if (update === null) continue;
      const copy = new Reader(`a copy of ${reader.name}`);
      copy.hears(update);
      copy.reads();
      const [state, expected] = [copy.state(), reader.state()];
      if (!isDeepStrictEqual(state, expected)) {
        this.faults.push(differs("encoded anew", copy.name, state, expected));
      }
      this.faults.push(...copy.faults);
    }
  }

  /** Does yrs see what Yjs sees, as far as both read it alike? */
  async comparesYrs(yrs: YrsReaders): Promise<void> {
    const ways: Readonly<Record<string, readonly Uint8Array[]>> = {
      "yrs, live": this.room.broadcasts,
      "yrs, joining": this.room.document(),
    };
    for (const [name, updates] of Object.entries(ways)) {
      let answer = await yrs.read(updates);
      // Once may be a busy machine.
      if ("fault" in answer && answer.fault === NO_END) answer = await yrs.read(updates);
      if ("fault" in answer && answer.fault === NO_END) this.faults.push(`${name} does not end`);
      if ("fault" in answer) {
        // yrs 0.18 panics at what Yjs takes, honest documents among it; then there is nothing to compare.
        this.yrs.failed += 1;
        continue;
      }
      if (!(isText(this.#witness.doc) && isPlainXml(this.#witness.doc))) continue;
      this.yrs.compared += 1;
      const [view, expected] = [plain(answer.view), plain(viewLikeYrs(this.#witness.doc))];
      if (!isDeepStrictEqual(view, expected)) {
        this.faults.push(differs("by yrs", name, view, expected));
      }
    }
  }

  /** Nobody is deaf, everything can be deleted, and the room takes that. */
  ends(): void {
    for (const reader of this.live) reader.tidied.length = 0;
    const [last] = this.live.slice(-1);
    for (const reader of this.live) {
      const update = reader.probe();
      if (reader === last && update !== null) this.sends([update]);
      reader.deletesAll();
      reader.reads();
      reader.encodes();
    }
  }
}

/** Plays a script; with `yrs`, the outcome is held against yrs, too. */
export async function runTrial(script: Script, yrs: YrsReaders | null): Promise<Findings> {
  const trial = new Trial(yrs !== null);
  trial.play(script);
  trial.settles();
  trial.newcomers();
  trial.settles();
  trial.compares("at the end");
  trial.encodesAnew();
  if (yrs !== null) await trial.comparesYrs(yrs);
  trial.ends();
  const faults = [...trial.faults, ...trial.live.flatMap((reader) => reader.faults)];
  return { faults, hostile: trial.hostile, yrs: trial.yrs };
}

function differs(what: string, name: string, state: unknown, expected: unknown): string {
  return `${what}, ${name} differs:\n    ${show(state)}\n  from\n    ${show(expected)}`;
}

function show(state: unknown): string {
  return JSON.stringify(state, (_, value) => (typeof value === "bigint" ? `${value}n` : value));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
