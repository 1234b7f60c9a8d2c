/** English: the words of following, of calls to a place and of the minimap. They are loaded with those parts. */
import { plural } from "./plural.ts";

const count = plural("en");

export const followWords = {
  following: (name: string) => `Following ${name}`,
  /** Somebody is followed who follows another person. */
  through: (name: string, last: string) => `Following ${name}, who follows ${last}`,
  stop: "Stop following",
  followsYou: (name: string) => `${name} follows you`,
  manyFollowYou: (people: number) =>
    count(people, { one: "# person follows you", other: "# people follow you" }),
  left: (name: string) => `${name} has left. You move the board yourself again.`,
  ring: (name: string) => `${name} follows you already. One of you leads.`,
  unseen: (name: string) => `You cannot follow ${name}: their program does not tell what it shows.`,
  presents: (name: string) => `${name} presents`,
  join: "Follow",
  notNow: "Not now",
  calls: (name: string) => `${name} asks everybody to come to a place on the board`,
  go: "Go",
  stay: "Stay",
  there: (name: string) => `You are where ${name} called you`,
  back: "Back",
  close: "Close",
  asked: "Everybody is asked to come here.",
  alone: "Nobody else is here.",
  offline: "There is no connection, so nobody was asked.",
  tooSoon: "Those were many calls. Try again in some seconds.",
  minimap: "Minimap of the board",
  minimapKeys: "Arrow keys move the view. A press goes there.",
};
