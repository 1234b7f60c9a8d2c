/** The durability oracle for tests: every edit, and whether the room has promised to keep it. */
import type * as Y from "yjs";
import { Person, type TestRoom } from "./people.ts";

/** One edit, and whether the room has promised to keep it: by an ack, or by showing it to somebody. */
interface Edit {
  readonly key: string;
  readonly author: string;
  promise: string | null;
}

/**
 * The edits of several people in a map of keys in one room, and which of them the room has promised
 * to keep.
 */
export class Promises {
  readonly #added = new Map<string, Edit>();
  readonly #removed: Edit[] = [];

  /** How many edits have been promised. */
  get count(): number {
    return [...this.#added.values(), ...this.#removed].filter(({ promise }) => promise !== null)
      .length;
  }

  newKey(): string {
    return `key-${this.#added.size}`;
  }

  added(key: string, author: string): Edit {
    const edit: Edit = { key, author, promise: null };
    this.#added.set(key, edit);
    return edit;
  }

  removed(key: string, author: string): Edit {
    const edit: Edit = { key, author, promise: null };
    this.#removed.push(edit);
    return edit;
  }

  /** Somebody was shown that a key is there, or that it is gone. */
  seen(key: string, isThere: boolean, who: string): void {
    const added = this.#added.get(key);
    const edits = isThere && added ? [added] : this.#removed.filter((edit) => edit.key === key);
    for (const edit of edits) if (edit.author !== who) edit.promise ??= `seen by ${who}`;
  }

  /** The promises that a document does not keep, one sentence each. */
  brokenIn(doc: Y.Doc): string[] {
    const things = doc.getMap("things");
    const taken = new Set(this.#removed.map(({ key }) => key));
    const gone = [...this.#added.values()].filter(
      ({ key, promise }) => promise !== null && !taken.has(key) && !things.has(key),
    );
    const back = this.#removed.filter(({ key, promise }) => promise !== null && things.has(key));
    return [
      ...gone.map(({ key, author, promise }) => `${key} of ${author}, ${promise}, is gone`),
      ...back.map(
        ({ key, author, promise }) => `${key}, removed by ${author}, ${promise}, is back`,
      ),
    ];
  }
}

/** A person who edits and writes down what the room has acknowledged and shown. */
export class Witness extends Person {
  readonly #promises: Promises;
  readonly #things: Y.Map<number>;
  #making: Edit[] = [];
  /** Edits without an ack, and the document frame that carries each; null: none does. */
  #waiting: { frame: number | null; edit: Edit }[] = [];
  /** Document frames since the room's latest step 1, its answer included; null before it. */
  #sent: number | null = null;
  #read = 0;

  constructor(
    room: TestRoom,
    name: string,
    kind: "native" | "generic",
    doc: Y.Doc,
    promises: Promises,
  ) {
    super(room.id, name, kind, doc);
    this.#promises = promises;
    this.#things = doc.getMap("things");
    this.#things.observe(({ changes, transaction }) => {
      if (transaction.local) return;
      for (const [key, { action }] of changes.keys) promises.seen(key, action !== "delete", name);
    });
    doc.on("update", (_update: Uint8Array, origin: unknown) => {
      if (origin === this) return;
      if (this.#sent !== null) this.#sent += 1;
      for (const edit of this.#making) this.#waiting.push({ frame: this.#sent, edit });
      this.#making = [];
    });
  }

  /** Adds a key, or takes one away. */
  edits(adds: boolean, pick: number): void {
    this.#takeAcks();
    const keys = [...this.#things.keys()];
    const taken = adds ? undefined : keys[Math.floor(pick * keys.length)];
    if (taken !== undefined) {
      this.#making = [this.#promises.removed(taken, this.name)];
      this.#things.delete(taken);
      return;
    }
    const key = this.#promises.newKey();
    this.#making = [this.#promises.added(key, this.name)];
    this.#things.set(key, keys.length);
  }

  /** The room has acknowledged everything that this person did. */
  get isSaved(): boolean {
    this.#takeAcks();
    return this.#waiting.length === 0;
  }

  override async connects(): Promise<void> {
    this.#takeAcks();
    this.#sent = null;
    for (const waiting of this.#waiting) waiting.frame = null;
    await super.connects();
  }

  override sends(data: Uint8Array | string): void {
    // The answer to the room's step 1: from here on it counts anew.
    if (typeof data !== "string" && data[0] === 0 && data[1] === 1) {
      this.#takeAcks();
      this.#sent = 1;
      for (const waiting of this.#waiting) waiting.frame = 1;
    }
    super.sends(data);
  }

  #takeAcks(): void {
    for (const event of this.events.slice(this.#read)) {
      if (event.type !== "ack") continue;
      this.#waiting = this.#waiting.filter(({ frame, edit }) => {
        if (frame === null || frame > event.n) return true;
        edit.promise ??= "acknowledged";
        return false;
      });
    }
    this.#read = this.events.length;
  }
}
