import { ArrowUp } from "lucide-react";
import { type KeyboardEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { MAX_MESSAGE } from "../../shared/limits.ts";
import { chordInWords } from "../ui/chords.ts";
import { sendable } from "../ui/sendable.ts";
import { roomWords } from "../words/room-words.ts";
import { limitWords, readDraft, writeDraft } from "./draft.ts";

/** Lines the text box grows to. */
const MOST_LINES = 6;
/** Milliseconds after the last key for which I still count as typing. */
const TYPING_MS = 4_000;

interface ComposerProps {
  room: string;
  focusRequest: number;
  onSend(text: string): void;
  onTyping(typing: boolean): void;
  onLeave: (() => void) | undefined;
}

/** The text box. Enter sends, shift+Enter begins a line; what is not sent is there again after a reload. */
export function Composer({ room, focusRequest, onSend, onTyping, onLeave }: ComposerProps) {
  const box = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState(() => readDraft(room));
  const message = sendable(text);
  const tooLong = message.length > MAX_MESSAGE;
  const limit = limitWords(message.length);
  const noteTyping = useTyping(onTyping);

  useEffect(() => writeDraft(room, text), [room, text]);

  useEffect(() => {
    if (focusRequest > 0) box.current?.focus({ preventScroll: true });
  }, [focusRequest]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    if (box.current !== null) fitHeight(box.current);
  }, [text]);

  useLayoutEffect(() => {
    const field = box.current;
    if (field === null) return;
    // In a sheet that has not opened yet, a field has no size; and in another width, lines wrap otherwise.
    let width = field.clientWidth;
    const sizes = new ResizeObserver(() => {
      if (field.clientWidth === width) return;
      width = field.clientWidth;
      fitHeight(field);
    });
    sizes.observe(field);
    return () => sizes.disconnect();
  }, []);

  function send(): void {
    if (message === "" || tooLong) return;
    onSend(message);
    setText("");
    noteTyping(false);
  }

  function onKeyDown(event: KeyboardEvent): void {
    // While a word is being composed (Chinese, Japanese …), Enter and Escape belong to that.
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === "Escape" && onLeave !== undefined) {
      event.preventDefault();
      event.stopPropagation();
      onLeave();
    }
  }

  return (
    // No form: a sandboxed frame that may not submit forms can still talk.
    <div className="chat-composer">
      <textarea
        ref={box}
        rows={1}
        aria-label={roomWords.chat.message}
        placeholder={roomWords.chat.placeholder}
        enterKeyHint="send"
        dir="auto"
        value={text}
        aria-invalid={tooLong}
        onChange={(event) => {
          setText(event.target.value);
          noteTyping(event.target.value.trim() !== "");
        }}
        onBlur={() => noteTyping(false)}
        onKeyDown={onKeyDown}
      />
      {limit === "" ? null : (
        <span className={tooLong ? "chat-limit is-over" : "chat-limit"} role="status">
          {limit}
        </span>
      )}
      <button
        type="button"
        className="chat-send"
        aria-label={roomWords.chat.send}
        title={`${roomWords.chat.send} · ${chordInWords("Enter")}`}
        disabled={message === "" || tooLong}
        // Pressing it must not take the focus: on phones that would close the keyboard.
        onPointerDown={(event) => event.preventDefault()}
        onClick={send}
      >
        <ArrowUp size={18} strokeWidth={2} aria-hidden />
      </button>
    </div>
  );
}

/** Tells when I begin and when I stop typing, and nothing between. */
function useTyping(onTyping: (typing: boolean) => void): (typing: boolean) => void {
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const tell = useRef(onTyping);
  tell.current = onTyping;
  const stop = () => {
    if (timer.current === null) return;
    clearTimeout(timer.current);
    timer.current = null;
    tell.current(false);
  };
  const stopLatest = useRef(stop);
  stopLatest.current = stop;
  useEffect(() => () => stopLatest.current(), []);
  return (typing) => {
    if (!typing) {
      stop();
      return;
    }
    if (timer.current === null) tell.current(true);
    else clearTimeout(timer.current);
    timer.current = setTimeout(stop, TYPING_MS);
  };
}

function fitHeight(box: HTMLTextAreaElement): void {
  const { lineHeight, paddingTop, paddingBottom } = getComputedStyle(box);
  const padding = Number.parseFloat(paddingTop) + Number.parseFloat(paddingBottom);
  const most = Number.parseFloat(lineHeight) * MOST_LINES + padding;
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, most)}px`;
  box.style.overflowY = box.scrollHeight > most ? "auto" : "hidden";
}
