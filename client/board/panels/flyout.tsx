/** A button that several tools share. */
import { ChevronUp } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { ariaShortcuts } from "../../ui/chords.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { Popover, type PopoverTrigger } from "../../ui/popover.tsx";
import { useStore } from "../../ui/store.ts";
import { words } from "../../words/words.ts";
import type { Editor } from "../editor.ts";
import type { Shelf, ToolKind } from "../tools/tool.ts";

interface FlyoutProps {
  editor: Editor;
  tools: readonly ToolKind[];
  compact: boolean;
}

/** The name of what a shelf's tools make. */
function nameOf(shelf: Shelf | undefined): string {
  return shelf === "lines" ? words.toolbar.lines : words.toolbar.shapes;
}

/**
 * The tool of the shelf that was in the hand last, and the others in an island above it. With a
 * mouse a second, narrow button opens it; a finger taps the tool itself.
 */
export function Flyout({ editor, tools, compact }: FlyoutProps) {
  const inHand = useStore(editor.tool);
  const [last, setLast] = useState(tools[0]?.name);
  const held = tools.find(({ name }) => name === inHand);
  const shown = held ?? tools.find(({ name }) => name === last) ?? tools[0];
  useEffect(() => {
    if (held !== undefined) setLast(held.name);
  }, [held]);
  if (shown === undefined) return null;

  const others = (trigger: (props: PopoverTrigger) => ReactNode) => (
    <Popover
      label={nameOf(shown.shelf)}
      className="board-flyout"
      side="top"
      trigger={(props) => <>{trigger(props)}</>}
    >
      {(close) =>
        tools.map(({ name, icon, keys }) => (
          <IconButton
            key={name}
            label={words.tools[name]}
            icon={icon}
            keys={keys}
            showShortcut
            pressed={name === inHand}
            onClick={() => {
              close();
              editor.take(name);
            }}
          />
        ))
      }
    </Popover>
  );

  const { name, icon: Icon, keys } = shown;
  if (compact) {
    return others((trigger) => (
      <button
        {...trigger}
        type="button"
        className="icon-button board-flyout-tool"
        aria-label={words.tools[name]}
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
        label={words.tools[name]}
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
