/** English: words of the parts of a room's page that come after its first sight. */
import type { ShapeType } from "../../shared/board/kinds.ts";
import type { Refusal } from "../../shared/wire/events.ts";
import { plural } from "./plural.ts";

const count = plural("en");

export const roomWords = {
  mainMenu: "Main menu",
  /** The words on boards that begin with a template. */
  templates: {
    retro: {
      title: "Retro",
      well: { name: "Went well", question: "What do we keep doing?" },
      improve: { name: "To improve", question: "What slowed us down?" },
      next: { name: "Next steps", question: "Who does what, and by when?" },
    },
    diagram: {
      title: "From idea to done",
      idea: "An idea",
      sketch: "Sketch it",
      decide: "Good enough?",
      yes: "yes",
      no: "no",
      build: "Build it",
      test: "Try it on somebody",
      note: "Double-click a shape and write in it",
    },
  },
  share: {
    qrCode: "QR code of the link",
    whoever: "Whoever has the link can join",
    link: "Link to this room",
    copyLink: "Copy link",
    linkCopied: "Link copied",
    embed: "On your own page",
    parts: "Parts of the embedded room",
    views: { board: "Board", chat: "Chat only", split: "Both" },
    html: "HTML that embeds this room",
    copyHtml: "Copy HTML",
    htmlCopied: "HTML copied",
    byHand:
      "Your browser does not allow this page to copy. It is selected: copy it with your keyboard or menu.",
  },
  lost: {
    /** A shape in the sentences below, by its type. */
    shapes: {
      note: "this note",
      link: "this link",
      text: "this text",
      rectangle: "this rectangle",
      ellipse: "this ellipse",
      diamond: "this diamond",
      triangle: "this triangle",
      hexagon: "this hexagon",
      cylinder: "this cylinder",
      cloud: "this cloud",
      star: "this star",
      callout: "this speech bubble",
    } satisfies Partial<Record<ShapeType, string>>,
    shape: "this shape",
    somebody: "Somebody",
    byUndo: (shape: string) => `Undo has removed ${shape}, with words in it.`,
    deleted: (name: string, shape: string) => `${name} deleted ${shape}.`,
    bringBack: "Bring it back",
  },
  repair: {
    rebuilding: "This page's copy of the room is damaged. Loading it anew…",
    rebuilt:
      "This page's copy of the room was damaged and has been loaded anew. Undo begins from here.",
    found: (shapes: number) =>
      count(shapes, {
        one: "# shape that you drew is not in the room.",
        other: "# shapes that you drew are not in the room.",
      }),
    putBack: (shapes: number) =>
      count(shapes, { one: "Put back # shape", other: "Put back # shapes" }),
    hopeless:
      "The content of this room damages every copy of it. You can look at the room, but not change it. Whoever runs the server can mend it with “npm run stoa -- repair”.",
    kept: (shapes: number) =>
      count(shapes, {
        one: "# shape of yours can be downloaded.",
        other: "# shapes of yours can be downloaded.",
      }),
    download: "Download",
    discard: "Discard",
  },
  chat: {
    message: "Message",
    placeholder: "Message the room",
    send: "Send",
    closed: "You can read here, but not write.",
    tooLong: (letters: number) => `Too long by ${letters}`,
    left: (letters: number) => `${letters} left`,
    conversation: "Conversation",
    messages: "Messages",
    empty: "Nothing has been said here yet.",
    newest: "Newest messages",
    fresh: "New",
    waits: "Will be sent",
    notSent: "Not sent.",
    retry: "Try again",
    discard: "Remove",
    typing: (name: string) => `${name} is typing…`,
    typingTwo: (one: string, other: string) => `${one} and ${other} are typing…`,
    typingThree: (one: string, two: string, three: string) =>
      `${one}, ${two} and ${three} are typing…`,
    typingMore: (one: string, two: string, others: number) =>
      `${one}, ${two} and ${others} others are typing…`,
    reasons: {
      "no-access": "You may not write in this room.",
      "too-large": "It is too long.",
      "room-full": "The room is full.",
      "comments-full": "The room has as many comments as it can hold.",
      "no-comment": "The comment was deleted.",
      "chat-full":
        "This room's chat is full. The board goes on; start a new room to go on chatting.",
      "too-fast": "That was a lot at once. Try again in a moment.",
      "bad-event": "The room could not read it.",
      // These are of documents and presence; a room of a later version may mean a message by them.
      "bad-update": "The room did not take it.",
      "not-yours": "The room did not take it.",
      "bad-presence": "The room did not take it.",
      "document-full": "The room did not take it.",
      incomplete: "The room did not take it.",
      crowded: "The room did not take it.",
    } satisfies Record<Refusal, string>,
  },
  people: {
    label: "People",
    list: "People in this room",
    here: (people: number) =>
      count(people, { one: "Only you are here", other: "# people are here" }),
    away: "away",
    verified: "verified",
    isVerified: "The name is verified",
    outOfView: "People out of view",
    goTo: (name: string) => `Go to ${name}`,
    follow: (name: string) => `Follow ${name}`,
    stopFollowing: (name: string) => `Stop following ${name}`,
    followsYou: "follows you",
    follows: (name: string) => `follows ${name}`,
    presents: "presents",
  },
  news: {
    isHere: "is here now",
    areHere: "are here now",
    and: " and ",
    andOthers: (count: number) => ` and ${count} others`,
    count: (count: string) => `${count} new`,
    open: "Open the chat",
  },
};
