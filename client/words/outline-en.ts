/** English: the words of the outline, and what is said aloud of the board. They are loaded with either. */
import { plural } from "./plural.ts";

const count = plural("en");

export const outlineWords = {
  title: "Outline",
  tree: "Outline of the board",
  close: "Close the outline",
  empty: "Nothing is on the board yet.",
  keys: "Enter writes in a shape, F2 renames it here, Delete deletes it.",
  readOnly: "You can look here, but not change anything.",
  branches: { connections: "Connections", drawings: "Drawn by hand", threads: "Open comments" },
  branch: (name: string, rows: number) => `${name}, ${rows}`,
  from: (from: string, to: string) => `from ${from} to ${to}`,
  nothing: "nothing",
  connected: (shapes: string) => `connected to ${shapes}`,
  others: (shapes: number) => count(shapes, { one: "# other", other: "# others" }),
  locked: "locked",
  /** A place and size, in units of the board. */
  stands: (x: number, y: number, width: number, height: number) =>
    `at ${x}, ${y}, ${width} wide, ${height} high`,
  thread: (name: string, text: string) => `${name}: ${text}`,
  replies: (replies: number) => count(replies, { one: "# reply", other: "# replies" }),
  about: (shape: string) => `on ${shape}`,
  renaming: (shape: string) => `Words of ${shape}`,
  isLocked: "It is locked.",
  shapes: (shapes: number) => count(shapes, { one: "# shape", other: "# shapes" }),
  somebody: "Somebody",
  /** Acts of mine, with the shapes that they were done to. */
  mine: {
    added: (shapes: string) => `Added: ${shapes}`,
    wrote: (shapes: string) => `Wrote in: ${shapes}`,
    moved: (shapes: string) => `Moved: ${shapes}`,
    changed: (shapes: string) => `Changed: ${shapes}`,
    removed: (shapes: string) => `Deleted: ${shapes}`,
  },
  /** Acts of others, with their names. */
  theirs: {
    added: (name: string, shapes: string) => `${name} added ${shapes}`,
    wrote: (name: string, shapes: string) => `${name} wrote in ${shapes}`,
    moved: (name: string, shapes: string) => `${name} moved ${shapes}`,
    changed: (name: string, shapes: string) => `${name} changed ${shapes}`,
    removed: (name: string, shapes: string) => `${name} deleted ${shapes}`,
  },
  joined: (name: string) => `${name} joined`,
  left: (name: string) => `${name} left`,
  joinedMany: (people: number) =>
    count(people, { one: "# person joined", other: "# people joined" }),
  leftMany: (people: number) => count(people, { one: "# person left", other: "# people left" }),
  and: " and ",
  verbosity: {
    label: "Screen reader",
    off: "Nothing",
    mine: "My own acts",
    people: "My acts and people",
    all: "Everything",
  },
};
