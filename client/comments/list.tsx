/** The list of threads: open ones, resolved ones, and mine. A click leads to the thread. */
import { X } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Avatar } from "../ui/avatar.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { visitTime } from "../ui/time.ts";
import { commentWords } from "../words/comments-words.ts";
import { Sending } from "./comment-item.tsx";
import type { CommentStore } from "./comment-store.ts";
import { isMine, type PendingAct, type ReadMarks, type ShownThread, unreadIn } from "./threads.ts";

export const FILTERS = ["open", "resolved", "mine"] as const;
export type Filter = (typeof FILTERS)[number];

/** The threads of a filter, the one with the newest comment first. */
export function filtered(
  threads: readonly ShownThread[],
  filter: Filter,
  myId: string,
): ShownThread[] {
  const isIn = (thread: ShownThread): boolean => {
    if (filter === "mine") return isMine(thread, myId);
    return (thread.resolved !== undefined) === (filter === "resolved");
  };
  const newest = ({ comments }: ShownThread): number => comments.at(-1)?.at ?? 0;
  return threads.filter(isIn).sort((a, b) => newest(b) - newest(a));
}

interface ThreadListProps {
  threads: readonly ShownThread[];
  stranded: readonly PendingAct[];
  store: CommentStore;
  filter: Filter;
  marks: ReadMarks;
  myId: string;
  mayWrite: boolean;
  compact: boolean;
  open: string | null;
  onFilter(filter: Filter): void;
  onOpen(thread: ShownThread): void;
  onClose(): void;
}

export function ThreadList(props: ThreadListProps) {
  const { threads, stranded, store, filter, marks, myId, mayWrite, compact, open } = props;
  const shown = filtered(threads, filter, myId);
  const none = filter === "open" && !mayWrite ? commentWords.noneToRead : commentWords.none[filter];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    props.onClose();
  };
  return (
    <aside
      className={`island comments-panel${compact ? " is-sheet" : ""}`}
      aria-label={commentWords.list}
      onKeyDown={onKeyDown}
    >
      <header className="comments-head">
        <h2>{commentWords.title}</h2>
        <IconButton label={commentWords.hide} icon={X} side="bottom" onClick={props.onClose} />
      </header>
      <fieldset className="comments-filters" aria-label={commentWords.list}>
        {FILTERS.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={each === filter}
            onClick={() => props.onFilter(each)}
          >
            {commentWords.filters[each]}
          </button>
        ))}
      </fieldset>
      {stranded.length === 0 ? null : (
        <section className="comments-stranded" aria-label={commentWords.stranded}>
          <h3>{commentWords.stranded}</h3>
          {stranded.map((pending) => (
            <div key={pending.act.key}>
              <p className="comments-text">{"text" in pending.act ? pending.act.text : ""}</p>
              <Sending pending={pending} store={store} />
            </div>
          ))}
        </section>
      )}
      {shown.length === 0 ? <p className="comments-none">{none}</p> : null}
      <ul className="comments-threads">
        {shown.map((thread) => (
          <li key={thread.key}>
            <Entry
              thread={thread}
              news={unreadIn(thread, marks, myId)}
              isOpen={thread.key === open}
              onOpen={props.onOpen}
            />
          </li>
        ))}
      </ul>
    </aside>
  );
}

interface EntryProps {
  thread: ShownThread;
  news: number;
  isOpen: boolean;
  onOpen(thread: ShownThread): void;
}

function Entry({ thread, news, isOpen, onOpen }: EntryProps) {
  const [first] = thread.comments;
  const last = thread.comments.at(-1);
  if (first === undefined || last === undefined) return null;
  const replies = thread.comments.length - 1;
  return (
    <button
      type="button"
      className="comments-entry"
      aria-current={isOpen}
      onClick={() => onOpen(thread)}
    >
      <Avatar name={first.by.name} color={first.by.color} size={26} />
      <span className="comments-body">
        <span className="comments-line">
          <bdi className="comments-author">{first.by.name}</bdi>
          <time dateTime={new Date(last.at).toISOString()}>{visitTime(last.at, Date.now())}</time>
          {news === 0 ? null : <span className="badge">{commentWords.unread(news)}</span>}
        </span>
        <span className="comments-snippet" dir="auto">
          {first.deleted === undefined ? first.text : commentWords.deleted(first.deleted.by.name)}
        </span>
        {replies === 0 ? null : (
          <span className="comments-replies">{commentWords.replies(replies)}</span>
        )}
      </span>
    </button>
  );
}
