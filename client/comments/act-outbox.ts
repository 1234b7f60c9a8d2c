/** The acts on comments that are still to be confirmed, kept by the browser: they outlive a reload. */
import * as v from "valibot";
import { type CommentAct, commentActs } from "../../shared/comments/events.ts";
import { browserStorage, type KeptValues } from "../ui/storage.ts";

const entrySchema = v.object({ act: v.variant("type", commentActs), at: v.number() });
const entriesSchema = v.array(entrySchema);

/** An act, and when it was done. */
export interface OutboxEntry {
  readonly act: CommentAct;
  readonly at: number;
}

/** A room's outbox. Two tabs may both send an act; its key makes that once. Every change reads first. */
export class ActOutbox {
  readonly #name: string;
  readonly #kept: KeptValues;

  constructor(room: string, kept: KeptValues = browserStorage) {
    this.#name = `stoa.comments.${room}`;
    this.#kept = kept;
  }

  entries(): OutboxEntry[] {
    return this.#kept.read(this.#name, entriesSchema) ?? [];
  }

  add(entry: OutboxEntry): void {
    this.#write([...this.entries(), entry]);
  }

  remove(key: string): void {
    const entries = this.entries();
    const left = entries.filter(({ act }) => act.key !== key);
    if (left.length < entries.length) this.#write(left);
  }

  #write(entries: readonly OutboxEntry[]): void {
    if (entries.length === 0) this.#kept.remove(this.#name);
    else this.#kept.write(this.#name, entries);
  }
}
