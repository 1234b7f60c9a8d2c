/** German: words of the parts of a room's page that come after its first sight. */
import { plural } from "./plural.ts";
import type { RoomWords } from "./room-words.ts";

const count = plural("de");

export const roomWords: RoomWords = {
  mainMenu: "Hauptmenü",
  templates: {
    retro: {
      title: "Retro",
      well: { name: "Lief gut", question: "Was behalten wir bei?" },
      improve: { name: "Zu verbessern", question: "Was hat uns gebremst?" },
      next: { name: "Nächste Schritte", question: "Wer macht was, und bis wann?" },
    },
    diagram: {
      title: "Von der Idee zum Ergebnis",
      idea: "Eine Idee",
      sketch: "Skizzieren",
      decide: "Gut genug?",
      yes: "ja",
      no: "nein",
      build: "Bauen",
      test: "Mit jemandem ausprobieren",
      note: "Doppelklicke auf eine Form und schreibe hinein",
    },
  },
  share: {
    qrCode: "QR-Code des Links",
    whoever: "Alle mit dem Link können dabei sein",
    link: "Link zu diesem Raum",
    copyLink: "Link kopieren",
    linkCopied: "Link kopiert",
    embed: "Auf deiner eigenen Seite",
    parts: "Teile des eingebetteten Raums",
    views: { board: "Board", chat: "Nur Chat", split: "Beides" },
    html: "HTML, das diesen Raum einbettet",
    copyHtml: "HTML kopieren",
    htmlCopied: "HTML kopiert",
    byHand:
      "Dein Browser lässt diese Seite nicht kopieren. Es ist ausgewählt: Kopiere es mit Tastatur oder Menü.",
  },
  lost: {
    shapes: {
      note: "diese Notiz",
      link: "diesen Link",
      text: "diesen Text",
      rectangle: "dieses Rechteck",
      ellipse: "diese Ellipse",
      diamond: "diese Raute",
      triangle: "dieses Dreieck",
      hexagon: "dieses Sechseck",
      cylinder: "diesen Zylinder",
      cloud: "diese Wolke",
      star: "diesen Stern",
      callout: "diese Sprechblase",
    },
    shape: "diese Form",
    somebody: "Jemand",
    byUndo: (shape) => `Rückgängigmachen hat ${shape} mit Text darin entfernt.`,
    deleted: (name, shape) => `${name} hat ${shape} gelöscht.`,
    bringBack: "Zurückholen",
  },
  repair: {
    rebuilding: "Die Kopie des Raums auf dieser Seite ist beschädigt. Sie wird neu geladen …",
    rebuilt:
      "Die Kopie des Raums auf dieser Seite war beschädigt und wurde neu geladen. Rückgängig beginnt ab hier.",
    found: (shapes) =>
      count(shapes, {
        one: "# Form, die du gezeichnet hast, ist nicht im Raum.",
        other: "# Formen, die du gezeichnet hast, sind nicht im Raum.",
      }),
    putBack: (shapes) =>
      count(shapes, { one: "# Form zurücklegen", other: "# Formen zurücklegen" }),
    hopeless:
      "Der Inhalt dieses Raums beschädigt jede Kopie davon. Du kannst den Raum ansehen, aber nicht ändern. Der Betreiber des Servers kann ihn mit „npm run stoa -- repair“ heilen.",
    kept: (shapes) =>
      count(shapes, {
        one: "# Form von dir kann heruntergeladen werden.",
        other: "# Formen von dir können heruntergeladen werden.",
      }),
    download: "Herunterladen",
    discard: "Verwerfen",
  },
  chat: {
    message: "Nachricht",
    placeholder: "Nachricht an den Raum",
    send: "Senden",
    closed: "Du kannst hier lesen, aber nicht schreiben.",
    tooLong: (letters) => `${letters} zu viel`,
    left: (letters) => `noch ${letters}`,
    conversation: "Gespräch",
    messages: "Nachrichten",
    empty: "Hier wurde noch nichts gesagt.",
    newest: "Neueste Nachrichten",
    fresh: "Neu",
    waits: "Wird gesendet, sobald es geht",
    notSent: "Nicht gesendet.",
    retry: "Noch einmal versuchen",
    discard: "Entfernen",
    typing: (name) => `${name} schreibt …`,
    typingTwo: (one, other) => `${one} und ${other} schreiben …`,
    typingThree: (one, two, three) => `${one}, ${two} und ${three} schreiben …`,
    typingMore: (one, two, others) => `${one}, ${two} und ${others} weitere schreiben …`,
    reasons: {
      "no-access": "Du darfst in diesem Raum nicht schreiben.",
      "too-large": "Es ist zu lang.",
      "room-full": "Der Raum ist voll.",
      "comments-full": "Der Raum hat so viele Kommentare, wie er fassen kann.",
      "no-comment": "Der Kommentar wurde gelöscht.",
      "chat-full":
        "Der Chat dieses Raums ist voll. Das Board geht weiter. Öffne für den Chat einen neuen Raum.",
      "too-fast": "Das war viel auf einmal. Versuche es gleich noch einmal.",
      "bad-event": "Der Raum konnte es nicht lesen.",
      "bad-update": "Der Raum hat es nicht angenommen.",
      "not-yours": "Der Raum hat es nicht angenommen.",
      "bad-presence": "Der Raum hat es nicht angenommen.",
      "document-full": "Der Raum hat es nicht angenommen.",
      incomplete: "Der Raum hat es nicht angenommen.",
      crowded: "Der Raum hat es nicht angenommen.",
    },
  },
  people: {
    label: "Personen",
    list: "Personen in diesem Raum",
    here: (people) => count(people, { one: "Nur du bist hier", other: "# Personen sind hier" }),
    away: "abwesend",
    verified: "bestätigt",
    isVerified: "Der Name ist bestätigt",
    outOfView: "Personen außerhalb der Ansicht",
    goTo: (name) => `Zu ${name}`,
  },
  news: {
    isHere: "ist jetzt hier",
    areHere: "sind jetzt hier",
    and: " und ",
    andOthers: (others) => ` und ${others} weitere`,
    count: (number) => `${number} neu`,
    open: "Chat öffnen",
  },
};
