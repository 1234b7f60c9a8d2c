import { useEffect, useState } from "react";
import { mayChat, mayEdit } from "../../shared/roles.ts";
import { Board, type BoardView } from "../board/board.tsx";
import { useUnread } from "../chat/read-mark.ts";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { Mark } from "../ui/mark.tsx";
import { useCompact } from "../ui/media.ts";
import { useStore } from "../ui/store.ts";
import type { ThemeControl } from "../ui/theme.ts";
import { ThemeSwitch } from "../ui/theme-switch.tsx";
import { useWindowWidth } from "../ui/window-width.ts";
import { words } from "../words/words.ts";
import { ChatButton } from "./chat-button.tsx";
import { fittingWidth } from "./chat-layout.ts";
import { ChatDock, ChatSheet } from "./chat-panel.tsx";
import { ConnectionStatus } from "./connection-status.tsx";
import { DamageNote } from "./damage-note.tsx";
import {
  Chat,
  ChatToast,
  Company,
  LostNote,
  MainMenu,
  People,
  Pointers,
  RepairNote,
  VerbositySwitch,
} from "./later.tsx";
import { usePageTitle } from "./page-title.ts";
import { rememberRoom } from "./recents.ts";
import { RefusalNote } from "./refusal-note.tsx";
import { RefusedPage } from "./refused.tsx";
import { RoleWord } from "./role-word.tsx";
import { RoomTitle } from "./room-title.tsx";
import { Share } from "./share.tsx";
import { useBeginning, useCard } from "./use-card.ts";
import { useChatNews } from "./use-chat-news.ts";
import { useChatPanel } from "./use-chat-panel.ts";
import type { Visit } from "./visit.ts";
import "./room.css";

/** CSS pixels at the window's edge, and of the row of islands along the top. */
const EDGE = 12;
const TOP_ROW = 68;

export interface RoomPageProps {
  visit: Visit;
  theme: ThemeControl;
}

/** A room: the board fills the window, and everything else floats on it. */
export function RoomPage({ visit, theme }: RoomPageProps) {
  const { room, conversation, mark, linkKey } = visit;
  const compact = useCompact();
  const windowWidth = useWindowWidth();
  const refusal = useStore(visit.refusal);
  const { title, myId, role, isDamaged } = useStore(room.info);
  const doc = useStore(room.doc);
  const repair = useStore(room.repair);
  const isBroken = repair.kind === "rebuilding" || repair.kind === "hopeless";
  const unread = useUnread(conversation, mark, myId);
  const shownTheme = useStore(theme.theme);
  const [view, setView] = useState<BoardView | null>(null);
  const chat = useChatPanel(visit, compact);
  const news = useChatNews(visit, chat.open);
  const chatWidth = fittingWidth(chat.width, windowWidth);

  usePageTitle(title, unread);
  useEffect(
    () => rememberRoom({ id: room.id, title, at: Date.now(), ...(linkKey && { key: linkKey }) }),
    [room.id, title, linkKey],
  );
  useCard(visit, view);
  useBeginning(visit, view, mayEdit(role) && !isBroken);

  if (refusal !== null) {
    return <RefusedPage code={refusal} unsaved={room.connection.get().unsaved} />;
  }

  const messages = (
    <Chat
      room={room.id}
      conversation={conversation}
      mark={mark}
      presence={room.presence}
      myId={myId}
      tags={visit.nameTags}
      mayWrite={mayChat(role)}
      focusRequest={chat.focusRequest}
      onTyping={visit.setTyping}
      onLeave={compact ? undefined : () => view?.focus()}
    />
  );
  const chatButton = (
    <ChatButton
      unread={chat.open ? 0 : unread}
      open={chat.open}
      onClick={chat.open ? chat.close : chat.openToRead}
    />
  );

  return (
    <div className="room">
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
        insets={{
          top: TOP_ROW,
          right: chat.open && !compact ? chatWidth + EDGE : 0,
          bottom: 0,
          left: 0,
        }}
        compact={compact}
        onView={setView}
        onTalk={chat.openToWrite}
      >
        {view === null ? null : (
          <Pointers
            presence={room.presence}
            gestures={room.gestures}
            tags={visit.nameTags}
            myId={visit.myId}
            board={view}
          />
        )}
        {view === null ? null : <Company visit={visit} view={view} onRead={chat.openBeside} />}
      </Board>
      <header className="room-top">
        <div className="island room-name">
          {view === null ? (
            <span className="icon-button room-menu-button" />
          ) : (
            <MainMenu view={view} />
          )}
          <a className="room-home" href="/" aria-label={words.room.home} title={words.room.front}>
            <Mark size={compact ? 22 : 24} />
          </a>
          <RoomTitle
            title={title}
            mayRename={mayEdit(role)}
            onRename={(next) => room.rename(next)}
          />
          <RoleWord role={role} />
          <ConnectionStatus connection={room.connection} />
        </div>
        <div className="island room-people">
          <People visit={visit} view={view} compact={compact}>
            <ThemeSwitch control={theme} />
            <LanguageSwitch />
            <VerbositySwitch />
          </People>
          <span className="room-comments" />
          {compact ? null : chatButton}
          <Share id={room.id} compact={compact} />
        </div>
      </header>
      <div className="note-stack">
        <DamageNote isDamaged={isDamaged} />
        <RepairNote room={room} repair={repair} mayEdit={mayEdit(role)} />
        <RefusalNote refusals={visit.refusals} />
        {view === null ? null : <LostNote board={view} mayEdit={mayEdit(role) && !isBroken} />}
      </div>
      {news === null ? null : (
        <ChatToast news={news} tags={visit.nameTags} onOpen={chat.openToRead} />
      )}
      {compact ? <div className="island room-chat">{chatButton}</div> : null}
      {chat.open && !compact ? (
        <ChatDock width={chatWidth} onWidth={chat.setWidth} onClose={chat.close}>
          {messages}
        </ChatDock>
      ) : null}
      {chat.open && compact ? <ChatSheet onClose={chat.close}>{messages}</ChatSheet> : null}
    </div>
  );
}
