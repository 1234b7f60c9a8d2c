/** German: the words of following, of calls to a place and of the minimap. */
import type { FollowWords } from "./follow-words.ts";
import { plural } from "./plural.ts";

const count = plural("de");

export const followWords: FollowWords = {
  following: (name) => `Du folgst ${name}`,
  through: (name, last) => `Du folgst ${name} und damit ${last}`,
  stop: "Nicht mehr folgen",
  followsYou: (name) => `${name} folgt dir`,
  manyFollowYou: (people) =>
    count(people, { one: "# Person folgt dir", other: "# Personen folgen dir" }),
  left: (name) => `${name} ist gegangen. Du bewegst die Tafel wieder selbst.`,
  ring: (name) => `${name} folgt dir bereits. Eine Person muss führen.`,
  unseen: (name) => `Du kannst ${name} nicht folgen: Das andere Programm sagt nicht, was es zeigt.`,
  presents: (name) => `${name} präsentiert`,
  join: "Folgen",
  notNow: "Jetzt nicht",
  calls: (name) => `${name} bittet alle an eine Stelle der Tafel`,
  go: "Hingehen",
  stay: "Hierbleiben",
  there: (name) => `Du bist, wohin ${name} dich gerufen hat`,
  back: "Zurück",
  close: "Schließen",
  asked: "Alle sind gebeten, hierher zu kommen.",
  alone: "Niemand sonst ist hier.",
  offline: "Es gibt keine Verbindung, deshalb wurde niemand gerufen.",
  tooSoon: "Das waren viele Rufe. Versuche es in einigen Sekunden wieder.",
  minimap: "Übersichtskarte der Tafel",
  minimapKeys: "Pfeiltasten bewegen die Ansicht. Ein Klick führt dorthin.",
};
