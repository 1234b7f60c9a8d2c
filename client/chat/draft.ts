import * as v from "valibot";
import { MAX_MESSAGE } from "../../shared/limits.ts";
import { tabStorage } from "../ui/storage.ts";
import { roomWords } from "../words/room-words.ts";

/** Characters before the limit at which it is told. */
const WARN_AT = MAX_MESSAGE - 200;

/** How much room is left, once that matters; empty before. */
export function limitWords(length: number): string {
  if (length > MAX_MESSAGE) return roomWords.chat.tooLong(length - MAX_MESSAGE);
  return length > WARN_AT ? roomWords.chat.left(MAX_MESSAGE - length) : "";
}

/** The unsent text of a room, kept as long as the tab. */
export function readDraft(room: string): string {
  return tabStorage.read(draftKey(room), v.string()) ?? "";
}

export function writeDraft(room: string, text: string): void {
  if (text === "") tabStorage.remove(draftKey(room));
  else tabStorage.write(draftKey(room), text);
}

function draftKey(room: string): string {
  return `stoa.draft.${room}`;
}
