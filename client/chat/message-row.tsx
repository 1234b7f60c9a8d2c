import type { Message } from "../../shared/chat/message.ts";
import { Avatar } from "../ui/avatar.tsx";
import { toneStyle } from "../ui/hues.ts";
import type { NameTags } from "../ui/names.ts";
import { PersonName } from "../ui/person-name.tsx";
import { dayName, exactTime, messageTime } from "../ui/time.ts";
import { roomWords } from "../words/room-words.ts";
import { words } from "../words/words.ts";
import type { Conversation } from "./conversation.ts";
import type { Row } from "./rows.ts";
import { MessageText } from "./text.tsx";

interface MessageRowProps {
  row: Row;
  /** Has a search led to it? */
  isSought: boolean;
  now: number;
  tags: NameTags;
  conversation: Conversation;
}

/** One message with what stands above it: a day, the `New` line, its author. */
export function MessageRow({ row, isSought, now, tags, conversation }: MessageRowProps) {
  if (row.kind === "pending") {
    return <PendingRow row={row} conversation={conversation} />;
  }
  const { message, mine, follows } = row;
  return (
    <>
      {row.newDay ? <p className="chat-divider">{dayName(message.at, now)}</p> : null}
      {row.firstUnread ? <p className="chat-divider is-fresh">{roomWords.chat.fresh}</p> : null}
      <article
        className={`chat-message${mine ? " is-mine" : ""}${follows ? " is-following" : ""}${isSought ? " is-sought" : ""}`}
      >
        {mine || follows ? null : <Avatar name={message.by.name} color={message.by.color} />}
        <div className="chat-message-body">
          {follows ? null : (
            <header>
              <Author by={mine ? null : message.by} tags={tags} />
              <time dateTime={new Date(message.at).toISOString()} title={exactTime(message.at)}>
                {messageTime(message.at, now)}
              </time>
            </header>
          )}
          <div className="chat-message-words" title={exactTime(message.at)}>
            <MessageText text={message.text} />
          </div>
        </div>
      </article>
    </>
  );
}

/** The author of the message; `null` for my own, which need no colour to be told apart. */
function Author({ by, tags }: { by: Message["by"] | null; tags: NameTags }) {
  if (by === null) return <span className="chat-author">{words.people.you}</span>;
  const { id, name, verified = false } = by;
  return (
    <bdi className="chat-author tone-text" style={toneStyle(by.color)}>
      <PersonName id={id} name={name} verified={verified} tags={tags} />
    </bdi>
  );
}

interface PendingRowProps {
  row: Extract<Row, { kind: "pending" }>;
  conversation: Conversation;
}

/** A message on its way. It looks like a sent one for a moment, which is all that most need. */
function PendingRow({ row, conversation }: PendingRowProps) {
  const { key, text, refused } = row.message;
  return (
    <article className={`chat-message is-mine is-pending${row.follows ? " is-following" : ""}`}>
      <div className="chat-message-body">
        {row.follows ? null : (
          <header>
            <span className="chat-author">{words.people.you}</span>
          </header>
        )}
        <div className="chat-message-words">
          <MessageText text={text} />
        </div>
        {refused === null ? (
          <footer className="is-waiting">{roomWords.chat.waits}</footer>
        ) : (
          <footer className="is-refused">
            {roomWords.chat.notSent} {roomWords.chat.reasons[refused]}
            <button type="button" onClick={() => conversation.retry(key)}>
              {roomWords.chat.retry}
            </button>
            <button type="button" onClick={() => conversation.discard(key)}>
              {roomWords.chat.discard}
            </button>
          </footer>
        )}
      </div>
    </article>
  );
}
