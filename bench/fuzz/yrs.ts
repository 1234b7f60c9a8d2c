/** Readers by yrs, in a thread that is begun anew when one of them does not end. */
import { Worker } from "node:worker_threads";
import * as Y from "yjs";
import type { YrsAnswer, YrsQuestion } from "./yrs-thread.ts";

/** Milliseconds in which a reader of a few updates has read them. */
const PATIENCE_MS = 10_000;

/** Readers after which the thread is begun anew: what has panicked is never freed. */
const MOST_READERS = 5_000;

/** The fault of a reader that does not end. */
export const NO_END = "does not end";

/** A thread that reads by yrs. */
export class YrsReaders {
  #worker: Worker | null = null;
  #readers = 0;

  /** The document that a reader by yrs sees of these updates, or the error. */
  async read(updates: readonly Uint8Array[]): Promise<YrsAnswer> {
    if (++this.#readers % MOST_READERS === 0) await this.end();
    this.#worker ??= new Worker(new URL("./yrs-thread.ts", import.meta.url));
    const worker = this.#worker;
    const { promise, resolve, reject } = Promise.withResolvers<YrsAnswer>();
    const timer = setTimeout(() => {
      void this.end();
      resolve({ fault: NO_END });
    }, PATIENCE_MS);
    worker.once("message", resolve);
    worker.once("error", reject);
    try {
      worker.postMessage({ updates: [...updates] } satisfies YrsQuestion);
      return await promise;
    } finally {
      clearTimeout(timer);
      worker.off("message", resolve);
      worker.off("error", reject);
    }
  }

  /** Ends the thread. */
  async end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = null;
    await worker?.terminate();
  }
}

/** The document that a reader by Yjs sees, in the same words. */
export function viewLikeYrs(doc: Y.Doc): unknown {
  return {
    text: doc.getText("text").toString(),
    map: doc.getMap("map").toJSON(),
    array: doc.getArray("array").toJSON(),
    xml: doc.getXmlFragment("xml").toString(),
    clocks: [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b),
  };
}

/** Both views without what is written differently: ywasm gives bytes as numbers, `undefined` as null, bigints as numbers. */
export function plain(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (typeof value === "bigint") return Number(value);
  if (ArrayBuffer.isView(value)) return [...(value as Uint8Array)];
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Y.Doc) return [["guid", value.guid]];
  // yrs writes the attributes of an element in no order.
  if (typeof value === "string") return value.replaceAll(ATTRIBUTES, inOrder);
  if (typeof value !== "object") return Object.is(value, -0) ? 0 : value;
  return Object.keys(value)
    .sort()
    .map((key) => [key, plain((value as Record<string, unknown>)[key])]);
}

const ATTRIBUTES = /(?: [^ =<>]*="[^"]*")+/g;

function inOrder(attributes: string): string {
  return [...attributes.matchAll(/ [^ =<>]*="[^"]*"/g)]
    .map(([attribute]) => attribute)
    .sort()
    .join("");
}
