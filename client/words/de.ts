/** German: words that the first sight of a page needs. All others stand in the catalogues beside this one. */
import { plural } from "./plural.ts";
import type { Words } from "./words.ts";

const count = plural("de");

export const de: Words = {
  board: {
    noTools:
      "Die Werkzeuge des Boards konnten nicht geladen werden. Du siehst, was die anderen zeichnen.",
    tryAgain: "Noch einmal versuchen",
  },
  keys: {
    Ctrl: "Strg",
    Alt: "Alt",
    Shift: "Umschalt",
    Enter: "Eingabe",
    Tab: "Tab",
    Escape: "Esc",
    Backspace: "Rücktaste",
    Delete: "Entf",
    Home: "Pos1",
    End: "Ende",
    PageUp: "Bild ↑",
    PageDown: "Bild ↓",
    ContextMenu: "Menü",
  },
  lazy: {
    failed:
      "Dieser Teil der Seite konnte nicht geladen werden. Versuche es noch einmal, wenn die Verbindung wieder da ist.",
    broken:
      "Ein Teil dieser Seite ist ausgefallen. Das Board geht weiter, und nichts Gespeichertes ist verloren.",
  },
  connection: {
    label: "Verbindung",
    connecting: "Verbinde …",
    saved: "Gespeichert",
    saving: "Speichere …",
    offline: "Offline",
    damaged: "Beschädigt, nur ansehen",
    rebuilding: "Beschädigt, lädt neu …",
    closed: "Geschlossen",
    isOffline: "Du bist offline. Deine Änderungen werden hier aufbewahrt.",
    isBack: "Du bist wieder verbunden.",
    heldBack: {
      "document-full": "Board voll, lösche etwas",
      "room-full": "Raum voll",
      "bad-update": "Nicht gespeichert",
      crowded: "Viele schreiben hier, wird später gespeichert",
      "not-yours": "Nicht gespeichert",
      "no-access": "Nicht gespeichert",
    },
    kept: (changes) =>
      count(changes, {
        one: ", # Änderung hier aufbewahrt",
        other: ", # Änderungen hier aufbewahrt",
      }),
  },
  room: {
    title: "Titel des Raums",
    untitled: "Raum ohne Titel",
    role: "Deine Rolle",
    roles: { commenter: "Nur kommentieren", viewer: "Nur ansehen" },
    toFront: "Zur Startseite",
    home: "Stoa, die Startseite",
    front: "Startseite",
    openInStoa: "In Stoa öffnen",
  },
  share: {
    button: "Teilen",
    title: "Diesen Raum teilen",
  },
  notes: { close: "Schließen" },
  refusals: {
    "bad-event":
      "Der Raum hat diese Seite nicht verstanden. Sie ist vielleicht älter als der Server. Lade sie neu.",
    "bad-presence":
      "Die anderen sehen deinen neuesten Namen, Zeiger und deine Auswahl nicht: Der Raum hat keinen Platz dafür. Deine Zeichnung wird trotzdem gespeichert.",
    incomplete:
      "Dieser Browser bewahrt Änderungen auf, die auf andere warten, die hier niemand hat. Sie werden weder gezeigt noch gespeichert, alles andere schon.",
  },
  damage:
    "Ein Teil von dem, was dieser Raum gespeichert hat, ist beschädigt. Du kannst ansehen, was übrig ist, aber nichts ändern. Der Betreiber des Servers kann eine Sicherung zurückspielen.",
  refused: {
    link: {
      heading: "Dieser Link öffnet den Raum nicht mehr",
      text: "Er wurde zurückgezogen oder ist abgelaufen. Bitte um einen neuen.",
    },
    access: {
      heading: "Dieser Raum ist für dich nicht offen",
      text: "Sein Besitzer entscheidet, wer hereinkommt. Bitte um einen Link.",
    },
    deleted: {
      heading: "Diesen Raum gibt es nicht mehr",
      text: "Jemand, dem er gehört, hat ihn gelöscht.",
    },
    large: {
      heading: "Das war zu viel auf einmal",
      text: "Der Raum konnte eine Änderung dieser Größe nicht annehmen. Lade ihn neu und versuche es in kleineren Teilen.",
    },
    other: {
      heading: "Der Raum und diese Seite haben einander nicht verstanden",
      text: "Vielleicht ist diese Seite älter als der Server. Lade sie neu.",
    },
    kept: "Deine Änderungen werden solange in diesem Browser aufbewahrt.",
    reload: "Raum neu laden",
  },
  notFound: {
    heading: "Hier steht nichts",
    text: "Diese Adresse führt zu keiner Seite und keinem Raum. Links zu Räumen bestehen aus /room/ und bis zu 64 Buchstaben, Ziffern, Binde- und Unterstrichen. Vielleicht ging ein Teil verloren.",
  },
  chat: {
    title: "Chat",
    hide: "Bereich ausblenden",
    width: "Breite der Nachrichten",
    unread: (messages) => `${messages} ungelesen`,
  },
  people: {
    you: "Du",
    yourName: "Dein Name",
    yourColour: "Deine Farbe",
  },
  hues: {
    terracotta: "Terrakotta",
    amber: "Bernstein",
    olive: "Oliv",
    green: "Grün",
    teal: "Petrol",
    azure: "Azur",
    blue: "Blau",
    indigo: "Indigo",
    violet: "Violett",
    magenta: "Magenta",
    rose: "Rosé",
    red: "Rot",
  },
  guests: {
    // The animals are masculine, so that the qualities fit to each of them.
    qualities:
      "Achtsamer Bunter Eifriger Emsiger Ehrlicher Fairer Feiner Fescher Findiger Fixer " +
      "Flinker Flotter Froher Gelassener Geduldiger Gewitzter Goldener Guter Heiterer " +
      "Heller Herzlicher Kecker Kluger Kühner Leiser Lieber Lustiger Milder " +
      "Munterer Mutiger Netter Neuer Patenter Rascher Reifer Reger Ruhiger Sachter " +
      "Sanfter Schlauer Schneller Sonniger Stiller Tapferer Treuer Wacher Warmer Weiser",
    animals:
      "Adler Biber Bussard Dachs Delfin Dingo Eisvogel Elch Falke Fasan Fink Flamingo " +
      "Frosch Fuchs Gecko Habicht Hase Hirsch Hummer Igel Kakadu Kiebitz " +
      "Koala Kolibri Kranich Lachs Luchs Marder Milan Molch Otter Panda Papagei Pelikan " +
      "Pinguin Puma Rabe Reiher Sittich Spatz Specht Star Steinbock Storch Uhu Wombat Zander",
    name: (quality, animal) => `${quality} ${animal}`,
  },
  theme: {
    label: "Darstellung",
    system: "Wie das System",
    light: "Hell",
    dark: "Dunkel",
  },
  language: { label: "Sprache", system: "Wie der Browser" },
  drops: {
    files:
      "Dateien können hier nicht abgelegt werden, nur Bilder und Zeichnungen auf einem Board. Nichts hat sich geändert.",
    links: "Ein Link kann hier nicht abgelegt werden. Füge ihn in den Chat oder in eine Notiz ein.",
  },
  time: {
    now: "gerade eben",
    minutes: (minutes) => `vor ${minutes} Min.`,
    hours: (hours) => `vor ${hours} Std.`,
    yesterday: "gestern",
    last: (weekday) => `letzten ${weekday}`,
    today: "Heute",
    dayBefore: "Gestern",
    day: (weekday, date) => `${weekday}, ${date}`,
  },
};
