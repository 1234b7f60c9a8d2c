/** English: words that the first sight of a page needs. All others stand in the catalogues beside this one. */
import type { Role } from "../../shared/roles.ts";
import type { Refusal } from "../../shared/wire/events.ts";
import { plural } from "./plural.ts";

const count = plural("en");

export const en = {
  board: {
    noTools: "The tools of the board could not be loaded. You see what the others draw.",
    tryAgain: "Try again",
  },
  /** The caps of keys, as keyboards of the language have them; the others stand for themselves. */
  keys: {
    Ctrl: "Ctrl",
    Alt: "Alt",
    Shift: "Shift",
    Enter: "Enter",
    Tab: "Tab",
    Escape: "Esc",
    Backspace: "Backspace",
    Delete: "Delete",
    Home: "Home",
    End: "End",
    PageUp: "PageUp",
    PageDown: "PageDown",
    ContextMenu: "Menu",
  },
  lazy: {
    failed: "This part of the page could not be loaded. Try again when the connection is back.",
    broken:
      "A part of this page has failed. The board goes on, and nothing that was saved is lost.",
  },
  connection: {
    label: "Connection",
    connecting: "Connecting…",
    saved: "Saved",
    saving: "Saving…",
    offline: "Offline",
    damaged: "Damaged, view only",
    rebuilding: "Damaged, loading anew…",
    closed: "Closed",
    isOffline: "You are offline. Your changes are kept here.",
    isBack: "You are connected again.",
    heldBack: {
      "document-full": "Board full, delete something",
      "room-full": "Room full",
      "bad-update": "Not saved",
      crowded: "Many write here, saved later",
      "not-yours": "Not saved",
      "no-access": "Not saved",
    },
    kept: (changes: number) =>
      count(changes, { one: ", # change kept here", other: ", # changes kept here" }),
  },
  room: {
    title: "Room title",
    untitled: "Untitled room",
    role: "Your role",
    roles: { commenter: "Comment only", viewer: "View only" } satisfies Partial<
      Record<Role, string>
    >,
    toFront: "Go to the front page",
    home: "Stoa, the front page",
    front: "Front page",
    openInStoa: "Open in Stoa",
  },
  share: {
    button: "Share",
    title: "Share this room",
  },
  notes: { close: "Close" },
  refusals: {
    "bad-event":
      "The room did not understand this page, which may be older than the server. Load it again.",
    "bad-presence":
      "The others do not see your newest name, pointer and selection: the room has no space for them. Your drawing is saved all the same.",
    incomplete:
      "This browser keeps changes that wait for others, which nobody here has. They are neither shown nor saved; everything else is.",
  } satisfies Partial<Record<Refusal, string>>,
  damage:
    "Part of what this room stored is damaged. You can look at what is left, but not change it. Whoever runs this server can put a backup back.",
  refused: {
    link: {
      heading: "This link no longer opens the room",
      text: "It was withdrawn or has expired. Ask whoever sent it for a new one.",
    },
    access: {
      heading: "This room is not open to you",
      text: "Its owner decides who may come in. Ask them for a link.",
    },
    deleted: {
      heading: "This room is gone",
      text: "Somebody who owns it has deleted it.",
    },
    large: {
      heading: "That was too much at once",
      text: "The room could not take a change of this size. Load it again, and try it in smaller parts.",
    },
    other: {
      heading: "The room and this page did not understand each other",
      text: "Perhaps this page is older than the server. Load it again.",
    },
    kept: "Your changes meanwhile are kept in this browser.",
    reload: "Load the room again",
  },
  notFound: {
    heading: "Nothing stands here",
    text: "This address leads to no page and no room. Room links look like /room/ followed by up to 64 letters, digits, hyphens and underscores; perhaps a part of it got lost.",
  },
  chat: {
    title: "Chat",
    hide: "Hide panel",
    width: "Width of the messages",
    unread: (messages: string) => `${messages} unread`,
  },
  people: {
    you: "You",
    yourName: "Your name",
    yourColour: "Your colour",
  },
  /** The colours of people. */
  hues: {
    terracotta: "Terracotta",
    amber: "Amber",
    olive: "Olive",
    green: "Green",
    teal: "Teal",
    azure: "Azure",
    blue: "Blue",
    indigo: "Indigo",
    violet: "Violet",
    magenta: "Magenta",
    rose: "Rose",
    red: "Red",
  },
  /** The names that guests get. */
  guests: {
    /** Short, kind, and true of any animal. */
    qualities:
      "Amber Autumn Bold Brave Bright Calm Candid Clever Coral Cosy Curious Dapper Deft " +
      "Early Eager Easy Fair Fleet Fond Frank Gentle Glad Golden Hardy Hazel Honest " +
      "Jolly Keen Kind Lively Lucky Mellow Merry Mild Misty Neat Nimble Noble Patient " +
      "Plucky Polite Quick Quiet Ready Silver Steady Sunny Swift Tidy Warm Wise Witty",
    /** Animals that are easy to spell, and that nobody minds to be. */
    animals:
      "Badger Beaver Bison Crane Cricket Curlew Deer Dolphin Dove Egret Falcon Finch " +
      "Fox Gecko Hare Hawk Hedgehog Heron Ibex Ibis Jay Kestrel Koala Lark Lemur Linnet " +
      "Lynx Magpie Marten Moose Newt Orca Osprey Otter Owl Panda Pelican Plover Puffin " +
      "Quail Raven Robin Seal Sparrow Stork Swan Tern Thrush Tortoise Wombat Wren Yak",
    name: (quality: string, animal: string) => `${quality} ${animal}`,
  },
  theme: {
    label: "Appearance",
    system: "As the system",
    light: "Light",
    dark: "Dark",
  },
  language: { label: "Language", system: "As the browser" },
  drops: {
    files:
      "Files cannot be dropped here, but for images and drawings on a board. Nothing has changed.",
    links: "A link cannot be dropped here. Paste it into the chat or into a note.",
  },
  time: {
    now: "just now",
    minutes: (minutes: number) => `${minutes} min ago`,
    hours: (hours: number) => `${hours} h ago`,
    yesterday: "yesterday",
    last: (weekday: string) => `last ${weekday}`,
    today: "Today",
    dayBefore: "Yesterday",
    day: (weekday: string, date: string) => `${weekday}, ${date}`,
  },
};
