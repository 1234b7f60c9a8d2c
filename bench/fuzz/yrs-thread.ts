/** A thread that reads documents by yrs (the Yjs of Rust, npm: ywasm): what hangs or panics ends with it. */
import { parentPort } from "node:worker_threads";
import * as Y from "yjs";
import * as W from "ywasm";

/** The question to the thread: updates, in the order in which a reader gets them. */
export interface YrsQuestion {
  readonly updates: readonly Uint8Array[];
}

/**
 * The thread's answer: the roots as plain data and the milliseconds until it had read them, or the
 * thrown error.
 */
export type YrsAnswer =
  | { readonly view: unknown; readonly ms: number }
  | { readonly fault: string };

parentPort?.on("message", (question: YrsQuestion) => {
  parentPort?.postMessage(answer(question));
});

function answer({ updates }: YrsQuestion): YrsAnswer {
  try {
    const doc = new W.YDoc({});
    const before = performance.now();
    for (const update of updates) W.applyUpdate(doc, update, undefined);
    const ms = performance.now() - before;
    const view = {
      text: doc.getText("text").toString(undefined),
      map: doc.getMap("map").toJson(undefined),
      array: doc.getArray("array").toJson(undefined),
      xml: doc.getXmlFragment("xml").toString(undefined),
      clocks: [...Y.decodeStateVector(W.encodeStateVector(doc))].sort(([a], [b]) => a - b),
    };
    doc.free();
    return { view, ms };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}
