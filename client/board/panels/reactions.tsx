/** The picker of reactions. Loaded when it is first opened. */
import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { SIGNS } from "../../../shared/board/draw/chips.ts";
import { hasReacted, REACTIONS, type ReactionName } from "../../../shared/board/reactions.ts";
import type { Point, Shape } from "../../../shared/board/shape.ts";
import { useStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import type { Editor } from "../editor.ts";
import { peopleOf, toggleReaction } from "../reactions.ts";
import "./reactions.css";

/** CSS pixels between the picker and the window's edge, and between it and the selection. */
const EDGE = 8;
const GAP = 16;

/** The reactions that one can give the selected shapes, until Escape or a press elsewhere closes them. */
export function Reactions({ editor, at }: { editor: Editor; at: Point }) {
  const ref = useRef<HTMLDivElement>(null);
  useStore(editor.scene.changes);
  const ids = useStore(editor.selection);
  const shapes = ids.flatMap((id) => editor.scene.get(id) ?? []);

  useLayoutEffect(() => {
    const picker = ref.current;
    const board = picker?.closest(".board");
    if (picker === null || !board) return;
    picker.showPopover();
    const { left, top } = board.getBoundingClientRect();
    const { width, height } = picker.getBoundingClientRect();
    const within = (place: number, size: number, room: number) =>
      Math.max(EDGE, Math.min(place, room - size - EDGE));
    picker.style.left = `${within(left + at[0], width, innerWidth)}px`;
    picker.style.top = `${within(top + at[1] + GAP, height, innerHeight)}px`;
    picker.querySelector("button")?.focus();
    return () => {
      const hadFocus = picker.matches(":focus-within");
      if (hadFocus && board instanceof HTMLElement) board.focus({ preventScroll: true });
    };
  }, [at]);

  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const buttons = [...event.currentTarget.querySelectorAll("button")];
    const from = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(from + step + buttons.length) % buttons.length]?.focus();
    event.preventDefault();
  };

  return (
    <div
      ref={ref}
      popover="auto"
      role="toolbar"
      aria-label={boardWords.reactions.label}
      className="popover board-reactions"
      onKeyDown={walk}
      onToggle={({ newState }) => {
        if (newState === "closed") editor.dialog.set(null);
      }}
    >
      {REACTIONS.map((name) => (
        <ReactionButton
          key={name}
          name={name}
          people={peopleWith(shapes, name)}
          editor={editor}
          isMine={
            shapes.length > 0 && shapes.every((shape) => hasReacted(shape, name, editor.me.id))
          }
        />
      ))}
    </div>
  );
}

interface ReactionButtonProps {
  name: ReactionName;
  /** The public ids of those who reacted so. */
  people: readonly string[];
  isMine: boolean;
  editor: Editor;
}

function ReactionButton({ name, people, isMine, editor }: ReactionButtonProps) {
  const label = boardWords.reactions.names[name];
  const who = peopleOf(editor, people);
  return (
    <button
      type="button"
      className="board-reaction"
      aria-pressed={isMine}
      aria-label={label}
      aria-description={who === "" ? undefined : who}
      data-tooltip={who === "" ? label : `${label} · ${who}`}
      data-tooltip-side="bottom"
      onClick={() => toggleReaction(editor, editor.selection.get(), name)}
    >
      {name === "dot" ? <span className="board-reaction-dot" /> : SIGNS[name]}
      {people.length > 0 ? <small>{people.length}</small> : null}
    </button>
  );
}

/** The people who have reacted so to any of the shapes. */
function peopleWith(shapes: readonly Shape[], name: ReactionName): readonly string[] {
  const all = shapes.flatMap(
    ({ reactions = [] }) => reactions.find((one) => one.name === name)?.people ?? [],
  );
  return [...new Set(all)];
}
