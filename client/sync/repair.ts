/** The repair of a damaged copy: it is set aside and loaded anew, and shapes that were only in it are offered. */
import type * as Y from "yjs";
import { putBack, type SavedShape } from "../../shared/board/saved-shape.ts";
import { createStore, type ReadableStore } from "../ui/store.ts";
import { looseDocument, unsentShapes } from "./unsent.ts";

/** Milliseconds that a rebuilt copy must last; one that breaks sooner breaks for the same reason. */
const LASTING = 10 * 60_000;

/** The page's words about a damaged copy. */
export type RepairState =
  | { readonly kind: "none" }
  /** The room is being loaded anew. */
  | { readonly kind: "rebuilding" }
  /** The copy is whole again; `shapes` were in the damaged one, and the room has not got them. */
  | { readonly kind: "rebuilt"; readonly shapes: readonly SavedShape[] }
  /** The room's own content damages every copy: the room can be looked at, and not changed. */
  | { readonly kind: "hopeless"; readonly shapes: readonly SavedShape[] };

const NONE: RepairState = { kind: "none" };

/** Follows one page's copies: how often they broke, and what was only in them. */
export class Repair {
  readonly state: ReadableStore<RepairState>;
  readonly #state = createStore<RepairState>(NONE);
  /** The updates of damaged copies. */
  #lost: Uint8Array[] = [];
  #brokeAt: number | null = null;
  /** The shapes that were put back are not durable yet; until then the copy that was set aside stays. */
  #isPuttingBack = false;

  constructor() {
    this.state = this.#state;
  }

  /** A copy is damaged; `rest` is what it held. Says whether to try with another one. */
  begin(rest: readonly Uint8Array[]): boolean {
    this.#lost.push(...rest);
    const now = Date.now();
    const isAgain = this.#brokeAt !== null && now - this.#brokeAt < LASTING;
    this.#brokeAt = now;
    if (!isAgain) this.#state.set({ kind: "rebuilding" });
    return !isAgain;
  }

  /** These updates are set aside in this browser, by an earlier visit or right now: all that this page has lost is among them. */
  recall(setAside: readonly Uint8Array[]): void {
    if (setAside.length > 0) this.#lost = [...setAside];
  }

  /** The document has everything that the room has. Says whether what was set aside can go. */
  isWhole(doc: Y.Doc): boolean {
    if (this.#state.get().kind === "none" && this.#lost.length === 0) return false;
    const shapes = this.#lost.length === 0 ? [] : unsentShapes(this.#lost, doc);
    const wasBroken = this.#state.get().kind !== "none";
    this.#state.set(wasBroken || shapes.length > 0 ? { kind: "rebuilt", shapes } : NONE);
    if (shapes.length > 0) return false;
    this.#lost = [];
    return true;
  }

  /** No copy lasts. A document to look at, which nothing is applied to any more. */
  giveUp(last: readonly Uint8Array[]): Y.Doc {
    const doc = looseDocument(last);
    this.#state.set({ kind: "hopeless", shapes: unsentShapes(this.#lost, doc) });
    return doc;
  }

  /** Writes into the document what was only in a damaged one, as a change of the user's. */
  putBack(doc: Y.Doc): void {
    const state = this.#state.get();
    if (state.kind !== "rebuilt") return;
    doc.transact(() => putBack(doc, state.shapes));
    this.#isPuttingBack = true;
    this.#end();
  }

  /** The user does not want what was only in a damaged copy. */
  discard(): void {
    if (this.#state.get().kind === "rebuilt") this.#end();
  }

  /** All changes are durable. Says whether what was set aside can go. */
  isSaved(): boolean {
    const isDone = this.#isPuttingBack;
    this.#isPuttingBack = false;
    return isDone;
  }

  #end(): void {
    this.#lost = [];
    this.#state.set(NONE);
  }
}
