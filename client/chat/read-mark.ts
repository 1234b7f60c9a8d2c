import * as v from "valibot";
import { browserStorage, type KeptValues } from "../ui/storage.ts";
import { createStore, type ReadableStore, useStore } from "../ui/store.ts";
import type { Conversation } from "./conversation.ts";
import { unreadAfter } from "./log.ts";

const seqSchema = v.pipe(v.number(), v.integer(), v.minValue(0));

/** How far this browser has read in a room's chat. */
export interface ReadMark {
  /** The `seq` of the last message read; 0 when none ever was. */
  readonly seq: ReadableStore<number>;
  /** Everything up to `seq` has been read. The mark never goes back. */
  read(seq: number): void;
}

/** The mark of a room, as this browser keeps it. */
export function keepReadMark(room: string, kept: KeptValues = browserStorage): ReadMark {
  const key = `stoa.read.${room}`;
  const stored = () => kept.read(key, seqSchema) ?? 0;
  const mark = createStore(stored());
  return {
    seq: mark,
    read(seq) {
      const furthest = Math.max(seq, mark.get(), stored());
      if (furthest === mark.get()) return;
      kept.write(key, furthest);
      mark.set(furthest);
    },
  };
}

/** How many messages of others are unread. */
export function useUnread(conversation: Conversation, mark: ReadMark, myId: string): number {
  const log = useStore(conversation.log);
  return unreadAfter(log, useStore(mark.seq), myId);
}
