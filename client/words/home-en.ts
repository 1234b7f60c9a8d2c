/** English: words of the front page. */
import { plural } from "./plural.ts";

const count = plural("en");

export const homeWords = {
  heading: "A room to draw and talk in",
  about:
    "Open one, send the link, and everyone who has it is on the same board, live. Nothing to install, nobody to sign up.",
  link: "Link or id of a room",
  orPaste: "or paste a link",
  paste: "Paste a link to a room",
  go: "Go to this room",
  elsewhere: (host: string) => `That link leads to ${host}, not here.`,
  noLink: "That is no link or id of a room. A link ends in /room/ and the room’s id.",
  looks: "How it looks",
  rooms: "Your rooms",
  nothing: "No room is in this list any more.",
  youAre: (name: string) => `You are ${name}`,
  starts: {
    blank: { label: "Open a room", about: "with a blank board" },
    retro: { label: "Retro", about: "columns of notes" },
    diagram: { label: "Diagram", about: "boxes and arrows" },
  },
  remove: (title: string) => `Remove ${title} from this list`,
  removeThis: "Remove from this list",
  /** `shown` is the number, or the most that is counted and a plus. */
  news: (messages: number, shown: string) =>
    count(messages, { one: "# new message", other: "# new messages" }, shown),
  changed: "changed since",
  with: (names: string) => `with ${names}`,
  player: { playing: "Pause the drawing", paused: "Go on drawing", over: "Draw it again" },
  living: "A board on which Mina and Jonas draw a plan together: boxes, arrows, notes and ink.",
  /** The words of the drawing on the front page. */
  drawing: {
    mina: "Mina",
    jonas: "Jonas",
    title: "Spring workshop",
    talk: "Talk it over",
    sketch: "Sketch ideas",
    decide: "Decide",
    charger: "Who brings the charger?",
    ship: "Ship it Friday",
    cake: "Cake on Saturday",
  },
};
