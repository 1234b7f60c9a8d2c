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
import { KnownNames, type NameTags } from "../ui/names.ts";
import { pickFrom, type ReadableStore } from "../ui/store.ts";
import { keepRefusalNotes, type RefusalNotes } from "./refusal-notes.ts";
import { keepRoomKeys, keptOffers } from "./room-keys.ts";
import { keyOfLink } from "./room-link.ts";

/** My being in a room, from when the page opens until it goes: what the room's page and the embed hand to their parts. */
export interface Visit {
  readonly room: Room;
  readonly me: IdentityControl;
  /** My public id in this room; empty until the room has said it. */
  readonly myId: ReadableStore<string>;
  /** The close code by which the room has refused me; `null` while it has not. */
  readonly refusal: ReadableStore<number | null>;
  /** My edits that the room does not take, in words. */
  readonly refusals: RefusalNotes;
  readonly others: ReadableStore<readonly Person[]>;
  /** The tags that tell people of one name apart: those who are here, those who have written, and me. */
  readonly nameTags: ReadableStore<NameTags>;
  readonly conversation: Conversation;
  readonly mark: ReadMark;
  /** The key of the link that I came by; null: the plain one. */
  readonly linkKey: string | null;
  /** Tells the others whether I am writing in the chat. */
  setTyping(typing: boolean): void;
}

/**
 * Opens a room and shows myself to those who are there. A person who opens a room's
 * own page owns it if it is nobody's. A person who reads it in a frame of another
 * site does not. The visit ends when the page goes for good: the others are told at
 * once, and nothing of it stays behind. A page that the browser keeps may come back.
 */
export function startVisit(id: RoomId, as: "owner" | "guest" = "owner"): Visit {
  const me = keepIdentity();
  const server = location.origin.replace(/^http/, "ws");
  const keys = keepRoomKeys(id, location.hash, as);
  const room = openRoom({
    id,
    guestSecret: guestSecret(),
    credentials: keys.offers,
    ...(as === "owner" && { keysOf: keptOffers }),
    role: keys.role,
    server,
    offlineCopy: true,
  });
  room.events.subscribe((event) => {
    if (event.type === "hello" && event.ownerKey) keys.noteOwnerKey(event.ownerKey);
  });
  // Subscribed before the first hello, so this is what the room says.
  room.info.subscribe(() => keys.noteRole(room.info.get().role));
  // A link with another key, pasted into this page's address, loads nothing by itself.
  const followLink = () => {
    if (keyOfLink(location.hash) !== keys.linkKey) location.reload();
  };
  addEventListener("hashchange", followLink);
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

  const { others, stop: stopWatching } = watchOthers(room.presence, myId);
  const stopWaiting = room.joined.subscribe(() => {
    stopWaiting();
    me.standApart(others.get().map(({ color }) => color));
  });

  const conversation = new Conversation(room.events, new Outbox(id), () => me.identity.get());
  const names = new KnownNames();
  const nameMe = () => names.set("me", [{ id: myId.get(), name: me.identity.get().name }]);
  const nameOthers = () => names.set("here", others.get());
  const nameAuthors = () =>
    names.set("chat", [
      ...new Map(
        conversation.log.get().messages.map(({ by }) => [`${by.id} ${by.name}`, by]),
      ).values(),
    ]);
  for (const store of [me.identity, myId]) store.subscribe(nameMe);
  others.subscribe(nameOthers);
  conversation.log.subscribe(nameAuthors);
  nameMe();

  const end = ({ persisted }: PageTransitionEvent) => {
    if (persisted) return;
    removeEventListener("pagehide", end);
    removeEventListener("hashchange", followLink);
    document.removeEventListener("visibilitychange", showActivity);
    stopWatching();
    conversation.destroy();
    room.destroy();
  };
  addEventListener("pagehide", end);

  return {
    room,
    me,
    myId,
    refusal: pickFrom(room.connection, (state) => (state.kind === "refused" ? state.code : null)),
    refusals: keepRefusalNotes(room.events),
    others,
    conversation,
    nameTags: names.tags,
    mark: keepReadMark(id),
    linkKey: keys.linkKey,
    setTyping(now) {
      typing = now;
      showActivity();
    },
  };
}
