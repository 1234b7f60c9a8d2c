import { ArrowDown } from "lucide-react";
import { type ReactNode, type Ref, useEffect, useLayoutEffect, useRef, useState } from "react";
import { Virtualizer, type VirtualizerHandle } from "virtua";
import type { NameTags } from "../ui/names.ts";
import { useStore } from "../ui/store.ts";
import { useNow } from "../ui/time.ts";
import { roomWords } from "../words/room-words.ts";
import type { Conversation } from "./conversation.ts";
import { earlierThan } from "./log.ts";
import { MessageRow } from "./message-row.tsx";
import type { Row } from "./rows.ts";

/** CSS pixels from the end that still count as the end, and from the start at which earlier messages are asked for. */
const END_SLACK = 24;
const START_AHEAD = 240;

interface MessageListProps {
  rows: readonly Row[];
  tags: NameTags;
  conversation: Conversation;
  /** Tells whether the newest message is in view. */
  onAtEnd(atEnd: boolean): void;
}

/** The messages, of which only those near the view are in the page. It stays at the end unless scrolled up. */
export function MessageList({ rows, tags, conversation, onAtEnd }: MessageListProps) {
  const list = useRef<VirtualizerHandle>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [atEnd, setAtEnd] = useState(true);
  const followsEnd = useRef(true);
  const now = useNow() + useStore(conversation.clockAhead);
  const hasEarlier = earlierThan(useStore(conversation.log)) !== null;
  const firstKey = rows[0]?.key;
  const lastKey = rows.at(-1)?.key;
  const lastIsPending = rows.at(-1)?.kind === "pending";
  const shownFirst = useRef(firstKey);
  const prepended =
    shownFirst.current !== firstKey && rows.some((row) => row.key === shownFirst.current);

  const toEnd = () => list.current?.scrollToIndex(rows.length - 1, { align: "end" });
  const note = (end: boolean) => {
    followsEnd.current = end;
    setAtEnd(end);
    onAtEnd(end);
  };

  const sought = useStore(conversation.sought);
  const soughtAt = sought === null ? -1 : rows.findIndex((row) => isMessage(row, sought));
  useEffect(() => {
    if (soughtAt < 0) return;
    followsEnd.current = false;
    list.current?.scrollToIndex(soughtAt, { align: "center" });
  }, [soughtAt]);

  useLayoutEffect(() => {
    shownFirst.current = firstKey;
  }, [firstKey]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new last message moves the list, and my own always
  useLayoutEffect(() => {
    if (followsEnd.current || lastIsPending) toEnd();
  }, [lastKey]);

  useEffect(() => {
    const box = scroller.current;
    if (hasEarlier && box !== null && box.scrollHeight <= box.clientHeight) {
      conversation.loadEarlier();
    }
  });

  return (
    <div className="chat-frame">
      <div
        ref={scroller}
        className="chat-messages"
        role="log"
        aria-label={roomWords.chat.conversation}
        // At the end, what is added is new, and read aloud. Further up it is old, and only scrolled into the page.
        aria-live={atEnd ? "polite" : "off"}
        aria-relevant="additions"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: whoever has no wheel scrolls it by keyboard
        tabIndex={0}
      >
        <div className="chat-lead" aria-hidden>
          {rows.length === 0 ? roomWords.chat.empty : null}
        </div>
        <Virtualizer
          ref={list}
          data={rows}
          shift={prepended}
          as={List}
          item="li"
          scrollRef={scroller}
          onScroll={(offset) => {
            const handle = list.current;
            if (handle === null) return;
            note(offset + handle.viewportSize >= handle.scrollSize - END_SLACK);
            if (offset < START_AHEAD) conversation.loadEarlier();
          }}
          onResize={() => {
            if (followsEnd.current) toEnd();
          }}
        >
          {(row) => (
            <MessageRow
              key={row.key}
              row={row}
              isSought={sought !== null && isMessage(row, sought)}
              now={now}
              tags={tags}
              conversation={conversation}
            />
          )}
        </Virtualizer>
      </div>
      {atEnd ? null : (
        <button type="button" className="chat-to-end" onClick={toEnd}>
          <ArrowDown size={16} aria-hidden /> {roomWords.chat.newest}
        </button>
      )}
    </div>
  );
}

function isMessage(row: Row, seq: number): boolean {
  return row.kind === "sent" && row.message.seq === seq;
}

function List({ style, children, ref }: { style: object; children: ReactNode; ref?: Ref<never> }) {
  return (
    <ul
      ref={ref as Ref<HTMLUListElement>}
      // biome-ignore lint/a11y/noRedundantRoles: without bullets, Safari takes a list for none
      role="list"
      aria-label={roomWords.chat.messages}
      style={style}
    >
      {children}
    </ul>
  );
}
