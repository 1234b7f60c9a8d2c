/** German: the words of comments. */
import type { CommentWords } from "./comments-words.ts";
import { plural } from "./plural.ts";

const count = plural("de");

export const commentWords: CommentWords = {
  title: "Kommentare",
  thread: "Kommentarfaden",
  somebody: "Jemand",
  list: "Liste der Kommentare",
  hide: "Kommentare ausblenden",
  close: "Schließen",
  fresh: (threads) => count(threads, { one: "# Faden mit Neuem", other: "# Fäden mit Neuem" }),
  filters: { open: "Offen", resolved: "Erledigt", mine: "Meine" },
  none: {
    open: "Keine offenen Kommentare. Nimm das Kommentarwerkzeug und klicke auf die Stelle.",
    resolved: "Noch ist nichts erledigt.",
    mine: "Du hast hier nichts geschrieben, und niemand hat dich erwähnt.",
  },
  noneToRead: "Keine offenen Kommentare.",
  write: "Kommentar schreiben",
  reply: "Antworten",
  hint: "Antworte, oder erwähne jemanden mit @",
  send: "Senden",
  save: "Speichern",
  cancel: "Abbrechen",
  pin: (name, text, replies) =>
    `${name}: ${text}${replies === 0 ? "" : `, ${count(replies, { one: "# Antwort", other: "# Antworten" })}`}`,
  cluster: (threads) => count(threads, { one: "# Faden", other: "# Fäden hier" }),
  unread: (news) => `${news} neu`,
  replies: (replies) => count(replies, { one: "# Antwort", other: "# Antworten" }),
  resolve: "Erledigen",
  reopen: "Wieder öffnen",
  resolvedBy: (name) => `Erledigt von ${name}`,
  removeThread: "Faden löschen",
  reallyRemove: "Den Faden mit allen Kommentaren löschen?",
  edit: "Bearbeiten",
  delete: "Löschen",
  react: "Reagieren",
  edited: "bearbeitet",
  deleted: (name) => `Gelöscht von ${name}`,
  shapeGone: "Die Form, um die es ging, wurde gelöscht.",
  waits: "Wird gesendet, sobald es geht",
  notSent: "Nicht gesendet.",
  retry: "Noch einmal versuchen",
  discard: "Entfernen",
  stranded: "Antworten, die nicht gesendet werden konnten",
  people: "Personen zum Erwähnen",
  said: (name, text) => `${name} hat kommentiert: ${text}`,
  refused: (reason) => `Der Kommentar wurde nicht geändert. ${reason}`,
};
