import * as Y from "yjs";
import type { Content, Edit, Ledger } from "./ledger.ts";
import type { Deed } from "./plan.ts";

/** A change that this client has made: its update, and the edits in it. */
export interface OwnChange {
  readonly update: Uint8Array;
  readonly edits: readonly Edit[];
}

/**
 * One client's document. Every edit has a token of its own, a key of a map or a letter of a text.
 * So promised edits can be compared with stored ones. Tells the ledger what it does, and at once
 * what others' updates show.
 */
export class Paper {
  readonly doc = new Y.Doc();
  readonly #owner: string;
  readonly #ledger: Ledger;
  readonly #things: Y.Map<string>;
  readonly #letters: Y.Text;
  #known: ReadonlySet<string> = new Set();
  #making: Edit[] = [];
  /** Called with each change of this client's own. */
  onOwnChange: (change: OwnChange) => void = () => undefined;

  constructor(owner: string, ledger: Ledger) {
    this.#owner = owner;
    this.#ledger = ledger;
    this.#things = this.doc.getMap("things");
    this.#letters = this.doc.getText("letters");
    this.doc.on("update", (update: Uint8Array, _origin: unknown, _doc, { local }) => {
      if (local) this.onOwnChange({ update, edits: this.#making });
      else this.#look();
      this.#known = this.#tokens();
    });
  }

  /** Does what changes the document; other deeds are not its business. */
  edits(deed: Deed): void {
    this.#making = [];
    this.doc.transact(() => {
      switch (deed.kind) {
        case "set":
          this.#set("");
          return;
        case "paste":
          this.#set("pasted ".repeat(deed.kilobytes * 150));
          return;
        case "unset":
          this.#unset(deed.pick);
          return;
        case "type":
          this.#type(deed.pick, deed.letters);
          return;
        case "erase":
          this.#erase(deed.pick, deed.letters);
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
    const key = this.#ledger.newKey(this.#owner);
    const value = `${key} ${filling}`;
    this.#making.push(this.#ledger.added(key, value, this.#owner));
    this.#things.set(key, value);
  }

  #unset(pick: number): void {
    const keys = [...this.#things.keys()];
    const key = keys[Math.floor(pick * keys.length)];
    if (key === undefined) return;
    this.#making.push(this.#ledger.removed(key, this.#owner));
    this.#things.delete(key);
  }

  #type(pick: number, count: number): void {
    const letters = Array.from({ length: count }, () => this.#ledger.newLetter());
    for (const letter of letters) {
      this.#making.push(this.#ledger.added(letter, letter, this.#owner));
    }
    this.#letters.insert(Math.floor(pick * (this.#letters.length + 1)), letters.join(""));
  }

  #erase(pick: number, count: number): void {
    const text = this.#letters.toString();
    const start = Math.floor(pick * text.length);
    const erased = [...text.slice(start, start + count)];
    if (erased.length === 0) return;
    for (const letter of erased) this.#making.push(this.#ledger.removed(letter, this.#owner));
    this.#letters.delete(start, erased.length);
  }

  /** Tells the ledger what an update of others has shown. */
  #look(): void {
    const now = this.#tokens();
    for (const token of now) {
      if (!this.#known.has(token)) this.#ledger.sawAdded(token, this.#owner);
    }
    for (const token of this.#known) {
      if (!now.has(token)) this.#ledger.sawRemoved(token, this.#owner);
    }
  }

  #tokens(): Set<string> {
    return new Set([...this.#things.keys(), ...this.#letters.toString()]);
  }
}
