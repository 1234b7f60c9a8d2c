import { Avatar } from "../ui/avatar.tsx";
import { toneStyle } from "../ui/hues.ts";
import { dayName, exactTime, messageTime } from "../ui/time.ts";
import type { Conversation } from "./conversation.ts";
import type { PendingMessage } from "./log.ts";
import type { Row } from "./rows.ts";
import { MessageText } from "./text.tsx";

interface MessageRowProps {
  row: Row;
  now: number;
  conversation: Conversation;
}

/** One message with what stands above it: a day, the `New` line, its author. */
export function MessageRow({ row, now, conversation }: MessageRowProps) {
  if (row.kind === "pending") {
    return <PendingRow message={row.message} conversation={conversation} />;
  }
  const { message, mine, follows } = row;
  return (
    <>
      {row.newDay ? <p className="divider">{dayName(message.at, now)}</p> : null}
      {row.firstUnread ? <p className="divider fresh">New</p> : null}
      <article className={`message${mine ? " mine" : ""}${follows ? " follows" : ""}`}>
        {mine || follows ? null : <Avatar name={message.by.name} color={message.by.color} />}
        <div className="message-body">
          {follows ? null : (
            <header>
              <bdi className="author tone-text" style={toneStyle(message.by.color)}>
                {mine ? "You" : message.by.name}
              </bdi>
              <time dateTime={new Date(message.at).toISOString()} title={exactTime(message.at)}>
                {messageTime(message.at, now)}
              </time>
            </header>
          )}
          <div className="message-words" title={exactTime(message.at)}>
            <MessageText text={message.text} />
          </div>
        </div>
      </article>
    </>
  );
}

function PendingRow({
  message,
  conversation,
}: {
  message: PendingMessage;
  conversation: Conversation;
}) {
  const refused = message.refused !== null;
  return (
    <article className="message mine pending">
      <div className="message-body">
        <div className="message-words">
          <MessageText text={message.text} />
        </div>
        <footer className={refused ? "refused" : undefined}>
          {refused ? `Not sent. ${reasonOf(message.refused)}` : "Will be sent"}
          {refused ? (
            <>
              <button type="button" onClick={() => conversation.retry(message.key)}>
                Try again
              </button>
              <button type="button" onClick={() => conversation.discard(message.key)}>
                Remove
              </button>
            </>
          ) : null}
        </footer>
      </div>
    </article>
  );
}

function reasonOf(refusal: PendingMessage["refused"]): string {
  switch (refusal) {
    case "no-access":
      return "You may not write in this room.";
    case "too-large":
      return "It is too long.";
    case "room-full":
      return "The room is full.";
    default:
      return "The room did not take it.";
  }
}
