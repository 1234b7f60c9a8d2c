/** The toast of a closed chat: who has come, and what was said. */
import { useEffect, useState } from "react";
import { Avatar } from "../ui/avatar.tsx";
import { toneStyle } from "../ui/hues.ts";
import { usePageVisible } from "../ui/media.ts";
import type { NameTags } from "../ui/names.ts";
import { PersonName } from "../ui/person-name.tsx";
import { type ReadableStore, useStore } from "../ui/store.ts";
import { roomWords } from "../words/room-words.ts";
import type { ChatNews, News } from "./chat-news.ts";
import { badgeWords } from "./page-title.ts";
import "./chat-toast.css";

/** Discs of people that a toast shows. */
const MOST_DISCS = 2;

interface ChatToastProps {
  news: ChatNews;
  /** The tags that tell people of one name apart. */
  tags: ReadableStore<NameTags>;
  /** Opens the chat. */
  onOpen(): void;
}

/** Shows the news, and reads it aloud. It goes by itself, unless the user points at it, or is in another tab. */
export function ChatToast({ news, tags, onOpen }: ChatToastProps) {
  const shown = useStore(news.news);
  const shownTags = useStore(tags);
  const visible = usePageVisible();
  const [looking, setLooking] = useState(false);
  const isShown = shown !== null;

  useEffect(() => news.hold(looking || !visible), [news, looking, visible]);
  useEffect(() => {
    if (!isShown) setLooking(false);
  }, [isShown]);

  return (
    <div className="chat-news" role="status" aria-live="polite">
      {shown === null ? null : (
        <button
          type="button"
          className="island chat-toast"
          onPointerEnter={() => setLooking(true)}
          onPointerLeave={() => setLooking(false)}
          onFocus={() => setLooking(true)}
          onBlur={() => setLooking(false)}
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            news.drop();
          }}
          onClick={onOpen}
        >
          <Discs people={shown.people} />
          <span className="chat-toast-words">
            <span className="chat-toast-head">
              <Names people={shown.people} tags={shownTags} />
              {shown.count > 1 ? (
                <span className="chat-toast-count">
                  {roomWords.news.count(badgeWords(shown.count))}
                </span>
              ) : null}
            </span>
            <span className="chat-toast-line" dir="auto">
              {lineOf(shown)}
            </span>
          </span>
          <span className="visually-hidden">. {roomWords.news.open}</span>
        </button>
      )}
    </div>
  );
}

function lineOf({ kind, people, line }: News): string {
  if (kind === "said") return line;
  return people.length === 1 ? roomWords.news.isHere : roomWords.news.areHere;
}

function Discs({ people }: { people: News["people"] }) {
  return (
    <span className="avatars">
      {people.slice(0, MOST_DISCS).map(({ id, name, color }) => (
        <Avatar key={id} name={name} color={color} />
      ))}
    </span>
  );
}

/** The newest person by name; with one more, both; of more, how many. */
function Names({ people, tags }: { people: News["people"]; tags: NameTags }) {
  const [first, second, ...rest] = people;
  if (first === undefined) return null;
  return (
    <span className="chat-toast-names" dir="auto">
      <Name person={first} tags={tags} />
      {second === undefined ? null : rest.length > 0 ? (
        roomWords.news.andOthers(rest.length + 1)
      ) : (
        <>
          {roomWords.news.and}
          <Name person={second} tags={tags} />
        </>
      )}
    </span>
  );
}

function Name({ person, tags }: { person: News["people"][number]; tags: NameTags }) {
  return (
    <span className="tone-text" style={toneStyle(person.color)}>
      <PersonName {...person} tags={tags} />
    </span>
  );
}
