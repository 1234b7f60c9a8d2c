/** A menu: entries with icons and keys, walked through by arrow keys. */
import { Check, ChevronRight, type LucideIcon } from "lucide-react";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { ariaShortcuts, type Chord, chordInWords } from "./chords.ts";
import "./menu.css";

/** One entry of a menu. */
export interface MenuItem {
  readonly name: string;
  readonly label: string;
  readonly icon?: LucideIcon | undefined;
  readonly keys?: readonly Chord[] | undefined;
  /** Is it on? An entry that is neither on nor off leaves this out. */
  readonly checked?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Does it lead to other entries? Then the menu stays. */
  readonly leads?: "on" | "back" | undefined;
  run(): void;
}

interface MenuProps {
  label: string;
  /** Parts with a line between them; empty ones are left out. */
  sections: readonly (readonly MenuItem[])[];
  /** An entry was chosen: called before it runs. */
  onChoose: () => void;
  /** Give its first entry the focus when it opens. */
  takesFocus?: boolean;
}

/** The entries that can have the focus, as they stand. */
function entriesOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role^="menuitem"]:not([aria-disabled="true"])')];
}

/** Entries in sections, with the roles and keys of a menu. */
export function Menu({ label, sections, onChoose, takesFocus = true }: MenuProps) {
  const menu = useRef<HTMLDivElement>(null);

  useEffect(() => {
    if (takesFocus && menu.current !== null) entriesOf(menu.current)[0]?.focus();
  }, [takesFocus]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const entries = entriesOf(event.currentTarget);
    const at = entries.findIndex((entry) => entry.matches(":focus"));
    const next = {
      ArrowDown: (at + 1) % entries.length,
      ArrowUp: at <= 0 ? entries.length - 1 : at - 1,
      Home: 0,
      End: entries.length - 1,
    }[event.key];
    if (next === undefined) {
      // A letter in an open menu is no tool.
      if (event.key.length === 1 && event.key !== " ") event.preventDefault();
      return;
    }
    event.preventDefault();
    entries[next]?.focus();
  };

  const first = sections.flat().find(({ disabled }) => disabled !== true);
  return (
    <div ref={menu} role="menu" aria-label={label} className="menu" onKeyDown={onKeyDown}>
      {sections
        .filter(({ length }) => length > 0)
        .map((items) => (
          // biome-ignore lint/a11y/useSemanticElements: a group of a menu is no fieldset
          <div key={items[0]?.name} role="group" className="menu-section">
            {items.map((item) => (
              <Entry key={item.name} item={item} isFirst={item === first} onChoose={onChoose} />
            ))}
          </div>
        ))}
    </div>
  );
}

interface EntryProps {
  item: MenuItem;
  /** Is it the entry that Tab finds? A menu that scrolls has to be found so. */
  isFirst: boolean;
  onChoose: () => void;
}

function Entry({ item, isFirst, onChoose }: EntryProps) {
  const { label, icon: Icon, keys = [], checked, disabled = false, leads } = item;
  const [first] = keys;
  return (
    <button
      type="button"
      {...(checked === undefined
        ? { role: "menuitem" }
        : { role: "menuitemcheckbox", "aria-checked": checked })}
      aria-disabled={disabled}
      aria-haspopup={leads === "on" ? "menu" : undefined}
      aria-keyshortcuts={first === undefined ? undefined : ariaShortcuts(keys)}
      tabIndex={isFirst ? 0 : -1}
      onClick={() => {
        if (disabled) return;
        if (leads === undefined) onChoose();
        item.run();
      }}
    >
      {Icon === undefined ? (
        <span className="menu-icon" />
      ) : (
        <Icon size={18} strokeWidth={1.75} aria-hidden />
      )}
      <span>{label}</span>
      {checked ? <Check size={16} strokeWidth={2} aria-hidden /> : null}
      {leads === "on" ? <ChevronRight size={16} strokeWidth={2} aria-hidden /> : null}
      {first === undefined ? null : <kbd aria-hidden>{chordInWords(first)}</kbd>}
    </button>
  );
}
