/** Three clients of one board for tests: real documents and histories, and a network that delivers as it likes. */
import * as Y from "yjs";
import { shapesOf } from "../../shared/board/document.ts";
import { type Relations, watchRelations } from "../../shared/board/relations.ts";
import { createShape, EDITS, type EditName, edit, Ids, type Numbers } from "./random-edits.ts";
import { History } from "./undo.ts";

/** The acts of a step besides edits. */
const ACTS = ["undo", "redo", "deliver", "deliverInAnotherOrder", "leave", "comeBack"] as const;

/** The names of everything that a client may do. */
export const DOINGS: readonly Doing[] = [...ACTS, ...(Object.keys(EDITS) as EditName[])];
export type Doing = (typeof ACTS)[number] | EditName;

/** One step of a script: a client does something, with some numbers to choose by. */
export interface Step extends Numbers {
  readonly client: number;
  readonly does: Doing;
}

/** An update on its way, and what its author had when it was made. */
interface Sent {
  readonly update: Uint8Array;
  readonly needs: ReadonlyMap<number, number>;
}

/** One client: its document, its history, and what is on the way to it from each other one. */
export interface Client {
  readonly doc: Y.Doc;
  readonly relations: Relations;
  readonly history: History;
  readonly inbox: Sent[][];
  isHere: boolean;
}

/** Three clients of one board. */
export class ThreeClients {
  readonly clients: readonly Client[];
  /** Each place that somebody has given a shape, as text. */
  readonly places = new Map<string, Set<string>>();
  /** The shapes that somebody has deleted, or whose making somebody has undone. */
  readonly removed = new Set<string>();
  readonly #isCausal: boolean;
  readonly #ids = new Ids();

  /**
   * `order` is the order of the clients' ids, by which Yjs decides between values that were set at once. Rooms deliver
   * in any order in which an edit comes after those that its author had (`isCausal`); other networks in any.
   */
  constructor(order: readonly number[], isCausal: boolean) {
    this.#isCausal = isCausal;
    this.clients = order.map((number) => this.#client(number + 1));
    const [first] = this.clients;
    if (first === undefined) throw new Error("There is no client.");
    for (const [type, xy] of START) createShape(first.relations, type, xy, this.#ids);
    this.syncAll();
  }

  /** Does one step; a step for which there is nothing does nothing. */
  take({ client: number, does, ...numbers }: Step): void {
    const client = this.clients[number % this.clients.length];
    if (client === undefined) return;
    const { a, b, c } = numbers;
    switch (does) {
      case "undo":
        client.history.undo();
        break;
      case "redo":
        client.history.redo();
        break;
      case "deliver":
        this.#deliver(client, a, 1 + (b % 4), () => 0);
        break;
      case "deliverInAnotherOrder":
        this.#deliver(client, a, 1 + (b % 4), (waiting) => c % waiting);
        break;
      case "leave":
        this.#leave(client);
        break;
      case "comeBack":
        client.isHere = true;
        for (const other of this.clients) if (other.isHere) sync(client, other);
        break;
      default:
        client.history.step(() => edit(client.relations, does, numbers, this.#ids));
    }
  }

  /** All come back, and tell one another what they have. */
  syncAll(): void {
    for (const client of this.clients) client.isHere = true;
    for (let round = 0; round < 2; round++) {
      for (const client of this.clients) for (const other of this.clients) sync(client, other);
    }
  }

  destroy(): void {
    for (const { history, doc } of this.clients) {
      history.destroy();
      doc.destroy();
    }
  }

  #client(id: number): Client {
    const doc = new Y.Doc();
    doc.clientID = id;
    const { relations } = watchRelations(doc);
    const client: Client = {
      doc,
      relations,
      history: new History(doc),
      inbox: [[], [], []],
      isHere: true,
    };
    doc.on("update", (update: Uint8Array, _origin: unknown, _doc: Y.Doc, made: Y.Transaction) => {
      if (made.local) this.#send(client, { update, needs: made.beforeState });
    });
    shapesOf(doc).observeDeep((events, { local }) => {
      if (local) this.#note(client, events);
    });
    return client;
  }

  #send(from: Client, sent: Sent): void {
    if (!from.isHere) return;
    const number = this.clients.indexOf(from);
    for (const to of this.clients) {
      if (to !== from && to.isHere) to.inbox[number]?.push(sent);
    }
  }

  /** Keeps what a client has done by itself, for the oracle. */
  #note({ relations }: Client, events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void {
    for (const event of events) {
      for (const [key, { action }] of event.changes.keys) {
        if (event.target === relations.shapes && action === "delete") this.removed.add(key);
      }
      const id = event.target === relations.shapes ? undefined : event.path[0];
      const ids = id === undefined ? [...event.changes.keys.keys()] : [String(id)];
      for (const one of ids) {
        const fields = relations.fieldsOf(one);
        if (fields === undefined) continue;
        const places = this.places.get(one) ?? new Set();
        this.places.set(one, places.add(JSON.stringify(fields.get("xy"))));
        places.add(JSON.stringify(fields.get("parent")));
      }
    }
  }

  #deliver(to: Client, from: number, count: number, choose: (waiting: number) => number): void {
    const inbox = to.inbox[from % this.clients.length] ?? [];
    for (let left = count; left > 0; left--) {
      const ready = inbox.filter((sent) => !this.#isCausal || hasAll(to.doc, sent));
      const next = ready[choose(Math.max(1, ready.length))];
      if (next === undefined) return;
      inbox.splice(inbox.indexOf(next), 1);
      Y.applyUpdate(to.doc, next.update, "network");
    }
  }

  /** Everything on its way from a client and to it is lost. */
  #leave(client: Client): void {
    const own = this.clients.indexOf(client);
    client.isHere = false;
    for (const waiting of client.inbox) waiting.length = 0;
    for (const other of this.clients) other.inbox[own]?.splice(0);
  }
}

/** The board with which every script begins. */
const START = [
  ["frame", [0, 0]],
  ["frame", [400, 0]],
  ["frame", [0, 400]],
  ["note", [10, 10]],
  ["note", [410, 10]],
  ["arrow", [50, 50]],
  ["image", [450, 60]],
] as const;

function hasAll(doc: Y.Doc, { needs }: Sent): boolean {
  return [...needs].every(([client, clock]) => Y.getState(doc.store, client) >= clock);
}

function sync(one: Client, other: Client): void {
  if (one === other) return;
  const missing = (to: Client, from: Client) =>
    Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)), "network");
  missing(one, other);
  missing(other, one);
}
