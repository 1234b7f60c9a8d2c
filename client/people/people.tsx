import { Eye, LocateFixed } from "lucide-react";
import type { ReactNode } from "react";
import { Avatar } from "../ui/avatar.tsx";
import { IconButton } from "../ui/icon-button.tsx";
import { type NameTags, plainName, taggedName } from "../ui/names.ts";
import { PersonName } from "../ui/person-name.tsx";
import { Popover } from "../ui/popover.tsx";
import { type ReadableStore, useStore } from "../ui/store.ts";
import { roomWords } from "../words/room-words.ts";
import { words } from "../words/words.ts";
import type { IdentityControl } from "./identity.ts";
import { IdentityForm } from "./identity-form.tsx";
import type { Person } from "./roster.ts";
import "./people.css";

/** Avatars before the rest becomes a number: beside mine, and on a phone in all. */
const MOST_AVATARS = 3;

/** The ways to people on the board, by their public ids. */
export interface PeopleWays {
  /** The person whom I follow; null: nobody. */
  readonly leader: ReadableStore<string | null>;
  /** Tells when somebody begins or ends to follow or to present. */
  readonly changes: ReadableStore<number>;
  leaderOf(id: string): string | null;
  presents(id: string): boolean;
  goTo(id: string): void;
  follow(id: string): void;
  stop(): void;
}

export interface PeopleProps {
  me: IdentityControl;
  others: ReadableStore<readonly Person[]>;
  /** The tags that tell people of one name apart. */
  tags: ReadableStore<NameTags>;
  compact: boolean;
  /** Null while there is no board. */
  ways: PeopleWays | null;
  /** My public id in this room; empty until the room has said it. */
  myId: string;
  /** Further settings of mine, at the end of the list. */
  children?: ReactNode;
}

/** The people who are here: avatars that open a list of names, mine first and open to change. */
export function People({ me, others, tags, compact, ways, myId, children }: PeopleProps) {
  const mine = useStore(me.identity);
  const list = useStore(others);
  const shownTags = useStore(tags);
  const count = list.length + 1;
  return (
    <Popover
      label={roomWords.people.label}
      className="people"
      trigger={(trigger) => (
        <button
          {...trigger}
          type="button"
          className="people-button"
          aria-label={roomWords.people.label}
          data-tooltip={roomWords.people.here(count)}
          data-tooltip-side="bottom"
        >
          <Stack others={list} mine={mine} compact={compact} />
        </button>
      )}
    >
      {(close) => (
        <>
          <ul className="people-list" aria-label={roomWords.people.list}>
            <li>
              <Avatar {...mine} />
              <span className="people-name" dir="auto">
                {plainName(mine.name)}
              </span>
              <span className="people-note is-me">{words.people.you}</span>
            </li>
            {list.map((person) => (
              <li key={person.id} className={person.away ? "is-away" : undefined}>
                <Avatar name={person.name} color={person.color} />
                <span className="people-name" dir="auto">
                  <PersonName {...person} tags={shownTags} />
                </span>
                {person.away ? <span className="people-note">{roomWords.people.away}</span> : null}
                {ways === null ? null : (
                  <Ways
                    id={person.id}
                    name={taggedName(shownTags, person.id, person.name)}
                    nameOf={(id) => {
                      const other = list.find((one) => one.id === id);
                      return other === undefined ? null : taggedName(shownTags, id, other.name);
                    }}
                    myId={myId}
                    ways={ways}
                    close={close}
                  />
                )}
              </li>
            ))}
          </ul>
          <IdentityForm control={me} />
          {children}
        </>
      )}
    </Popover>
  );
}

interface WaysProps {
  id: string;
  name: string;
  nameOf: (id: string) => string | null;
  myId: string;
  ways: PeopleWays;
  close: () => void;
}

/** Whom a person follows, and the buttons that lead to them. */
function Ways({ id, name, nameOf, myId, ways, close }: WaysProps) {
  const isLed = useStore(ways.leader) === id;
  useStore(ways.changes);
  const theirs = ways.leaderOf(id);
  const other = theirs === null ? null : nameOf(theirs);
  const note = ways.presents(id)
    ? roomWords.people.presents
    : theirs !== null && theirs === myId
      ? roomWords.people.followsYou
      : other === null
        ? null
        : roomWords.people.follows(other);
  const leave = (act: () => void) => () => {
    close();
    act();
  };
  return (
    <>
      {note === null ? null : (
        <span className="people-note is-way" dir="auto">
          {note}
        </span>
      )}
      <span className="people-ways">
        <IconButton
          label={roomWords.people.goTo(name)}
          icon={LocateFixed}
          side="left"
          onClick={leave(() => ways.goTo(id))}
        />
        <IconButton
          label={isLed ? roomWords.people.stopFollowing(name) : roomWords.people.follow(name)}
          icon={Eye}
          pressed={isLed}
          side="left"
          onClick={leave(() => (isLed ? ways.stop() : ways.follow(id)))}
        />
      </span>
    </>
  );
}

interface StackProps {
  others: readonly Person[];
  mine: { readonly name: string; readonly color: string };
  compact: boolean;
}

/** Avatars that overlap: the others, then how many more, then me; on a phone one and a number. */
function Stack({ others, mine, compact }: StackProps) {
  if (compact) {
    const [first, ...rest] = others;
    return (
      <span className="avatars">
        <Avatar {...(first ?? mine)} label={first === undefined ? words.people.you : undefined} />
        {first === undefined ? null : <More count={rest.length + 1} />}
      </span>
    );
  }
  const shown = others.length > MOST_AVATARS + 1 ? others.slice(0, MOST_AVATARS) : others;
  return (
    <span className="avatars">
      {shown.map((person) => (
        <Avatar key={person.id} name={person.name} color={person.color} />
      ))}
      {shown.length < others.length ? <More count={others.length - shown.length} /> : null}
      <Avatar {...mine} label={words.people.you} />
    </span>
  );
}

function More({ count }: { count: number }) {
  return (
    <span className="avatar people-more" aria-hidden>
      +{count}
    </span>
  );
}
