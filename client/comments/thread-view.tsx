/** One thread: its comments, what can be done with it, and the field for a reply. */
import { Check, RotateCcw, Trash2, X } from "lucide-react";
import { type KeyboardEvent, type Ref, useEffect, useRef, useState } from "react";
import type { Mention } from "../../shared/posts/post.ts";
import { mayComment } from "../../shared/roles.ts";
import { IconButton } from "../ui/icon-button.tsx";
import type { NameTags } from "../ui/names.ts";
import { commentWords } from "../words/comments-words.ts";
import { CommentItem } from "./comment-item.tsx";
import type { CommentStore } from "./comment-store.ts";
import { type Me, mayLead, mayRemove, type ShownThread } from "./threads.ts";
import { Writer } from "./writer.tsx";

export interface ThreadViewProps {
  ref: Ref<HTMLElement>;
  /** The room's id. */
  room: string;
  /** Null: a new one is being written. */
  thread: ShownThread | null;
  isGone: boolean;
  compact: boolean;
  store: CommentStore;
  me: Me;
  tags: NameTags;
  people: readonly Mention[];
  nameOf(id: string): string;
  onStart(text: string, mentions: Mention[]): void;
  onClose(): void;
}

/** Does a keyboard of glass come up where a field takes the focus? */
const hasFinePointer = (): boolean => matchMedia("(pointer: fine)").matches;

export function ThreadView(props: ThreadViewProps) {
  const { ref, room, thread, isGone, compact, store, me, tags, people, nameOf, onStart, onClose } =
    props;
  const [asks, setAsks] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const count = thread?.comments.length ?? 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the newest comment is shown when there is one more
  useEffect(() => {
    list.current?.scrollTo({ top: list.current.scrollHeight });
  }, [count]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    onClose();
  };

  return (
    <section
      ref={ref}
      className={`island comments-thread${compact ? " is-sheet" : ""}`}
      role="dialog"
      aria-label={commentWords.thread}
      tabIndex={-1}
      onKeyDown={onKeyDown}
    >
      <header className="comments-head">
        <h2>{thread === null ? commentWords.write : commentWords.thread}</h2>
        {thread !== null && mayLead(thread, me) ? (
          <IconButton
            label={thread.resolved === undefined ? commentWords.resolve : commentWords.reopen}
            icon={thread.resolved === undefined ? Check : RotateCcw}
            side="bottom"
            onClick={() => {
              store.resolve(thread.key, thread.resolved === undefined);
              if (thread.resolved === undefined) onClose();
            }}
          />
        ) : null}
        {thread !== null && mayRemove(thread, me) ? (
          <IconButton
            label={commentWords.removeThread}
            icon={Trash2}
            side="bottom"
            onClick={() => setAsks(true)}
          />
        ) : null}
        <IconButton label={commentWords.close} icon={X} side="bottom" onClick={onClose} />
      </header>
      {asks && thread !== null ? (
        <div className="comments-ask" role="alertdialog" aria-label={commentWords.reallyRemove}>
          <p>{commentWords.reallyRemove}</p>
          <button
            type="button"
            className="primary"
            onClick={() => {
              store.remove(thread.key);
              onClose();
            }}
          >
            {commentWords.delete}
          </button>
          <button type="button" className="comments-link" onClick={() => setAsks(false)}>
            {commentWords.cancel}
          </button>
        </div>
      ) : null}
      {isGone ? <p className="comments-gone">{commentWords.shapeGone}</p> : null}
      {thread?.resolved === undefined ? null : (
        <p className="comments-gone">{commentWords.resolvedBy(thread.resolved.by.name)}</p>
      )}
      {thread === null ? null : (
        <div ref={list} className="comments-list">
          {thread.comments.map((comment) => (
            <CommentItem
              key={comment.key}
              comment={comment}
              store={store}
              me={me}
              tags={tags}
              people={people}
              nameOf={nameOf}
            />
          ))}
        </div>
      )}
      {mayComment(me.role) ? (
        <Writer
          key={thread?.key ?? "new"}
          label={thread === null ? commentWords.write : commentWords.reply}
          placeholder={thread === null ? commentWords.write : commentWords.hint}
          draft={`stoa.comment.${room}.${thread?.key ?? "new"}`}
          people={people}
          takesFocus={thread === null || hasFinePointer()}
          onSend={(text, mentions) => {
            if (thread === null) onStart(text, mentions);
            else store.reply(thread.key, text, mentions);
          }}
        />
      ) : null}
    </section>
  );
}
