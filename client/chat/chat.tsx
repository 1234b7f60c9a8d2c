import { useEffect, useMemo, useState } from "react";
import type { Awareness } from "y-protocols/awareness";
import { usePageVisible } from "../ui/media.ts";
import type { NameTags } from "../ui/names.ts";
import { type ReadableStore, useStore } from "../ui/store.ts";
import { roomWords } from "../words/room-words.ts";
import { Composer } from "./composer.tsx";
import type { Conversation } from "./conversation.ts";
import { newestSeq } from "./log.ts";
import { MessageList } from "./message-list.tsx";
import type { ReadMark } from "./read-mark.ts";
import { rowsOf } from "./rows.ts";
import { useTypingWords } from "./typing.ts";
import "./chat.css";

export interface ChatProps {
  /** The room's id: drafts are kept for each. */
  room: string;
  conversation: Conversation;
  mark: ReadMark;
  presence: Awareness;
  myId: string;
  /** The tags that tell people of one name apart. */
  tags: ReadableStore<NameTags>;
  /** May I write here? */
  mayWrite: boolean;
  /** Each new number puts the caret into the text box; 0 does not. */
  focusRequest?: number;
  onTyping(typing: boolean): void;
  /** Escape in the text box. */
  onLeave?: (() => void) | undefined;
}

/** A room's chat: the list of messages, who is typing, and the text box. */
export function Chat(props: ChatProps) {
  const { conversation, mark, myId } = props;
  const log = useStore(conversation.log);
  const [atEnd, setAtEnd] = useState(true);
  const visible = usePageVisible();
  const readUpTo = useReadUpTo(mark, visible);
  const rows = useMemo(() => rowsOf(log, myId, readUpTo), [log, myId, readUpTo]);
  const tags = useStore(props.tags);
  const newest = newestSeq(log);

  useEffect(() => {
    if (visible && atEnd) mark.read(newest);
  }, [visible, atEnd, newest, mark]);

  return (
    <div className="chat">
      <MessageList rows={rows} tags={tags} conversation={conversation} onAtEnd={setAtEnd} />
      <TypingLine presence={props.presence} myId={myId} tags={tags} />
      {props.mayWrite ? (
        <Composer
          room={props.room}
          focusRequest={props.focusRequest ?? 0}
          onSend={(text) => conversation.send(text)}
          onTyping={props.onTyping}
          onLeave={props.onLeave}
        />
      ) : (
        <p className="chat-closed">{roomWords.chat.closed}</p>
      )}
    </div>
  );
}

/** The last message that was read when the chat, or the page, was last turned to: above what follows stands `New`. */
function useReadUpTo(mark: ReadMark, visible: boolean): number {
  const [readUpTo, setReadUpTo] = useState(() => mark.seq.get());
  const [wasVisible, setWasVisible] = useState(visible);
  if (visible !== wasVisible) {
    setWasVisible(visible);
    if (visible) setReadUpTo(mark.seq.get());
  }
  return readUpTo;
}

interface TypingLineProps {
  presence: Awareness;
  myId: string;
  tags: NameTags;
}

function TypingLine({ presence, myId, tags }: TypingLineProps) {
  return (
    <p className="chat-typing" dir="auto">
      {useTypingWords(presence, myId, tags)}
    </p>
  );
}
