import { ExternalLink } from "lucide-react";
import { lazy, Suspense, useEffect, useState } from "react";
import { mayChat, mayEdit } from "../../shared/roles.ts";
import { ChatButton } from "../app/chat-button.tsx";
import { ChatDock } from "../app/chat-panel.tsx";
import { ConnectionStatus } from "../app/connection-status.tsx";
import { DamageNote } from "../app/damage-note.tsx";
import { Company, LostNote, People, Pointers, RepairNote } from "../app/later.tsx";
import { RefusalNote } from "../app/refusal-note.tsx";
import { RefusedPage } from "../app/refused.tsx";
import { RoleWord } from "../app/role-word.tsx";
import { roomPath } from "../app/room-link.ts";
import type { Visit } from "../app/visit.ts";
import { Board, type BoardView } from "../board/board.tsx";
import { useUnread } from "../chat/read-mark.ts";
import { Mark } from "../ui/mark.tsx";
import { useCompact } from "../ui/media.ts";
import { type ReadableStore, useStore } from "../ui/store.ts";
import type { Theme } from "../ui/theme.ts";
import { useWindowWidth } from "../ui/window-width.ts";
import { words } from "../words/words.ts";
import { FocusGate } from "./focus-gate.tsx";
import { chatWidthIn, insetsOf, isNarrow, opensChat } from "./layout.ts";
import type { EmbedView } from "./view.ts";
import "../app/room.css";
import "./embed.css";

/** Comes after the board, which can be drawn on meanwhile; an embed that shows the board alone never loads it. */
const Chat = lazy(async () => ({ default: (await import("../chat/chat.tsx")).Chat }));

export interface EmbedPageProps {
  visit: Visit;
  view: EmbedView;
  theme: ReadableStore<Theme>;
  /** The board is there, or there will be none. */
  onBoard(): void;
}

/** A room inside another page: the board, the chat, or both. */
export function EmbedPage({ visit, view, theme, onBoard }: EmbedPageProps) {
  const { room, conversation, mark } = visit;
  const width = useWindowWidth();
  const narrow = isNarrow(width);
  const compact = useCompact();
  const refusal = useStore(visit.refusal);
  const { title, myId, role, isDamaged } = useStore(room.info);
  const doc = useStore(room.doc);
  const repair = useStore(room.repair);
  const isBroken = repair.kind === "rebuilding" || repair.kind === "hopeless";
  const shownTheme = useStore(theme);
  const unread = useUnread(conversation, mark, myId);
  const [chatOpen, setChatOpen] = useState(() => opensChat(view, width));
  const [boardView, setBoardView] = useState<BoardView | null>(null);

  const hasBoard = boardView !== null || refusal !== null;
  useEffect(() => {
    if (!hasBoard) return;
    // The board paints in the next frame.
    const frame = requestAnimationFrame(() => requestAnimationFrame(onBoard));
    return () => cancelAnimationFrame(frame);
  }, [hasBoard, onBoard]);

  if (refusal !== null) {
    return <RefusedPage code={refusal} unsaved={room.connection.get().unsaved} />;
  }

  const onlyChat = view === "chat" || (view === "split" && narrow && chatOpen);
  const docked = view === "split" && !narrow && chatOpen;
  const chatWidth = chatWidthIn(width);
  const messages = (
    <Suspense fallback={<div className="chat" />}>
      <Chat
        room={room.id}
        conversation={conversation}
        mark={mark}
        presence={room.presence}
        myId={myId}
        tags={visit.nameTags}
        mayWrite={mayChat(role)}
        onTyping={visit.setTyping}
      />
    </Suspense>
  );

  return (
    <div className={onlyChat ? "room embed is-only-chat" : "room embed"}>
      {onlyChat ? null : (
        <FocusGate>
          <Board
            room={room.id}
            doc={doc}
            presence={room.presence}
            gestures={room.gestures}
            assets={room.assets}
            tags={visit.nameTags}
            myId={myId}
            readOnly={!mayEdit(role) || isBroken}
            theme={shownTheme}
            insets={insetsOf(docked ? chatWidth : null)}
            compact={compact}
            onView={setBoardView}
          >
            {boardView === null ? null : (
              <Pointers
                presence={room.presence}
                gestures={room.gestures}
                tags={visit.nameTags}
                myId={visit.myId}
                board={boardView}
              />
            )}
            {boardView === null ? null : <Company visit={visit} view={boardView} onRead={null} />}
          </Board>
        </FocusGate>
      )}
      <header className="room-top">
        <div className="island room-name">
          <Mark size={20} />
          <span className="embed-title" dir="auto" title={title}>
            {title || words.room.untitled}
          </span>
          <RoleWord role={role} />
          <ConnectionStatus connection={room.connection} />
        </div>
        <div className="island room-people">
          <People visit={visit} view={boardView} compact={compact} />
          {view === "split" ? (
            <ChatButton
              unread={chatOpen ? 0 : unread}
              open={chatOpen}
              onClick={() => setChatOpen(!chatOpen)}
            />
          ) : null}
          <a
            className="icon-button"
            href={roomPath(room.id, visit.linkKey)}
            target="_blank"
            rel="noopener"
            aria-label={words.room.openInStoa}
            title={words.room.openInStoa}
          >
            <ExternalLink size={18} strokeWidth={1.75} aria-hidden />
          </a>
        </div>
      </header>
      <div className="note-stack">
        <DamageNote isDamaged={isDamaged} />
        <RepairNote room={room} repair={repair} mayEdit={mayEdit(role)} />
        <RefusalNote refusals={visit.refusals} />
        {boardView === null ? null : (
          <LostNote board={boardView} mayEdit={mayEdit(role) && !isBroken} />
        )}
      </div>
      {docked ? (
        <ChatDock width={chatWidth} onClose={() => setChatOpen(false)}>
          {messages}
        </ChatDock>
      ) : null}
      {onlyChat ? <main className="embed-chat">{messages}</main> : null}
    </div>
  );
}
