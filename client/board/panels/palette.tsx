/** The command palette: every tool and command, found by its words. */
import { Check, Search } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { chordInWords } from "../../ui/chords.ts";
import { browserStorage } from "../../ui/storage.ts";
import { boardWords } from "../../words/board-words.ts";
import type { Editor } from "../editor.ts";
import {
  fittingEntries,
  noteChosen,
  type PaletteEntry,
  paletteEntries,
  recentNames,
} from "./palette-entries.ts";
import { useDialog } from "./use-dialog.ts";
import "./palette.css";

/** A field, and the list of what fits to its words. */
export function Palette({ editor }: { editor: Editor }) {
  const dialog = useDialog(editor);
  const id = useId();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const entries = useMemo(() => paletteEntries(editor), [editor]);
  const [recent] = useState(() => recentNames(browserStorage));
  const fitting = useMemo(() => fittingEntries(entries, query, recent), [entries, query, recent]);
  const chosen = fitting[at];

  useEffect(() => {
    if (chosen === undefined) return;
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [chosen]);

  const run = (entry: PaletteEntry) => {
    editor.dialog.set(null);
    noteChosen(browserStorage, entry.name);
    entry.run();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    const last = fitting.length - 1;
    const next = {
      ArrowDown: at >= last ? 0 : at + 1,
      ArrowUp: at <= 0 ? last : at - 1,
      PageDown: Math.min(last, at + 8),
      PageUp: Math.max(0, at - 8),
    }[event.key];
    if (next !== undefined) setAt(Math.max(0, next));
    else if (event.key === "Enter" && chosen !== undefined) run(chosen);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      {...dialog}
      className="board-dialog board-palette"
      aria-label={boardWords.commands.palette}
    >
      <div className="board-palette-field">
        <Search size={18} strokeWidth={1.75} aria-hidden />
        <input
          type="text"
          role="combobox"
          aria-expanded
          aria-controls={id}
          aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen.name}`}
          aria-autocomplete="list"
          aria-label={boardWords.palette.search}
          placeholder={boardWords.palette.search}
          autoComplete="off"
          spellCheck={false}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={id} role="listbox" aria-label={boardWords.commands.palette}>
        {fitting.map((entry, index) => (
          <Option
            key={entry.name}
            id={`${id}-${entry.name}`}
            entry={entry}
            selected={index === at}
            onPoint={() => setAt(index)}
            onChoose={() => run(entry)}
          />
        ))}
      </div>
      <p className="board-palette-none" role="status">
        {fitting.length === 0 ? boardWords.palette.none : ""}
      </p>
    </dialog>
  );
}

interface OptionProps {
  id: string;
  entry: PaletteEntry;
  selected: boolean;
  onPoint: () => void;
  onChoose: () => void;
}

function Option({ id, entry, selected, onPoint, onChoose }: OptionProps) {
  const { label, group, icon: Icon, keys = [], checked } = entry;
  const [first] = keys;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus
    <div
      id={id}
      role="option"
      aria-selected={selected}
      onPointerMove={selected ? undefined : onPoint}
      onClick={onChoose}
    >
      {Icon === undefined ? (
        <span className="board-palette-icon" />
      ) : (
        <Icon size={18} strokeWidth={1.75} aria-hidden />
      )}
      <span className="board-palette-label">{label}</span>
      {checked ? <Check size={16} strokeWidth={2} aria-label={boardWords.palette.on} /> : null}
      <span className="board-palette-group">{group}</span>
      {first === undefined ? null : <kbd aria-hidden>{chordInWords(first)}</kbd>}
    </div>
  );
}
