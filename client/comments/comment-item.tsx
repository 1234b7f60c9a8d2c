/** One comment of a thread, with what can be done with it. */
import { Pencil, SmilePlus, Trash2 } from "lucide-react";
import { useState } from "react";
import { SIGNS } from "../../shared/board/draw/chips.ts";
import { type Mention, POST_REACTIONS, type PostReaction } from "../../shared/posts/post.ts";
import { mayComment } from "../../shared/roles.ts";
import { Avatar } from "../ui/avatar.tsx";
import { toneStyle } from "../ui/hues.ts";
import { IconButton } from "../ui/icon-button.tsx";
import type { NameTags } from "../ui/names.ts";
import { PersonName } from "../ui/person-name.tsx";
import { Popover } from "../ui/popover.tsx";
import { exactTime, visitTime } from "../ui/time.ts";
import { boardWords } from "../words/board-words.ts";
import { commentWords } from "../words/comments-words.ts";
import { roomWords } from "../words/room-words.ts";
import { words } from "../words/words.ts";
import type { CommentStore } from "./comment-store.ts";
import { CommentText } from "./comment-text.tsx";
import { type Me, mayDelete, type ShownComment } from "./threads.ts";
import { Writer } from "./writer.tsx";

export interface CommentItemProps {
  comment: ShownComment;
  store: CommentStore;
  me: Me;
  tags: NameTags;
  people: readonly Mention[];
  /** The name of a person by public id. */
  nameOf(id: string): string;
}

export function CommentItem({ comment, store, me, tags, people, nameOf }: CommentItemProps) {
  const [isEditing, setEditing] = useState(false);
  const { key, by, at, text, editedAt, deleted, mentions = [], pending } = comment;
  const isOwn = by.id === me.id;
  const isLive = deleted === undefined && mayComment(me.role);
  return (
    <article className="comments-item">
      <Avatar name={by.name} color={by.color} size={26} />
      <div className="comments-body">
        <header>
          <bdi className="comments-author tone-text" style={toneStyle(by.color)}>
            {isOwn ? (
              words.people.you
            ) : (
              <PersonName id={by.id} name={by.name} verified={by.verified ?? false} tags={tags} />
            )}
          </bdi>
          <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
            {visitTime(at, Date.now())}
          </time>
          {editedAt === undefined || deleted !== undefined ? null : (
            <span title={exactTime(editedAt)}>{commentWords.edited}</span>
          )}
          {isLive && pending === undefined && !isEditing ? (
            <span className="comments-acts">
              <ReactionPicker comment={comment} store={store} me={me} />
              {isOwn ? (
                <IconButton
                  label={commentWords.edit}
                  icon={Pencil}
                  side="bottom"
                  onClick={() => setEditing(true)}
                />
              ) : null}
              {mayDelete(comment, me) ? (
                <IconButton
                  label={commentWords.delete}
                  icon={Trash2}
                  side="bottom"
                  onClick={() => store.delete(key)}
                />
              ) : null}
            </span>
          ) : null}
        </header>
        {deleted === undefined ? null : (
          <p className="comments-deleted" title={exactTime(deleted.at)}>
            {commentWords.deleted(deleted.by.id === me.id ? words.people.you : deleted.by.name)}
          </p>
        )}
        {deleted === undefined && isEditing ? (
          <div>
            <Writer
              label={commentWords.edit}
              placeholder=""
              before={{ text, mentions }}
              people={people}
              takesFocus
              onCancel={() => setEditing(false)}
              onSend={(next, named) => {
                store.edit(key, next, named);
                setEditing(false);
              }}
            />
            <button type="button" className="comments-link" onClick={() => setEditing(false)}>
              {commentWords.cancel}
            </button>
          </div>
        ) : null}
        {deleted === undefined && !isEditing ? (
          <CommentText text={text} mentions={mentions} myId={me.id} />
        ) : null}
        <Reactions comment={comment} store={store} me={me} nameOf={nameOf} />
        {pending === undefined ? null : <Sending pending={pending} store={store} />}
      </div>
    </article>
  );
}

interface SendingProps {
  pending: NonNullable<ShownComment["pending"]>;
  store: CommentStore;
}

/** How far a comment of mine has come. */
export function Sending({ pending: { act, refused }, store }: SendingProps) {
  if (refused === null) return <footer className="comments-waits">{commentWords.waits}</footer>;
  return (
    <footer className="comments-refused" role="alert">
      {commentWords.notSent} {roomWords.chat.reasons[refused]}
      <button type="button" className="comments-link" onClick={() => store.retry(act.key)}>
        {commentWords.retry}
      </button>
      <button type="button" className="comments-link" onClick={() => store.discard(act.key)}>
        {commentWords.discard}
      </button>
    </footer>
  );
}

interface ReactionsProps {
  comment: ShownComment;
  store: CommentStore;
  me: Me;
}

function peopleOf({ reactions }: ShownComment, name: PostReaction): readonly string[] {
  return reactions?.[name] ?? [];
}

function Reactions({
  comment,
  store,
  me,
  nameOf,
}: ReactionsProps & Pick<CommentItemProps, "nameOf">) {
  const given = POST_REACTIONS.filter((name) => peopleOf(comment, name).length > 0);
  if (given.length === 0) return null;
  return (
    <div className="comments-reactions">
      {given.map((name) => {
        const people = peopleOf(comment, name);
        const isMine = people.includes(me.id);
        return (
          <button
            key={name}
            type="button"
            aria-pressed={isMine}
            aria-label={boardWords.reactions.counted(
              boardWords.reactions.names[name],
              people.length,
            )}
            data-tooltip={people.map(nameOf).join(", ")}
            data-tooltip-side="bottom"
            disabled={!mayComment(me.role)}
            onClick={() => store.react(comment.key, name, !isMine)}
          >
            {SIGNS[name]} <small>{people.length}</small>
          </button>
        );
      })}
    </div>
  );
}

function ReactionPicker({ comment, store, me }: ReactionsProps) {
  return (
    <Popover
      label={boardWords.reactions.label}
      className="comments-picker"
      trigger={(props) => (
        <button
          {...props}
          type="button"
          className="icon-button"
          aria-label={commentWords.react}
          data-tooltip={commentWords.react}
          data-tooltip-side="bottom"
        >
          <SmilePlus size={20} strokeWidth={1.75} aria-hidden />
        </button>
      )}
    >
      {(close) =>
        POST_REACTIONS.map((name) => (
          <button
            key={name}
            type="button"
            aria-label={boardWords.reactions.names[name]}
            aria-pressed={peopleOf(comment, name).includes(me.id)}
            onClick={() => {
              store.react(comment.key, name, !peopleOf(comment, name).includes(me.id));
              close();
            }}
          >
            {SIGNS[name]}
          </button>
        ))
      }
    </Popover>
  );
}
