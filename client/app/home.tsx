import { ArrowRight, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { newRoomId, type RoomId } from "../../shared/ids.ts";
import { type IdentityControl, keepIdentity } from "../people/identity.ts";
import { IdentityForm } from "../people/identity-form.tsx";
import { Avatar } from "../ui/avatar.tsx";
import { Mark } from "../ui/mark.tsx";
import { Popover } from "../ui/popover.tsx";
import { useStore } from "../ui/store.ts";
import type { ThemeControl } from "../ui/theme.ts";
import { ThemeSwitch } from "../ui/theme-switch.tsx";
import { useNow, visitTime } from "../ui/time.ts";
import { Colonnade } from "./colonnade.tsx";
import { forgetRoom, type RecentRoom, recentRooms } from "./recents.ts";
import { readRoomLink, roomPath } from "./room-link.ts";
import "../people/people.css";
import "./home.css";

/** The front page: what Stoa is, a new room, a way into one that exists, and those visited before. */
export function HomePage({ theme }: { theme: ThemeControl }) {
  const [me] = useState(() => keepIdentity());
  return (
    <div className="home">
      <header className="home-header">
        <a className="wordmark" href="/">
          <Mark size={26} />
          Stoa
        </a>
        <Me me={me} theme={theme} />
      </header>
      <main>
        <section className="welcome">
          <Guest name="Mina" className="guest-mina" />
          <Guest name="Jonas" className="guest-jonas" />
          <h1>A room to draw and talk in</h1>
          <p>
            Open one, send the link, and everyone who has it is on the same board, live. Nothing to
            install, nobody to sign up.
          </p>
          <Entrance />
        </section>
        <YourRooms />
      </main>
    </div>
  );
}

function Entrance() {
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState("");

  function enter(event: FormEvent): void {
    event.preventDefault();
    const link = readRoomLink(typed, location.host);
    if (link.kind === "room") location.assign(roomPath(link.id, link.key));
    else if (link.kind === "elsewhere") setProblem(`That link leads to ${link.host}, not here.`);
    else setProblem("That is no link or id of a room. A link ends in /room/ and the room’s id.");
  }

  return (
    <form className="entrance" onSubmit={enter} noValidate>
      <button
        type="button"
        className="primary"
        onClick={() => location.assign(`/room/${newRoomId()}`)}
      >
        Open a room
      </button>
      <div className="entrance-field">
        <input
          className="field"
          aria-label="Link or id of a room"
          placeholder="or paste a link"
          inputMode="url"
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          value={typed}
          aria-invalid={problem !== ""}
          aria-describedby="entrance-problem"
          onChange={(event) => {
            setTyped(event.target.value);
            setProblem("");
          }}
        />
        {typed.trim() === "" ? null : (
          <button type="submit" className="enter" aria-label="Go to this room">
            <ArrowRight size={18} aria-hidden />
          </button>
        )}
      </div>
      <p id="entrance-problem" className="problem" role="alert">
        {problem}
      </p>
    </form>
  );
}

function YourRooms() {
  const [rooms, setRooms] = useState(() => recentRooms());
  const now = useNow();
  if (rooms.length === 0) return null;

  function forget(id: RoomId): void {
    forgetRoom(id);
    setRooms(recentRooms());
  }

  return (
    <section className="rooms" aria-labelledby="rooms-heading">
      <h2 id="rooms-heading">Your rooms</h2>
      <ul>
        {rooms.map((room) => (
          <RoomCard key={room.id} room={room} now={now} onForget={() => forget(room.id)} />
        ))}
      </ul>
    </section>
  );
}

function RoomCard({
  room,
  now,
  onForget,
}: {
  room: RecentRoom;
  now: number;
  onForget: () => void;
}) {
  const title = room.title || "Untitled room";
  return (
    <li className="room-card">
      <a href={roomPath(room.id, room.key)}>
        <Colonnade id={room.id} />
        <span className="room-card-title" dir="auto">
          {title}
        </span>
        <span className="room-card-time">{visitTime(room.at, now)}</span>
      </a>
      <button
        type="button"
        className="forget"
        aria-label={`Remove ${title} from this list`}
        title="Remove from this list"
        onClick={onForget}
      >
        <X size={16} aria-hidden />
      </button>
    </li>
  );
}

function Me({ me, theme }: { me: IdentityControl; theme: ThemeControl }) {
  const identity = useStore(me.identity);
  return (
    <Popover
      label="You"
      className="people"
      trigger={(trigger) => (
        <button
          {...trigger}
          type="button"
          className="people-button"
          aria-label={`You are ${identity.name}`}
        >
          <Avatar {...identity} size={32} />
        </button>
      )}
    >
      <IdentityForm control={me} />
      <ThemeSwitch control={theme} />
    </Popover>
  );
}

/** A pointer as one sees it in a room. Decoration. */
function Guest({ name, className }: { name: string; className: string }) {
  return (
    <span className={`guest ${className}`} aria-hidden>
      <svg viewBox="0 0 18 18" aria-hidden="true">
        <path d="M2 2l13 5.2-5.6 2.1L7 15z" />
      </svg>
      <span>{name}</span>
    </span>
  );
}
