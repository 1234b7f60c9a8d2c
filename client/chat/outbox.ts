import * as v from "valibot";
import { messageKeySchema, messageTextSchema } from "../../shared/chat/message.ts";
import { browserStorage, type KeptValues } from "../ui/storage.ts";

const entrySchema = v.object({ key: messageKeySchema, text: messageTextSchema, at: v.number() });
const entriesSchema = v.array(entrySchema);

/** A message that is not known to have arrived. */
export type OutboxEntry = v.InferOutput<typeof entrySchema>;

/**
 * A room's messages that are still to be sent, kept by the browser until the
 * room confirms them: they outlive a reload. Two tabs may both send one; its
 * key makes that once. Every change reads first, so that tabs do not undo each
 * other's.
 */
export class Outbox {
  readonly #name: string;
  readonly #kept: KeptValues;

  constructor(room: string, kept: KeptValues = browserStorage) {
    this.#name = `stoa.outbox.${room}`;
    this.#kept = kept;
  }

  entries(): OutboxEntry[] {
    return this.#kept.read(this.#name, entriesSchema) ?? [];
  }

  add(entry: OutboxEntry): void {
    this.#write([...this.entries(), entry]);
  }

  remove(keys: ReadonlySet<string>): void {
    const entries = this.entries();
    const left = entries.filter((entry) => !keys.has(entry.key));
    if (left.length < entries.length) this.#write(left);
  }

  #write(entries: readonly OutboxEntry[]): void {
    if (entries.length === 0) this.#kept.remove(this.#name);
    else this.#kept.write(this.#name, entries);
  }
}
