/** Following on the page: the frame of the person whom I follow, and notes about who follows, presents and calls. */
import { Eye, X } from "lucide-react";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Avatar } from "../../ui/avatar.tsx";
import { toneStyle } from "../../ui/hues.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { type ReadableStore, useStore } from "../../ui/store.ts";
import { followWords } from "../../words/follow-words.ts";
import type { Editor } from "../editor.ts";
import { slideOf } from "../present/presenting.ts";
import type { Companion } from "../ways/company.ts";
import type { Calls } from "./calls.ts";
import type { Following } from "./following.ts";
import "./follow.css";

export interface FollowViewProps {
  readonly editor: Editor;
  readonly following: Following;
  readonly calls: Calls;
  readonly people: ReadableStore<readonly Companion[]>;
  readonly myId: string;
  /** The place of the page's notes. */
  readonly slot: Element | null;
}

export function FollowView(props: FollowViewProps) {
  const { editor, following, calls, slot, myId } = props;
  const people = useStore(props.people);
  const leader = useStore(following.leader);
  const source = useStore(following.source);
  useStore(following.map.changes);
  const personOf = (id: string | null) => people.find((one) => one.id === id);
  const led = personOf(leader);
  const last = personOf(source);
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (leader === null) return;
    return stopByHand(frame.current?.closest(".board") ?? null, () => following.stop());
  }, [leader, following]);

  const followers = following.map
    .followersOf(myId)
    .flatMap((id) => personOf(id) ?? [])
    .filter(({ id }) => id !== leader);
  const notes = (
    <>
      <div className="board-follow-notes" role="status">
        {led === undefined ? null : (
          <p className="island board-follow-tag tone-fill" style={toneStyle(led.color)}>
            <span dir="auto">
              {last === undefined || last.id === led.id
                ? followWords.following(led.name)
                : followWords.through(led.name, last.name)}
            </span>
            <IconButton
              className="board-follow-stop"
              label={followWords.stop}
              keys={["Escape"]}
              icon={X}
              side="bottom"
              onClick={() => following.stop()}
            />
          </p>
        )}
        <Followers people={followers} />
      </div>
      <CallNote calls={calls} people={people} />
      <PresenterNote editor={editor} following={following} leader={leader} people={people} />
    </>
  );
  return (
    <>
      <div
        ref={frame}
        className="board-follow-frame"
        hidden={led === undefined}
        style={toneStyle(last?.color ?? led?.color ?? "#6a635a")}
        aria-hidden
      />
      {slot === null ? notes : createPortal(notes, slot)}
    </>
  );
}

/** A press on the board and Escape end it. The wheel and pinches move the view, which ends it, too. */
function stopByHand(board: Element | null, stop: () => void): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  const canvas = board?.querySelector(".board-canvas");
  canvas?.addEventListener("pointerdown", stop, { capture: true, signal });
  const onKey = (event: KeyboardEvent) => {
    const isElsewhere =
      event.target instanceof HTMLInputElement ||
      event.target instanceof HTMLTextAreaElement ||
      document.querySelector("dialog:modal, [popover=auto]:popover-open") !== null;
    if (event.key !== "Escape" || event.defaultPrevented || isElsewhere) return;
    event.preventDefault();
    event.stopPropagation();
    stop();
  };
  addEventListener("keydown", onKey, { capture: true, signal });
  return () => listening.abort();
}

function Followers({ people }: { people: readonly Companion[] }) {
  const [first, second] = people;
  if (first === undefined) return null;
  return (
    <p className="island board-follow-by">
      <Eye size={16} strokeWidth={1.75} aria-hidden />
      <span dir="auto">
        {second === undefined
          ? followWords.followsYou(first.name)
          : followWords.manyFollowYou(people.length)}
      </span>
    </p>
  );
}

/** The note that asks the user to come, and afterwards offers the way back. */
function CallNote({ calls, people }: { calls: Calls; people: readonly Companion[] }) {
  const call = useStore(calls.call);
  const who = call === null ? null : (people.find(({ id }) => id === call.by.id) ?? call.by);
  return (
    <div role="status">
      {call === null || who === null ? null : call.from === null ? (
        <Ask person={who} sentence={followWords.calls(who.name)} onEscape={() => calls.stay()}>
          <button type="button" className="primary" onClick={() => calls.go()}>
            {followWords.go}
          </button>
          <button type="button" className="quiet" onClick={() => calls.stay()}>
            {followWords.stay}
          </button>
        </Ask>
      ) : (
        <Ask person={who} sentence={followWords.there(who.name)} onEscape={() => calls.stay()}>
          <button type="button" className="quiet" onClick={() => calls.back()}>
            {followWords.back}
          </button>
          <button type="button" className="quiet" onClick={() => calls.stay()}>
            {followWords.close}
          </button>
        </Ask>
      )}
    </div>
  );
}

interface PresenterNoteProps extends Pick<FollowViewProps, "editor" | "following"> {
  leader: string | null;
  people: readonly Companion[];
}

/** Offers to follow a person who presents: once for each presentation. */
function PresenterNote({ editor, following, leader, people }: PresenterNoteProps) {
  const slide = useStore(slideOf(editor));
  const [declined, setDeclined] = useState<readonly string[]>([]);
  const presenters = following.map.presenters();
  const known = presenters.join(" ");
  useEffect(() => {
    const now = known.split(" ");
    setDeclined((before) => {
      const left = before.filter((id) => now.includes(id));
      return left.length === before.length ? before : left;
    });
  }, [known]);
  const decline = (id: string) => setDeclined((before) => [...before, id]);
  const offered = people.find(
    ({ id }) => presenters.includes(id) && !declined.includes(id) && id !== leader,
  );
  return (
    <div role="status">
      {offered === undefined || slide !== null ? null : (
        <Ask
          person={offered}
          sentence={followWords.presents(offered.name)}
          onEscape={() => decline(offered.id)}
        >
          <button
            type="button"
            className="primary"
            onClick={() => {
              decline(offered.id);
              following.follow(offered.id);
            }}
          >
            {followWords.join}
          </button>
          <button type="button" className="quiet" onClick={() => decline(offered.id)}>
            {followWords.notNow}
          </button>
        </Ask>
      )}
    </div>
  );
}

interface AskProps {
  person: { readonly name: string; readonly color: string };
  sentence: string;
  onEscape(): void;
  children: ReactNode;
}

/** A note about a person, with its buttons. */
function Ask({ person, sentence, onEscape, children }: AskProps) {
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape on one of its buttons
    <div
      className="island board-follow-ask"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onEscape();
      }}
    >
      <Avatar {...person} />
      <span className="board-follow-words" dir="auto">
        {sentence}
      </span>
      <span className="board-follow-choices">{children}</span>
    </div>
  );
}
