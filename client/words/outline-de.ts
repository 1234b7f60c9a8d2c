/** German: the words of the outline, and what is said aloud of the board. */
import type { OutlineWords } from "./outline-words.ts";
import { plural } from "./plural.ts";

const count = plural("de");

export const outlineWords: OutlineWords = {
  title: "Gliederung",
  tree: "Gliederung des Boards",
  close: "Gliederung schließen",
  empty: "Auf dem Board ist noch nichts.",
  keys: "Enter schreibt in eine Form, F2 benennt sie hier um, Entf löscht sie.",
  readOnly: "Du kannst hier schauen, aber nichts ändern.",
  branches: {
    connections: "Verbindungen",
    drawings: "Von Hand gezeichnet",
    threads: "Offene Kommentare",
  },
  branch: (name, rows) => `${name}: ${rows}`,
  from: (from, to) => `von ${from} zu ${to}`,
  nothing: "nichts",
  connected: (shapes) => `verbunden mit ${shapes}`,
  others: (shapes) => count(shapes, { one: "# weiteren", other: "# weiteren" }),
  locked: "gesperrt",
  stands: (x, y, width, height) => `bei ${x}, ${y}, ${width} breit, ${height} hoch`,
  thread: (name, text) => `${name} schreibt: ${text}`,
  replies: (replies) => count(replies, { one: "# Antwort", other: "# Antworten" }),
  about: (shape) => `zu ${shape}`,
  renaming: (shape) => `Text von ${shape}`,
  isLocked: "Das ist gesperrt.",
  shapes: (shapes) => count(shapes, { one: "# Form", other: "# Formen" }),
  somebody: "Jemand",
  mine: {
    added: (shapes) => `Hinzugefügt: ${shapes}`,
    wrote: (shapes) => `Geschrieben in: ${shapes}`,
    moved: (shapes) => `Verschoben: ${shapes}`,
    changed: (shapes) => `Geändert: ${shapes}`,
    removed: (shapes) => `Gelöscht: ${shapes}`,
  },
  theirs: {
    added: (name, shapes) => `${name} hat hinzugefügt: ${shapes}`,
    wrote: (name, shapes) => `${name} hat geschrieben in: ${shapes}`,
    moved: (name, shapes) => `${name} hat verschoben: ${shapes}`,
    changed: (name, shapes) => `${name} hat geändert: ${shapes}`,
    removed: (name, shapes) => `${name} hat gelöscht: ${shapes}`,
  },
  joined: (name) => `${name} ist jetzt da`,
  left: (name) => `${name} ist gegangen`,
  joinedMany: (people) =>
    count(people, { one: "# Person ist jetzt da", other: "# Personen sind jetzt da" }),
  leftMany: (people) =>
    count(people, { one: "# Person ist gegangen", other: "# Personen sind gegangen" }),
  and: " und ",
  verbosity: {
    label: "Screenreader",
    off: "Nichts",
    mine: "Was ich tue",
    people: "Mich und Personen",
    all: "Alles",
  },
};
