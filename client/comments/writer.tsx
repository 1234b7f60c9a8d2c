/** The field in which a comment is written. Enter sends, shift+Enter begins a line, `@` names people. */
import { ArrowUp } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from "react";
import * as v from "valibot";
import { MAX_MESSAGE } from "../../shared/limits.ts";
import type { Mention } from "../../shared/posts/post.ts";
import { sendable } from "../ui/sendable.ts";
import { tabStorage } from "../ui/storage.ts";
import { commentWords } from "../words/comments-words.ts";
import { roomWords } from "../words/room-words.ts";
import { type MentionStart, mentionAt, mentionsIn, peopleFor } from "./mentions.ts";

interface WriterProps {
  label: string;
  placeholder: string;
  /** The text that is changed; none for a new one. */
  before?: { readonly text: string; readonly mentions: readonly Mention[] };
  /** The name under which a text that was not sent is kept as long as the tab. */
  draft?: string;
  people: readonly Mention[];
  takesFocus: boolean;
  /** Escape: the text stays as it was. */
  onCancel?(): void;
  onSend(text: string, mentions: Mention[]): void;
}

export function Writer(props: WriterProps) {
  const { label, placeholder, before, draft, people, takesFocus, onSend } = props;
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => before?.text ?? readDraft(draft));
  const [start, setStart] = useState<MentionStart | null>(null);
  const [at, setAt] = useState(0);
  const chosen = useRef<Mention[]>([...(before?.mentions ?? [])]);
  const listId = useId();
  const message = sendable(text);
  const isTooLong = message.length > MAX_MESSAGE;
  const offered = start === null ? [] : peopleFor(start.typed, people);

  useEffect(() => writeDraft(draft, text), [draft, text]);

  useEffect(() => {
    if (takesFocus) field.current?.focus({ preventScroll: true });
  }, [takesFocus]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    const { current } = field;
    if (current === null) return;
    current.style.height = "auto";
    current.style.height = `${Math.min(current.scrollHeight, 140)}px`;
  }, [text]);

  const look = () => {
    const { current } = field;
    if (current === null) return;
    setStart(mentionAt(current.value, current.selectionStart));
    setAt(0);
  };

  const choose = (person: Mention) => {
    const { current } = field;
    if (start === null || current === null) return;
    const end = start.from + 1 + start.typed.length;
    const next = `${text.slice(0, start.from)}@${person.name} ${text.slice(end)}`;
    const caret = start.from + person.name.length + 2;
    chosen.current.push(person);
    setText(next);
    setStart(null);
    current.focus();
    requestAnimationFrame(() => current.setSelectionRange(caret, caret));
  };

  const send = () => {
    if (message === "" || isTooLong) return;
    // A name that was typed out by hand names its person, too.
    const typed = people.filter(({ name }) => message.includes(`@${name}`));
    onSend(message, mentionsIn(message, [...chosen.current, ...typed]));
    writeDraft(draft, "");
    setText("");
    chosen.current = [];
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const person = offered[at];
    if (person !== undefined) {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (step !== undefined) setAt((at + step + offered.length) % offered.length);
      else if (event.key === "Enter" || event.key === "Tab") choose(person);
      else if (event.key === "Escape") setStart(null);
      else return;
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && props.onCancel !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      props.onCancel();
    }
  };

  return (
    <div className="comments-writer">
      {offered.length === 0 ? null : (
        <div
          className="comments-people"
          role="listbox"
          id={listId}
          aria-label={commentWords.people}
        >
          {offered.map((person, index) => (
            <div
              key={person.id}
              id={`${listId}-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === at}
              onPointerDown={(event) => {
                event.preventDefault();
                choose(person);
              }}
            >
              <bdi>{person.name}</bdi>
            </div>
          ))}
        </div>
      )}
      <textarea
        ref={field}
        rows={1}
        aria-label={label}
        placeholder={placeholder}
        enterKeyHint="send"
        dir="auto"
        value={text}
        aria-invalid={isTooLong}
        aria-autocomplete="list"
        aria-controls={offered.length === 0 ? undefined : listId}
        aria-activedescendant={offered.length === 0 ? undefined : `${listId}-${at}`}
        onChange={(event) => {
          setText(event.target.value);
          look();
        }}
        onClick={look}
        onKeyDown={onKeyDown}
      />
      {isTooLong ? (
        <span className="comments-limit" role="status">
          {roomWords.chat.tooLong(message.length - MAX_MESSAGE)}
        </span>
      ) : null}
      <button
        type="button"
        className="comments-send"
        aria-label={before === undefined ? commentWords.send : commentWords.save}
        disabled={message === "" || isTooLong}
        onPointerDown={(event) => event.preventDefault()}
        onClick={send}
      >
        <ArrowUp size={16} strokeWidth={2} aria-hidden />
      </button>
    </div>
  );
}

function readDraft(name: string | undefined): string {
  return name === undefined ? "" : (tabStorage.read(name, v.string()) ?? "");
}

function writeDraft(name: string | undefined, text: string): void {
  if (name === undefined) return;
  if (text === "") tabStorage.remove(name);
  else tabStorage.write(name, text);
}
