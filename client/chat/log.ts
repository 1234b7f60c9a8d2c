import type { Message } from "../../shared/chat/message.ts";
import type { Refusal, RoomEvent } from "../../shared/wire/events.ts";

/** A message of mine that the room has not confirmed. */
export interface PendingMessage {
  readonly key: string;
  readonly text: string;
  /** When it was written, by this browser's clock. */
  readonly at: number;
  /** Why the room did not take it; `null` while it may still arrive. */
  readonly refused: Refusal | null;
}

/** A stretch of the room's order that is known completely, both ends included. From 0: the very beginning. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * The known part of a room's chat. The same events give the same log in
 * whatever order, and however often, they come.
 */
export interface ChatLog {
  /** By `seq`. */
  readonly messages: readonly Message[];
  /** In the order in which they were written. */
  readonly pending: readonly PendingMessage[];
  /** Disjoint, not touching, ascending. */
  readonly known: readonly Stretch[];
}

export const EMPTY_LOG: ChatLog = { messages: [], pending: [], known: [] };

type Page = Extract<RoomEvent, { type: "chat.page" }>;

/** Takes one message that the room sent. It is also the receipt for the pending one with its key. */
export function addMessage(log: ChatLog, message: Message): ChatLog {
  return add(log, [message], { from: message.seq, to: message.seq });
}

/** Takes a page: the newest messages, or those before one. */
export function addPage(log: ChatLog, page: Page): ChatLog {
  const seqs = page.messages.map((message) => message.seq);
  const first = seqs.length === 0 ? null : Math.min(...seqs);
  const to = page.before === undefined ? Math.max(0, ...seqs) : page.before - 1;
  if (page.more && first === null) return log;
  const from = page.more && first !== null ? first : 0;
  return add(log, page.messages, { from, to });
}

/** Takes a message that I have written and the room does not know yet. */
export function addPending(log: ChatLog, message: PendingMessage): ChatLog {
  if (isKnown(log, message.key)) return log;
  return { ...log, pending: [...log.pending, message] };
}

/** Notes that the room did not take a pending message, or (`null`) that it is being tried again. */
export function refusePending(log: ChatLog, key: string, refused: Refusal | null): ChatLog {
  if (!log.pending.some((message) => message.key === key)) return log;
  const pending = log.pending.map((message) =>
    message.key === key ? { ...message, refused } : message,
  );
  return { ...log, pending };
}

/** Forgets a pending message. */
export function dropPending(log: ChatLog, key: string): ChatLog {
  return { ...log, pending: log.pending.filter((message) => message.key !== key) };
}

/** The `seq` before which messages are missing between two that are known; `null` when there is no such gap. */
export function gapBefore(log: ChatLog): number | null {
  return log.known.length > 1 ? (log.known.at(-1)?.from ?? null) : null;
}

/** The `seq` before which earlier messages can be asked for; `null` when the beginning is known, or nothing at all. */
export function earlierThan(log: ChatLog): number | null {
  const first = log.known[0];
  return first === undefined || first.from === 0 ? null : first.from;
}

/** The newest known `seq`; 0 when there is none. */
export function newestSeq(log: ChatLog): number {
  return log.messages.at(-1)?.seq ?? 0;
}

/** How many messages of others came after `seq`. */
export function unreadAfter(log: ChatLog, seq: number, myId: string): number {
  let count = 0;
  for (let at = log.messages.length - 1; at >= 0; at--) {
    const message = log.messages[at];
    if (message === undefined || message.seq <= seq) break;
    if (message.by.id !== myId) count += 1;
  }
  return count;
}

function isKnown(log: ChatLog, key: string): boolean {
  const same = (message: { readonly key: string }) => message.key === key;
  return log.pending.some(same) || log.messages.some(same);
}

function add(log: ChatLog, messages: readonly Message[], stretch: Stretch): ChatLog {
  const keys = new Set(messages.map((message) => message.key));
  return {
    messages: merge(log.messages, messages),
    pending: log.pending.some((message) => keys.has(message.key))
      ? log.pending.filter((message) => !keys.has(message.key))
      : log.pending,
    known: join([...log.known, stretch]),
  };
}

function merge(known: readonly Message[], added: readonly Message[]): readonly Message[] {
  const newest = known.at(-1)?.seq ?? 0;
  const [only] = added;
  if (added.length === 1 && only !== undefined && only.seq > newest) return [...known, only];
  const bySeq = new Map(known.map((message) => [message.seq, message]));
  const before = bySeq.size;
  for (const message of added) {
    if (!bySeq.has(message.seq)) bySeq.set(message.seq, message);
  }
  if (bySeq.size === before) return known;
  return [...bySeq.values()].sort((a, b) => a.seq - b.seq);
}

function join(stretches: readonly Stretch[]): readonly Stretch[] {
  const joined: Stretch[] = [];
  for (const next of stretches.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
    const last = joined.at(-1);
    if (last !== undefined && next.from <= last.to + 1) {
      joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    } else {
      joined.push(next);
    }
  }
  return joined;
}
