import type { Message } from "../../shared/chat/message.ts";
import { dayOf } from "../ui/time.ts";
import type { ChatLog, PendingMessage } from "./log.ts";

/** Milliseconds within which messages of one author stand together under one name. */
const TOGETHER_MS = 5 * 60_000;

/** One message as it stands in the list. */
export type Row =
  | {
      readonly kind: "sent";
      readonly key: string;
      readonly message: Message;
      readonly mine: boolean;
      /** Begins a day: its name stands above. */
      readonly newDay: boolean;
      /** The first that was not read when the chat was opened. */
      readonly firstUnread: boolean;
      /** Goes on from the message above: no name of its own. */
      readonly follows: boolean;
    }
  | {
      readonly kind: "pending";
      readonly key: string;
      readonly message: PendingMessage;
      readonly follows: boolean;
    };

/**
 * The log as rows. `readUpTo` is the last message that was read when the chat
 * was opened; 0 for whoever has never read here, and sees no line.
 */
export function rowsOf(log: ChatLog, myId: string, readUpTo: number): Row[] {
  const rows: Row[] = [];
  let above: Message | null = null;
  let lineDrawn = readUpTo === 0;
  for (const message of log.messages) {
    const mine = message.by.id === myId;
    const newDay = above === null || dayOf(above.at) !== dayOf(message.at);
    const firstUnread = !lineDrawn && !mine && message.seq > readUpTo;
    lineDrawn ||= firstUnread;
    const follows =
      above !== null &&
      !newDay &&
      !firstUnread &&
      above.by.id === message.by.id &&
      above.by.name === message.by.name &&
      message.at - above.at < TOGETHER_MS;
    rows.push({ kind: "sent", key: message.key, message, mine, newDay, firstUnread, follows });
    above = message;
  }
  let follows = above !== null && above.by.id === myId;
  for (const message of log.pending) {
    rows.push({ kind: "pending", key: message.key, message, follows });
    follows = true;
  }
  return rows;
}
