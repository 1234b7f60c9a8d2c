import { X } from "lucide-react";
import { useEffect, useState } from "react";
import type { RoomId } from "../../../shared/ids.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { HUES, toneStyle } from "../../ui/hues.ts";
import { initialsOf } from "../../ui/initials.ts";
import { Mark } from "../../ui/mark.tsx";
import { type ReadableStore, useStore } from "../../ui/store.ts";
import type { Theme } from "../../ui/theme.ts";
import { useNow, visitTime } from "../../ui/time.ts";
import { homeWords } from "../../words/home-words.ts";
import { words } from "../../words/words.ts";
import { type BoardPicture, PictureStore } from "../pictures.ts";
import { MOST_UNREAD, type RecentPerson, type RecentRoom } from "../recents.ts";
import { roomPath } from "../room-link.ts";
import "./rooms.css";

export interface RoomsProps {
  rooms: readonly RecentRoom[];
  theme: ReadableStore<Theme>;
  onForget(id: RoomId): void;
}

/** The rooms that this browser was in, as cards. */
export function Rooms({ rooms, theme, onForget }: RoomsProps) {
  const now = useNow();
  const pictures = usePictures(rooms);
  const shown = useStore(theme);

  function forget(id: RoomId): void {
    void PictureStore.open().then((store) => {
      store?.forget(id);
      store?.close();
    });
    onForget(id);
  }

  return (
    <ul className="home-cards" aria-label={homeWords.rooms}>
      {rooms.map((room) => (
        <Card
          key={room.id}
          room={room}
          picture={pictures.get(room.id)?.[shown] ?? null}
          now={now}
          onForget={() => forget(room.id)}
        />
      ))}
    </ul>
  );
}

interface CardProps {
  room: RecentRoom;
  picture: Blob | null;
  now: number;
  onForget(): void;
}

function Card({ room, picture, now, onForget }: CardProps) {
  const title = room.title || words.room.untitled;
  const news = newsOf(room);
  return (
    <li className="home-card">
      <a className="home-card-link" href={roomPath(room.id, room.key)}>
        <span className="home-card-picture">
          {picture === null ? <StandIn room={room} /> : <Picture picture={picture} />}
        </span>
        <span className="home-card-title" dir="auto">
          {title}
        </span>
        <span className="home-card-foot">
          <span className="home-card-time">{visitTime(room.at, now)}</span>
          {news === "" ? null : <span className="home-card-news">{news}</span>}
        </span>
        <People people={room.people ?? []} />
      </a>
      <button
        type="button"
        className="home-card-forget"
        aria-label={homeWords.remove(title)}
        title={homeWords.removeThis}
        onClick={onForget}
      >
        <X size={16} aria-hidden />
      </button>
    </li>
  );
}

/** The news of a room since I last looked, in words; empty when nothing is known to be new. */
export function newsOf({ unread = 0, changed = false }: Pick<RecentRoom, "unread" | "changed">) {
  if (unread > 0) {
    const count = unread >= MOST_UNREAD ? `${MOST_UNREAD}+` : `${unread}`;
    return homeWords.news(unread, count);
  }
  return changed ? homeWords.changed : "";
}

function Picture({ picture }: { picture: Blob }) {
  const [address, setAddress] = useState("");
  useEffect(() => {
    const made = URL.createObjectURL(picture);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [picture]);
  return address === "" ? null : <img src={address} alt="" />;
}

/** A room without a picture: the first letters of its title on the board's paper, in a tone of its own. */
function StandIn({ room }: { room: RecentRoom }) {
  const hue = HUES[sum(room.id) % HUES.length] ?? HUES[0];
  return (
    <span className="home-card-stand-in tone-text" style={toneStyle(hue.pointer)} aria-hidden>
      {room.title === "" ? <Mark size={36} /> : initialsOf(room.title)}
    </span>
  );
}

/** The people of the last visit: discs for the eye, names for the ear. */
function People({ people }: { people: readonly RecentPerson[] }) {
  if (people.length === 0) return null;
  return (
    <span className="home-card-people">
      <span className="visually-hidden">
        {homeWords.with(people.map(({ name }) => name).join(", "))}
      </span>
      {people.map(({ name, color }) => (
        <Avatar key={name} name={name} color={color} size={24} />
      ))}
    </span>
  );
}

/** The kept pictures of these rooms, by room. */
function usePictures(rooms: readonly RecentRoom[]): ReadonlyMap<RoomId, BoardPicture> {
  const [pictures, setPictures] = useState<ReadonlyMap<RoomId, BoardPicture>>(new Map());
  useEffect(() => {
    if (rooms.length === 0) return;
    let isGone = false;
    void PictureStore.open().then(async (store) => {
      const all = await store?.all();
      store?.close();
      if (all !== undefined && !isGone) setPictures(all);
    });
    return () => {
      isGone = true;
    };
  }, [rooms]);
  return pictures;
}

function sum(text: string): number {
  return [...text].reduce((total, letter) => total + (letter.codePointAt(0) ?? 0), 0);
}
