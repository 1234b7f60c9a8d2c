/** English: the words of comments. They are loaded with the comments, after the first sight of a room. */
import { plural } from "./plural.ts";

const count = plural("en");

export const commentWords = {
  title: "Comments",
  thread: "Comment thread",
  somebody: "Somebody",
  list: "List of comments",
  hide: "Hide comments",
  close: "Close",
  fresh: (threads: number) =>
    count(threads, { one: "# thread with news", other: "# threads with news" }),
  filters: { open: "Open", resolved: "Resolved", mine: "Mine" },
  none: {
    open: "No open comments. Take the comment tool and click where you mean.",
    resolved: "Nothing is resolved yet.",
    mine: "You have not written here, and nobody has named you.",
  },
  noneToRead: "No open comments.",
  write: "Write a comment",
  reply: "Reply",
  hint: "Reply, or @ to name somebody",
  send: "Send",
  save: "Save",
  cancel: "Cancel",
  pin: (name: string, text: string, replies: number) =>
    `${name}: ${text}${replies === 0 ? "" : `, ${count(replies, { one: "# reply", other: "# replies" })}`}`,
  cluster: (threads: number) => count(threads, { one: "# thread", other: "# threads here" }),
  unread: (news: number) => count(news, { one: "# new", other: "# new" }),
  replies: (replies: number) => count(replies, { one: "# reply", other: "# replies" }),
  resolve: "Resolve",
  reopen: "Open again",
  resolvedBy: (name: string) => `Resolved by ${name}`,
  removeThread: "Delete the thread",
  reallyRemove: "Delete the thread with all its comments?",
  edit: "Edit",
  delete: "Delete",
  react: "React",
  edited: "edited",
  deleted: (name: string) => `Deleted by ${name}`,
  shapeGone: "The shape that this was about was deleted.",
  waits: "Will be sent",
  notSent: "Not sent.",
  retry: "Try again",
  discard: "Remove",
  stranded: "Replies that could not be sent",
  people: "People to name",
  said: (name: string, text: string) => `${name} commented: ${text}`,
  refused: (reason: string) => `The comment was not changed. ${reason}`,
};
