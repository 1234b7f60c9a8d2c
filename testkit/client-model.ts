/** The model of one client: a document of which every edit can be told from every other. */
import * as Y from "yjs";
import type { Content, DurabilityOracle, Edit } from "./durability-oracle.ts";

/** An edit. `pick` (0 to 1) chooses what or where from what is there by then. */
export type EditAction =
  | { readonly kind: "set" }
  | { readonly kind: "unset"; readonly pick: number }
  | { readonly kind: "type"; readonly pick: number; readonly letters: number }
  | { readonly kind: "erase"; readonly pick: number; readonly letters: number }
  | { readonly kind: "paste"; readonly kilobytes: number };

/** A change that this client has made: its update, and the edits in it. */
export interface OwnChange {
  readonly update: Uint8Array;
  readonly edits: readonly Edit[];
}

/**
 * One client's document. Every edit has a token of its own, a key of a map or a letter of a text.
 * So promised edits can be compared with stored ones. Tells the oracle what it does, and at once
 * what others' updates show.
 */
export class ClientModel {
  readonly doc = new Y.Doc();
  readonly #owner: string;
  readonly #oracle: DurabilityOracle;
  readonly #things: Y.Map<string>;
  readonly #letters: Y.Text;
  #known: ReadonlySet<string> = new Set();
  #making: Edit[] = [];
  /** Called with each change of this client's own. */
  onOwnChange: (change: OwnChange) => void = () => undefined;

  constructor(owner: string, oracle: DurabilityOracle) {
    this.#owner = owner;
    this.#oracle = oracle;
    this.#things = this.doc.getMap("things");
    this.#letters = this.doc.getText("letters");
    this.doc.on("update", (update: Uint8Array, _origin: unknown, _doc, { local }) => {
      if (local) this.onOwnChange({ update, edits: this.#making });
      else this.#look();
      this.#known = this.#tokens();
    });
  }

  /** Makes one edit. */
  edits(action: EditAction): void {
    this.#making = [];
    this.doc.transact(() => {
      switch (action.kind) {
        case "set":
          this.#set("");
          return;
        case "paste":
          this.#set("pasted ".repeat(action.kilobytes * 150));
          return;
        case "unset":
          this.#unset(action.pick);
          return;
        case "type":
          this.#type(action.pick, action.letters);
          return;
        case "erase":
          this.#erase(action.pick, action.letters);
      }
    });
  }

  get content(): Content {
    const letters = [...this.#letters.toString()].map((letter) => [letter, letter] as const);
    return new Map([...this.#things.entries(), ...letters]);
  }

  /** Everything in one string, the order of the letters included: equal documents have equal prints. */
  get print(): string {
    const keys = [...this.#things.keys()].sort();
    return `${keys.join(" ")} | ${this.#letters.toString()}`;
  }

  #set(filling: string): void {
    const key = this.#oracle.newKey(this.#owner);
    const value = `${key} ${filling}`;
    this.#making.push(this.#oracle.added(key, value, this.#owner));
    this.#things.set(key, value);
  }

  #unset(pick: number): void {
    const keys = [...this.#things.keys()];
    const key = keys[Math.floor(pick * keys.length)];
    if (key === undefined) return;
    this.#making.push(this.#oracle.removed(key, this.#owner));
    this.#things.delete(key);
  }

  #type(pick: number, count: number): void {
    const letters = Array.from({ length: count }, () => this.#oracle.newLetter());
    for (const letter of letters) {
      this.#making.push(this.#oracle.added(letter, letter, this.#owner));
    }
    this.#letters.insert(Math.floor(pick * (this.#letters.length + 1)), letters.join(""));
  }

  #erase(pick: number, count: number): void {
    const text = this.#letters.toString();
    const start = Math.floor(pick * text.length);
    const erased = [...text.slice(start, start + count)];
    if (erased.length === 0) return;
    for (const letter of erased) this.#making.push(this.#oracle.removed(letter, this.#owner));
    this.#letters.delete(start, erased.length);
  }

  /** Tells the oracle what an update of others has shown. */
  #look(): void {
    const now = this.#tokens();
    for (const token of now) {
      if (!this.#known.has(token)) this.#oracle.sawAdded(token, this.#owner);
    }
    for (const token of this.#known) {
      if (!now.has(token)) this.#oracle.sawRemoved(token, this.#owner);
    }
  }

  #tokens(): Set<string> {
    return new Set([...this.#things.keys(), ...this.#letters.toString()]);
  }
}
