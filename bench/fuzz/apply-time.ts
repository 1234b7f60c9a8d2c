/** How long readers take for what the room takes, held against honest updates of the same size. */
import * as Y from "yjs";
import { Coverage } from "../../worker/yjs/coverage.ts";
import { decodeStored } from "../../worker/yjs/decode.ts";
import { type LongScript, longUpdate } from "./long-update.ts";
import { PureRoom } from "./room.ts";
import type { YrsReaders } from "./yrs.ts";

/** Milliseconds that no update may take, whatever its size. */
export const MOST_MS = 1_000;

/** How many times as long as an honest update of its size an update may take, besides what is granted. */
const MOST_TIMES = 50;

/** The further cost of a document is granted once; so much more says that it is not that. */
const GRANTED_TIMES = 2;

/** Milliseconds below which nothing is timed again: no hostile update of any size takes less than this is a find. */
const LEAST_MS = 20;

/** How often something slow is timed again. The best counts, because other programs take time, too. */
const AGAIN = 5;

/** Milliseconds of CPU that this thread takes for some work: other programs do not count, and a few milliseconds are not told. */
export function cpuMs(work: () => void): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

/** Times of updates that an honest client writes, each measured when it is first asked for. */
export class HonestTimes {
  readonly #times = new Map<number, number>();
  #granted: number | null = null;

  /** Milliseconds that Yjs takes for an honest update of so many bytes: the median of letters, values and keys. */
  of(bytes: number): number {
    const size = 2 ** Math.max(8, Math.ceil(Math.log2(bytes)));
    let time = this.#times.get(size);
    if (time === undefined) {
      const times = [letters, values, keys].map((writes) => mean(honestUpdate(size, writes)));
      time = times.sort((a, b) => a - b)[1] ?? 0;
      this.#times.set(size, time);
    }
    return time;
  }

  /**
   * Milliseconds that Yjs takes for what a document may cost once (`MAX_STEPS`):
   * two put 1,400 items each before one spot. In one order they are compared, in the other not.
   */
  get granted(): number {
    this.#granted ??= Math.max(applied(inFront([5, 9])), applied(inFront([9, 5])));
    return this.#granted;
  }

  /** Milliseconds from which on an update of so many bytes is a find. */
  bound(bytes: number): number {
    return Math.min(MOST_MS, MOST_TIMES * this.of(bytes) + GRANTED_TIMES * this.granted);
  }
}

/** Milliseconds that a new reader takes for an update, also when they are few: as many readers as take some time together. */
function mean(update: Uint8Array): number {
  let readers = 0;
  let ms = 0;
  while (ms < LEAST_MS) {
    ms += cpuMs(() => {
      for (let more = 0; more < 10; more++) Y.applyUpdate(new Y.Doc(), update);
    });
    readers += 10;
  }
  return ms / readers;
}

/** Updates of these clients, each with 1,400 items before one spot. */
function inFront(clients: readonly number[]): Uint8Array[] {
  return clients.map((clientID) => {
    const doc = Object.assign(new Y.Doc(), { clientID });
    for (let index = 0; index < 1_400; index++) doc.getArray("array").unshift([index]);
    return Y.encodeStateAsUpdate(doc);
  });
}

type Writes = (doc: Y.Doc, index: number) => void;

const letters: Writes = (doc, index) => {
  const text = doc.getText("text");
  text.insert((index * 7_919) % (text.length + 1), "a");
};
const values: Writes = (doc, index) => {
  const list = doc.getArray("array");
  list.insert((index * 7_919) % (list.length + 1), [{ at: index }]);
};
const keys: Writes = (doc, index) => {
  doc.getMap("map").set(`${index % 100}`, new Y.Map([["x", index]]));
};

/** An update of about so many bytes, as a client writes it that was offline. */
function honestUpdate(bytes: number, writes: Writes): Uint8Array {
  const doc = new Y.Doc();
  for (let index = 0; ; index++) {
    if (index % 16 === 0) {
      const update = Y.encodeStateAsUpdate(doc);
      if (update.byteLength >= bytes) return update;
      // So that making a long one does not encode it hundreds of times.
      const most = Math.floor((bytes - update.byteLength) / 16);
      for (let left = most; left > 0; left--) writes(doc, ++index);
    }
    writes(doc, index);
  }
}

/** Milliseconds that a new reader takes for the last of these updates. */
function applied(updates: readonly Uint8Array[]): number {
  const doc = new Y.Doc();
  for (const update of updates.slice(0, -1)) Y.applyUpdate(doc, update);
  const last = updates.at(-1);
  return last === undefined ? 0 : cpuMs(() => Y.applyUpdate(doc, last));
}

/** The outcome of long updates, and the one that came nearest to being a find. */
export interface Times {
  taken: number;
  refused: number;
  worst: { readonly ms: number; readonly bytes: number; readonly bound: number };
}

/** No times yet. */
export function noTimes(): Times {
  return { taken: 0, refused: 0, worst: { ms: 0, bytes: 0, bound: MOST_MS } };
}

/** The clock with which one script of long updates is played. */
export interface Clock {
  readonly honest: HonestTimes;
  readonly yrs: YrsReaders | null;
  readonly times: Times;
}

/** Brings long updates to a room, and times its readers. @returns a sentence for each that takes too long. */
export async function findSlow(script: LongScript, clock: Clock): Promise<string[]> {
  const trial = new TimeTrial(clock);
  trial.plays(script);
  await trial.joins();
  return trial.faults;
}

class TimeTrial {
  readonly faults: string[] = [];
  readonly #clock: Clock;
  readonly #room = new PureRoom();
  readonly #reader = new Y.Doc();
  readonly #coverage = new Coverage();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  plays({ typed, updates }: LongScript): void {
    if (typed > 0) this.#brings(typing(typed));
    for (const each of updates) {
      const clocks = Y.decodeStateVector(this.#coverage.stateVector());
      const isTaken = this.#brings(longUpdate(each, clocks));
      this.#clock.times[isTaken ? "taken" : "refused"] += 1;
    }
  }

  /** Readers who join, and yrs. */
  async joins(): Promise<void> {
    for (const depth of ["merge", "collect"] as const) {
      this.#room.compact(depth);
      const [head] = this.#room.document();
      if (head === undefined) return;
      this.#judges(`a joiner (${depth})`, head, applied([head]), () => applied([head]));
      const { yrs } = this.#clock;
      if (yrs === null) continue;
      const reads = async (): Promise<number> => {
        const answer = await yrs.read([head]);
        return "fault" in answer ? 0 : answer.ms;
      };
      const times = [await reads()];
      if ((times[0] ?? 0) > MOST_MS) times.push(await reads(), await reads());
      const ms = Math.min(...times);
      if (ms > MOST_MS) this.faults.push(sentence("yrs", head, ms, MOST_MS));
    }
  }

  #brings(update: Uint8Array): boolean {
    let isTaken = false;
    const ms = cpuMs(() => {
      isTaken = this.#room.take(update) === "taken";
    });
    // A room cannot be asked again.
    if (ms > GRANTED_TIMES * MOST_MS) this.faults.push(sentence("the room", update, ms, MOST_MS));
    if (!isTaken) return false;
    this.#room.broadcast();
    const { broadcasts } = this.#room;
    const heard = broadcasts.at(-1) ?? update;
    this.#coverage.add(decodeStored(heard));
    const first = cpuMs(() => Y.applyUpdate(this.#reader, heard));
    this.#judges("a live reader", heard, first, () => applied(broadcasts));
    return true;
  }

  #judges(who: string, { byteLength }: Uint8Array, first: number, again: () => number): void {
    if (first < LEAST_MS) return;
    const ms = Math.min(first, ...Array.from({ length: AGAIN }, again));
    const { honest, times } = this.#clock;
    const bound = honest.bound(byteLength);
    const { worst } = times;
    if (ms / bound > worst.ms / worst.bound) times.worst = { ms, bytes: byteLength, bound };
    if (ms > bound) this.faults.push(sentence(who, { byteLength }, ms, bound));
  }
}

function sentence(
  who: string,
  { byteLength }: Pick<Uint8Array, "byteLength">,
  ms: number,
  bound: number,
): string {
  return `${who} takes ${ms.toFixed(0)} ms for ${byteLength} bytes, more than ${bound.toFixed(0)}`;
}

/** Somebody types so many letters, each at a place of its own. */
function typing(count: number): Uint8Array {
  const doc = Object.assign(new Y.Doc(), { clientID: 1 });
  for (let index = 0; index < count; index++) letters(doc, index);
  return Y.encodeStateAsUpdate(doc);
}
