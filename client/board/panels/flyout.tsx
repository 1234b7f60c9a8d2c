/** A button that several tools share. */
import { ChevronUp } from "lucide-react";
import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useState } from "react";
import * as v from "valibot";
import { ariaShortcuts, capsOf } from "../../ui/chords.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Popover, type PopoverTrigger } from "../../ui/popover.tsx";
import type { KeptValues } from "../../ui/storage.ts";
import { useStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import type { Editor } from "../editor.ts";
import type { Shelf, ToolKind, ToolName } from "../tools/tool.ts";

interface FlyoutProps {
  editor: Editor;
  tools: readonly ToolKind[];
  compact: boolean;
  kept: KeptValues;
}

/** Tools in a row of the grid. */
const COLUMNS = 3;

/** Where this browser keeps the tool of each shelf that was in the hand last. */
const LAST = "stoa.lastTools";
const lastSchema = v.record(v.string(), v.string());

/** Arrow keys, and how many tools on they lead. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -COLUMNS,
  ArrowDown: COLUMNS,
};

/** The name of what a shelf's tools make. */
function nameOf(shelf: Shelf | undefined): string {
  return shelf === "lines" ? boardWords.toolbar.lines : boardWords.toolbar.shapes;
}

/**
 * The tool of the shelf that was in the hand last, and the others in an island above it. With a
 * mouse a second, narrow button opens it; a finger taps the tool itself.
 */
export function Flyout({ editor, tools, compact, kept }: FlyoutProps) {
  const inHand = useStore(editor.hand.tool);
  const shelf = tools[0]?.shelf ?? "shapes";
  const [last, setLast] = useState(() => kept.read(LAST, lastSchema)?.[shelf]);
  const held = tools.find(({ name }) => name === inHand);
  const shown = held ?? tools.find(({ name }) => name === last) ?? tools[0];
  useEffect(() => {
    if (held === undefined) return;
    setLast(held.name);
    kept.write(LAST, { ...kept.read(LAST, lastSchema), [shelf]: held.name });
  }, [held, kept, shelf]);
  if (shown === undefined) return null;

  const others = (trigger: (props: PopoverTrigger) => ReactNode) => (
    <Popover
      label={nameOf(shown.shelf)}
      className="board-flyout"
      side="top"
      align="start"
      trigger={(props) => <>{trigger(props)}</>}
    >
      {(close) => (
        <ToolGrid
          tools={tools}
          inHand={inHand}
          onChoose={(name) => {
            close();
            editor.take(name);
          }}
        />
      )}
    </Popover>
  );

  const { name, icon: Icon, keys } = shown;
  if (compact) {
    return others((trigger) => (
      <button
        {...trigger}
        type="button"
        className="icon-button board-flyout-tool"
        aria-label={boardWords.tools[name]}
        aria-pressed={held !== undefined}
        aria-description={nameOf(shown.shelf)}
        aria-keyshortcuts={ariaShortcuts(keys)}
        onClick={(event) => {
          trigger.onClick(event);
          editor.take(name);
        }}
      >
        <Icon size={20} strokeWidth={1.75} aria-hidden />
      </button>
    ));
  }
  return (
    <span className="board-flyout-slot">
      <IconButton
        label={boardWords.tools[name]}
        icon={Icon}
        keys={keys}
        showShortcut
        pressed={held !== undefined}
        onClick={() => editor.take(name)}
      />
      {others((trigger) => (
        <button
          {...trigger}
          type="button"
          className="board-flyout-caret"
          aria-label={nameOf(shown.shelf)}
          data-tooltip={nameOf(shown.shelf)}
        >
          <ChevronUp size={12} strokeWidth={2} aria-hidden />
        </button>
      ))}
    </span>
  );
}

interface ToolGridProps {
  tools: readonly ToolKind[];
  inHand: ToolName;
  onChoose: (name: ToolName) => void;
}

/** The tools of a shelf with their names and keys. Arrow keys lead from one to another. */
function ToolGrid({ tools, inHand, onChoose }: ToolGridProps) {
  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    const buttons = [...event.currentTarget.querySelectorAll("button")];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[at + step]?.focus();
    event.preventDefault();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the buttons within are what is pressed
    <div
      className="board-tool-grid"
      style={{ "--columns": Math.min(COLUMNS, tools.length) } as CSSProperties}
      onKeyDown={walk}
    >
      {tools.map(({ name, icon: Icon, keys }) => (
        <button
          key={name}
          type="button"
          className="board-tool"
          aria-pressed={name === inHand}
          aria-keyshortcuts={ariaShortcuts(keys)}
          onClick={() => onChoose(name)}
        >
          <Icon size={20} strokeWidth={1.75} aria-hidden />
          <span>{boardWords.tools[name]}</span>
          <kbd className="board-tool-key" aria-hidden>
            {keys[0] === undefined ? null : capsOf(keys[0], true).join("")}
          </kbd>
        </button>
      ))}
    </div>
  );
}
