/** A reader of the differential fuzz: a program with a `Y.Doc` that observes everything, and reports faults. */
import * as Y from "yjs";
import { readAll, viewOf } from "./view.ts";

/** Origin of what comes from the room. */
const ROOM = Symbol("room");

/** A reader by name. Each fault that it finds is a sentence in `faults`. */
export class Reader {
  readonly name: string;
  readonly doc: Y.Doc;
  readonly faults: string[] = [];
  /** Updates that this reader's Yjs made by itself: it tidies formats after what others did. */
  readonly tidied: Uint8Array[] = [];
  #transactions = 0;

  constructor(name: string, { gc = true, observes = true } = {}) {
    this.name = name;
    this.doc = new Y.Doc({ gc, guid: "reader" });
    const { doc } = this;
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== ROOM) this.tidied.push(update);
    });
    doc.on("afterTransaction", () => {
      this.#transactions += 1;
    });
    const types = [
      doc.getText("text"),
      doc.getMap("map"),
      doc.getArray("array"),
      doc.getXmlFragment("xml"),
    ];
    if (!observes) return;
    for (const type of types) {
      type.observeDeep((events) => {
        for (const event of events) this.#tries("an observer", () => look(event));
      });
    }
  }

  /** Applies one update as the room sends it. */
  hears(update: Uint8Array): void {
    this.#tries("applyUpdate", () => Y.applyUpdate(this.doc, update, ROOM));
  }

  /** Reads everything, and tells what is not as it should be. */
  reads(): void {
    const { store } = this.doc;
    if (store.pendingStructs !== null || store.pendingDs !== null) this.#finds("something waits");
    this.#tries("reading", () => readAll(this.doc));
  }

  /** The document that this reader sees, its clocks, and its deletions. */
  state(): unknown {
    return this.#tries("a view", () => stateOf(this.doc));
  }

  /** Is an edit of this reader's own still told to its listeners? @returns the update; null when nobody heard of it. */
  probe(): Uint8Array | null {
    const before = this.#transactions;
    const tidied = this.tidied.length;
    let isObserved = false;
    const map = this.doc.getMap("probe");
    map.observe(() => {
      isObserved = true;
    });
    this.#tries("an own edit", () => map.set("probe", 1));
    const update = this.tidied[tidied] ?? null;
    if (this.#transactions === before || update === null || !isObserved) {
      this.#finds("is deaf: an own edit is told to nobody");
    }
    return update;
  }

  /** Deletes everything there is, one root after the other. */
  deletesAll(): void {
    for (const [name, type] of this.doc.share) {
      this.#tries(`deleting all of ${name}`, () =>
        this.doc.transact((transaction) => {
          for (let item = type._start; item !== null; item = item.right) item.delete(transaction);
          for (const item of type._map.values()) item.delete(transaction);
        }),
      );
    }
  }

  /** All that this reader has, encoded anew by Yjs. */
  encodes(): Uint8Array | null {
    return this.#tries("encodeStateAsUpdate", () => Y.encodeStateAsUpdate(this.doc));
  }

  #tries<T>(what: string, action: () => T): T | null {
    try {
      return action();
    } catch (error) {
      const said = error instanceof Error ? `${error.message} (${whereOf(error)})` : String(error);
      this.#finds(`${what} throws: ${said}`);
      return null;
    }
  }

  #finds(what: string): void {
    if (this.faults.length < 5) this.faults.push(`${this.name}: ${what}`);
  }
}

/** The content of a document, its clocks, and which of them are deleted. */
export function stateOf(doc: Y.Doc): unknown {
  const deleted = Y.createDeleteSetFromStructStore(doc.store);
  const ranges = [...deleted.clients].map(
    ([client, list]) =>
      [client, list.map(({ clock, len }) => `${clock}+${len}`).join(" ")] as [number, string],
  );
  return {
    view: viewOf(doc),
    clocks: sorted(Y.decodeStateVector(Y.encodeStateVector(doc))),
    deleted: sorted(new Map(ranges)),
  };
}

/**
 * The content of a document once it went through Yjs' other coding (V2), in
 * which a reader keeps updates that wait. That coding has JSON in UTF-8, so
 * half characters are lost in it, and keys of the name `__proto__`.
 */
export function stateThroughV2(doc: Y.Doc): unknown {
  const copy = new Y.Doc({ guid: "reader" });
  Y.applyUpdateV2(copy, Y.encodeStateAsUpdateV2(doc));
  return stateOf(copy);
}

/** Reads of an event as much as a program does. */
function look(event: Y.YEvent<Y.AbstractType<unknown>>): void {
  void event.path;
  void event.keys;
  void event.changes.delta;
  if (event instanceof Y.YTextEvent) void event.delta;
}

function sorted<T>(map: ReadonlyMap<number, T>): [number, T][] {
  return [...map].sort(([a], [b]) => a - b);
}

function whereOf({ stack = "" }: Error): string {
  return (
    stack
      .split("\n")
      .slice(1, 4)
      .map((line) => line.trim().split(" ")[1] ?? "")
      .join(" < ") || "?"
  );
}
