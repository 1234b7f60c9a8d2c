/** The list of keys: every tool and command that has one. */
import { X } from "lucide-react";
import { useId, useState } from "react";
import { type Chord, capsOf, partsOf } from "../../ui/chords.ts";
import { folded } from "../../ui/folded.ts";
import { IconButton } from "../../ui/icon-button.tsx";
import { boardWords } from "../../words/board-words.ts";
import type { CommandGroup } from "../commands/command.ts";
import type { Editor } from "../editor.ts";
import { toolsOf } from "../tools/tool.ts";
import { useDialog } from "./use-dialog.ts";
import "./shortcuts.css";

interface Row {
  readonly name: string;
  readonly label: string;
  /** Alternatives, each as the caps of its keys. */
  readonly keys: readonly (readonly string[])[];
}

/** The caps of each chord; the four arrow keys are one. */
function alternatives(chords: readonly Chord[]): string[][] {
  const [first] = chords;
  const areArrows =
    chords.length === 4 && chords.every((one) => partsOf(one).key.startsWith("Arrow"));
  if (!areArrows || first === undefined) return chords.map((chord) => capsOf(chord));
  return [[...capsOf(first).slice(0, -1), "← → ↑ ↓"]];
}

/** The rows of each section, in the order of the lists. */
function rowsOf(editor: Editor): ReadonlyMap<CommandGroup, Row[]> {
  const readOnly = editor.readOnly.get();
  const sections = new Map<CommandGroup, Row[]>();
  const add = (group: CommandGroup, row: Row) =>
    sections.set(group, [...(sections.get(group) ?? []), row]);
  for (const { name, keys } of toolsOf(editor)) {
    add("tools", { name, label: boardWords.tools[name], keys: alternatives(keys) });
  }
  for (const { id, group, keys = [], forViewers } of editor.commands) {
    if ((readOnly && !forViewers) || keys.length === 0) continue;
    add(group, { name: id, label: boardWords.commands[id], keys: alternatives(keys) });
  }
  const [mod = ""] = capsOf("mod+x");
  const [alt = ""] = capsOf("alt+x");
  const { drag, wheel } = boardWords.shortcuts;
  add("view", {
    name: "pan",
    label: boardWords.shortcuts.pan,
    keys: [[boardWords.shortcuts.space, drag]],
  });
  add("view", { name: "zoom", label: boardWords.shortcuts.zoom, keys: [[mod, wheel]] });
  if (!readOnly)
    add("edit", { name: "copy", label: boardWords.shortcuts.copy, keys: [[alt, drag]] });
  return sections;
}

/** The rows of each section whose words or keys have all that is typed. */
export function rowsWith(editor: Editor, query: string): ReadonlyMap<CommandGroup, Row[]> {
  const typed = folded(query).split(/\s+/).filter(Boolean);
  const found = new Map<CommandGroup, Row[]>();
  for (const [group, rows] of rowsOf(editor)) {
    const fitting = rows.filter(({ label, keys }) => {
      const all = folded(
        `${boardWords.groups[group]} ${label} ${keys.map((caps) => caps.join("+")).join(" ")}`,
      );
      return typed.every((part) => all.includes(part));
    });
    if (fitting.length > 0) found.set(group, fitting);
  }
  return found;
}

/** A dialog with all keys, by sections. */
export function Shortcuts({ editor }: { editor: Editor }) {
  const dialog = useDialog(editor);
  const id = useId();
  const [query, setQuery] = useState("");
  const sections = rowsWith(editor, query);
  return (
    <dialog {...dialog} className="board-dialog board-shortcuts" aria-labelledby={id}>
      <header>
        <h2 id={id}>{boardWords.commands.shortcuts}</h2>
        <IconButton
          label={boardWords.shortcuts.close}
          icon={X}
          side="bottom"
          onClick={() => editor.dialog.set(null)}
        />
        <input
          type="search"
          className="field board-shortcuts-search"
          aria-label={boardWords.shortcuts.search}
          placeholder={boardWords.shortcuts.search}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by keys */}
      <div className="board-shortcuts-sections" tabIndex={0}>
        {sections.size === 0 ? <p role="status">{boardWords.palette.none}</p> : null}
        {[...sections].map(([group, rows]) => (
          <section key={group} aria-label={boardWords.groups[group]}>
            <h3>{boardWords.groups[group]}</h3>
            <dl>
              {rows.map(({ name, label, keys }) => (
                <div key={name}>
                  <dt>{label}</dt>
                  <dd>
                    {keys.map((caps) => (
                      <span key={caps.join()} className="board-keys">
                        {caps.map((cap) => (
                          <kbd key={cap}>{cap}</kbd>
                        ))}
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
