import * as v from "valibot";
import { MAX_MESSAGE } from "../../shared/limits.ts";
import { tabStorage } from "../ui/storage.ts";
import { words } from "../words/words.ts";

/** Characters before the limit at which it is told. */
const WARN_AT = MAX_MESSAGE - 200;

/** The typed text as it would be sent: no blanks around it, no control characters but tab and line end. */
export function sendable(typed: string): string {
  return (
    typed
      .replaceAll(/\r\n?/g, "\n")
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
      .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/g, "")
      .trim()
  );
}

/** How much room is left, once that matters; empty before. */
export function limitWords(length: number): string {
  if (length > MAX_MESSAGE) return words.chat.tooLong(length - MAX_MESSAGE);
  return length > WARN_AT ? words.chat.left(MAX_MESSAGE - length) : "";
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
