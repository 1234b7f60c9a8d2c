import { lazy, Suspense, useEffect, useState } from "react";
import type { RoomId } from "../../../shared/ids.ts";
import { type IdentityControl, keepIdentity } from "../../people/identity.ts";
import { IdentityForm } from "../../people/identity-form.tsx";
import { Avatar } from "../../ui/avatar.tsx";
import { Decoration } from "../../ui/decoration.tsx";
import { LanguageSwitch } from "../../ui/language-switch.tsx";
import { Mark } from "../../ui/mark.tsx";
import { Popover } from "../../ui/popover.tsx";
import { useStore } from "../../ui/store.ts";
import type { ThemeControl } from "../../ui/theme.ts";
import { ThemeSwitch } from "../../ui/theme-switch.tsx";
import { homeWords } from "../../words/home-words.ts";
import { words } from "../../words/words.ts";
import { forgetRoom, onRecentRooms, recentRooms } from "../recents.ts";
import { Entrance } from "./entrance.tsx";
import { Rooms } from "./rooms.tsx";
import { Starts } from "./starts.tsx";
import "../../people/people.css";
import "./home.css";

/** Comes after the page: it brings the board's own painter. */
const Living = lazy(() => import("./living-board.tsx"));

/** The front page. A first visit shows what Stoa is; later ones show the rooms of this browser first. */
export function HomePage({ theme }: { theme: ThemeControl }) {
  const [me] = useState(() => keepIdentity());
  const [rooms, setRooms] = useState(() => recentRooms());
  /** Stays as it was while the last room is taken from the list: the page does not turn into another one. */
  const [isFirstVisit] = useState(rooms.length === 0);
  useEffect(() => onRecentRooms(() => setRooms(recentRooms())), []);

  function forget(id: RoomId): void {
    forgetRoom(id);
    setRooms(recentRooms());
  }

  return (
    <div className={isFirstVisit ? "home home-first" : "home"}>
      <header className="home-header">
        <a className="home-wordmark" href="/">
          <Mark size={26} />
          Stoa
        </a>
        <Me me={me} theme={theme} />
      </header>
      {isFirstVisit ? (
        <main className="home-main">
          <section className="home-welcome">
            <h1>{homeWords.heading}</h1>
            <p>{homeWords.about}</p>
            <Starts theme={theme.theme} />
            <Entrance placeholder={homeWords.orPaste} />
          </section>
          <section className="home-living" aria-label={homeWords.looks}>
            <Decoration>
              <Suspense>
                <Living theme={theme.theme} />
              </Suspense>
            </Decoration>
          </section>
        </main>
      ) : (
        <main className="home-main home-back">
          <div className="home-back-head">
            <h1>{homeWords.rooms}</h1>
            <Entrance placeholder={homeWords.paste} />
          </div>
          <Starts theme={theme.theme} />
          {rooms.length === 0 ? (
            <p className="home-nothing">{homeWords.nothing}</p>
          ) : (
            <Rooms rooms={rooms} theme={theme.theme} onForget={forget} />
          )}
        </main>
      )}
    </div>
  );
}

function Me({ me, theme }: { me: IdentityControl; theme: ThemeControl }) {
  const identity = useStore(me.identity);
  return (
    <Popover
      label={words.people.you}
      className="people"
      trigger={(trigger) => (
        <button
          {...trigger}
          type="button"
          className="people-button"
          aria-label={homeWords.youAre(identity.name)}
        >
          <Avatar {...identity} size={32} />
        </button>
      )}
    >
      <IdentityForm control={me} />
      <ThemeSwitch control={theme} />
      <LanguageSwitch />
    </Popover>
  );
}
