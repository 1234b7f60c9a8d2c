import type { RoomId } from "../../shared/ids.ts";
import { Conversation } from "../chat/conversation.ts";
import { Outbox } from "../chat/outbox.ts";
import { keepReadMark, type ReadMark } from "../chat/read-mark.ts";
import {
  guestSecret,
  type IdentityControl,
  keepIdentity,
  presenceUser,
} from "../people/identity.ts";
import { type Person, watchOthers } from "../people/roster.ts";
import { openRoom, type Room } from "../sync/room.ts";
import { pickFrom, type ReadableStore } from "../ui/store.ts";

/** My being in a room, from when the page opens until it is left: what the room's page and the embed hand to their parts. */
export interface Visit {
  readonly room: Room;
  readonly me: IdentityControl;
  /** My public id in this room; empty until the room has said it. */
  readonly myId: ReadableStore<string>;
  /** The close code by which the room has refused me; `null` while it has not. */
  readonly refusal: ReadableStore<number | null>;
  readonly others: ReadableStore<readonly Person[]>;
  readonly conversation: Conversation;
  readonly mark: ReadMark;
  /** Tells the others whether I am writing in the chat. */
  setTyping(typing: boolean): void;
}

/** Opens a room and shows myself to those who are there. */
export function startVisit(id: RoomId): Visit {
  const me = keepIdentity();
  const server = location.origin.replace(/^http/, "ws");
  const room = openRoom({ id, guestSecret: guestSecret(), server, offlineCopy: true });
  const myId = pickFrom(room.info, (info) => info.myId);

  const showMe = () => room.presence.setLocalStateField("user", presenceUser(me.identity.get()));
  me.identity.subscribe(showMe);
  showMe();

  let typing = false;
  const showActivity = () => {
    const away = document.visibilityState === "hidden";
    const activity = away ? "away" : typing ? "typing" : null;
    if (room.presence.getLocalState()?.["activity"] !== activity) {
      room.presence.setLocalStateField("activity", activity);
    }
  };
  document.addEventListener("visibilitychange", showActivity);
  showActivity();

  const { others } = watchOthers(room.presence, myId);
  const stopWaiting = room.joined.subscribe(() => {
    stopWaiting();
    me.standApart(others.get().map(({ color }) => color));
  });

  return {
    room,
    me,
    myId,
    refusal: pickFrom(room.connection, (state) => (state.kind === "refused" ? state.code : null)),
    others,
    conversation: new Conversation(room.events, new Outbox(id), () => me.identity.get()),
    mark: keepReadMark(id),
    setTyping(now) {
      typing = now;
      showActivity();
    },
  };
}
