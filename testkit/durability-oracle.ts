/** The durability oracle: what everybody did to one room, and what the room has promised of it. */

/** A message as the room tells it. */
export interface HeardMessage {
  readonly seq: number;
  readonly key: string;
  readonly text: string;
}

/** One edit: something with a name of its own was added, or was taken away. */
export interface Edit {
  readonly token: string;
  readonly change: "added" | "removed";
  readonly author: string;
  acknowledged: boolean;
  /** Another person who has seen it. */
  seenBy: string | null;
}

/** The content of a document: each token, and the text at it. */
export type Content = ReadonlyMap<string, string>;

/** How much happened in a run, so that a test that tests nothing shows. */
export interface Tally {
  edits: number;
  acknowledged: number;
  seen: number;
  messages: number;
  receipts: number;
}

/**
 * The acts of everybody in one run, and the room's promises. An edit is
 * promised when its author has an ack or when anybody else has seen it.
 */
export class DurabilityOracle {
  readonly #values = new Map<string, string>();
  readonly #added = new Map<string, Edit>();
  readonly #removed = new Map<string, Edit[]>();
  readonly #said = new Map<string, string>();
  readonly #heard = new Map<string, HeardMessage>();
  readonly #violations: string[] = [];
  #letters = 0;

  /** Contradictions of the protocol wherever they happen. */
  get violations(): readonly string[] {
    return this.#violations;
  }

  get tally(): Tally {
    const edits = [...this.#added.values(), ...[...this.#removed.values()].flat()];
    return {
      edits: edits.length,
      acknowledged: edits.filter(({ acknowledged }) => acknowledged).length,
      seen: edits.filter(({ seenBy }) => seenBy !== null).length,
      messages: this.#said.size,
      receipts: this.#heard.size,
    };
  }

  violated(sentence: string): void {
    this.#violations.push(sentence);
  }

  /** A letter that nobody has typed in this run. */
  newLetter(): string {
    this.#letters += 1;
    return String.fromCharCode(0x4e00 + this.#letters);
  }

  /** A key that nobody has used in this run. */
  newKey(author: string): string {
    return `${author}-${this.#added.size}`;
  }

  added(token: string, value: string, author: string): Edit {
    const edit: Edit = { token, change: "added", author, acknowledged: false, seenBy: null };
    this.#values.set(token, value);
    this.#added.set(token, edit);
    return edit;
  }

  removed(token: string, author: string): Edit {
    const edit: Edit = { token, change: "removed", author, acknowledged: false, seenBy: null };
    const others = this.#removed.get(token);
    if (others === undefined) this.#removed.set(token, [edit]);
    else others.push(edit);
    return edit;
  }

  /** Somebody was shown that `token` is there; their own edits they know. */
  sawAdded(token: string, who: string): void {
    const edit = this.#added.get(token);
    if (edit === undefined) this.violated(`${who} was shown ${name(token)}, which nobody made`);
    else if (edit.author !== who) edit.seenBy ??= who;
  }

  /** Somebody was shown that `token` is gone. */
  sawRemoved(token: string, who: string): void {
    const edits = this.#removed.get(token);
    if (edits === undefined) this.violated(`${who} was shown the end of ${name(token)}, by nobody`);
    for (const edit of edits ?? []) if (edit.author !== who) edit.seenBy ??= who;
  }

  said(key: string, text: string): void {
    this.#said.set(key, text);
  }

  /** Somebody was shown a message, perhaps their own: it has to stay as it was shown. */
  heard(message: HeardMessage, who: string): void {
    const before = this.#heard.get(message.key);
    if (before !== undefined && before.seq !== message.seq) {
      this.violated(`${who} heard ${message.key} as ${message.seq}; it was ${before.seq} before`);
    }
    if (this.#said.get(message.key) !== message.text) {
      this.violated(`${who} heard ${message.key} with a text that nobody wrote`);
    }
    this.#heard.set(message.key, message);
  }

  /** The edits that are promised by now. */
  promised(): readonly Edit[] {
    return [...this.#added.values(), ...[...this.#removed.values()].flat()].filter(isPromised);
  }

  /** Which of these promises a document does not keep, and what in it is wrong: one sentence each. */
  lostIn(content: Content, promised = this.promised()): string[] {
    const lost: string[] = [];
    for (const edit of promised) {
      const isThere = content.has(edit.token);
      // The client that took something away may have done so with or without a promise.
      const mayBeGone = edit.change === "removed" || this.#removed.has(edit.token);
      if (!isThere && !mayBeGone) lost.push(sentence(edit));
      if (isThere && edit.change === "removed") lost.push(sentence(edit));
    }
    for (const [token, value] of content) {
      if (this.#values.get(token) !== value)
        lost.push(`${name(token)} is there, but not as written`);
    }
    return lost;
  }

  /** Messages of the chat that are missing, doubled, or changed: one sentence each. */
  lostInChat(messages: readonly HeardMessage[]): string[] {
    const lost: string[] = [];
    const bySeq = new Map<number, HeardMessage>();
    const byKey = new Map<string, HeardMessage>();
    for (const message of messages) {
      if (byKey.has(message.key)) lost.push(`message ${message.key} is there twice`);
      if (bySeq.has(message.seq)) lost.push(`two messages have number ${message.seq}`);
      if (!this.#said.has(message.key)) lost.push(`message ${message.key} was written by nobody`);
      byKey.set(message.key, message);
      bySeq.set(message.seq, message);
    }
    for (const { key, seq, text } of this.#heard.values()) {
      const kept = byKey.get(key);
      if (kept === undefined) lost.push(`message ${key} had been heard and is gone`);
      else if (kept.seq !== seq || kept.text !== text) lost.push(`message ${key} has changed`);
    }
    return lost;
  }
}

const isPromised = ({ acknowledged, seenBy }: Edit): boolean => acknowledged || seenBy !== null;

const name = (token: string): string =>
  token.length === 1 ? `letter U+${token.charCodeAt(0).toString(16)}` : `key ${token}`;

function sentence({ token, change, author, acknowledged, seenBy }: Edit): string {
  const promise = [
    ...(acknowledged ? ["acknowledged"] : []),
    ...(seenBy === null ? [] : [`seen by ${seenBy}`]),
  ];
  return `${name(token)}, ${change} by ${author} and ${promise.join(" and ")}, is ${change === "added" ? "gone" : "back"}`;
}
