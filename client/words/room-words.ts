/** Words of the parts of a room's page that come after its first sight, in the language of the page. This file is loaded after the page has chosen. */
import { roomWords as en } from "./room-en.ts";
import { inLanguage, language } from "./words.ts";

/** The words by their keys. */
export type RoomWords = typeof en;

export const roomWords: RoomWords = await inLanguage(language, en, {
  de: async () => (await import("./room-de.ts")).roomWords,
  es: async () => (await import("./room-es.ts")).roomWords,
});
