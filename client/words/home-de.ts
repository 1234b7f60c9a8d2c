/** German: words of the front page. */
import type { HomeWords } from "./home-words.ts";
import { plural } from "./plural.ts";

const count = plural("de");

export const homeWords: HomeWords = {
  heading: "Ein Raum zum Zeichnen und Reden",
  about:
    "Öffne einen, verschicke den Link, und alle mit dem Link sind live auf demselben Board. Nichts zu installieren, niemand muss sich anmelden.",
  link: "Link oder Kennung eines Raums",
  orPaste: "oder füge einen Link ein",
  paste: "Link zu einem Raum einfügen",
  go: "Zu diesem Raum",
  elsewhere: (host) => `Dieser Link führt zu ${host}, nicht hierher.`,
  noLink: "Das ist weder Link noch Kennung eines Raums. Ein Link endet mit /room/ und der Kennung.",
  looks: "So sieht es aus",
  rooms: "Deine Räume",
  nothing: "In dieser Liste ist kein Raum mehr.",
  youAre: (name) => `Du bist ${name}`,
  starts: {
    blank: { label: "Raum öffnen", about: "mit leerem Board" },
    retro: { label: "Retro", about: "Spalten mit Notizen" },
    diagram: { label: "Diagramm", about: "Kästen und Pfeile" },
  },
  remove: (title) => `${title} aus dieser Liste entfernen`,
  removeThis: "Aus dieser Liste entfernen",
  news: (messages, shown) =>
    count(messages, { one: "# neue Nachricht", other: "# neue Nachrichten" }, shown),
  changed: "seither geändert",
  with: (names) => `mit ${names}`,
  player: {
    playing: "Zeichnung anhalten",
    paused: "Weiterzeichnen",
    over: "Noch einmal zeichnen",
  },
  living:
    "Ein Board, auf dem Mina und Jonas zusammen einen Plan zeichnen: Kästen, Pfeile, Notizen und Tinte.",
  drawing: {
    mina: "Mina",
    jonas: "Jonas",
    title: "Frühlingstreffen",
    talk: "Besprechen",
    sketch: "Ideen skizzieren",
    decide: "Wählen",
    charger: "Wer bringt das Ladegerät?",
    ship: "Freitag geht’s raus",
    cake: "Samstag Kuchen",
  },
};
