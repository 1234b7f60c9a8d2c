import type { LucideIcon } from "lucide-react";
import type { MouseEvent, ReactNode, Ref } from "react";
import { ariaShortcuts, type Chord, capsOf, chordInWords } from "./chords.ts";
import type { TooltipSide } from "./tooltips.ts";

export interface IconButtonProps {
  /** The accessible name, and the tooltip's text. */
  label: string;
  icon: LucideIcon;
  /** The keys that do the same. The first stands in the tooltip. */
  keys?: readonly Chord[] | undefined;
  /** Show the key in the button's corner, too. */
  showShortcut?: boolean | undefined;
  /** A further description, said after the name. */
  description?: string | undefined;
  pressed?: boolean | undefined;
  disabled?: boolean | undefined;
  onClick?: ((event: MouseEvent<HTMLButtonElement>) => void) | undefined;
  /** A badge or the like, on top of the icon. */
  children?: ReactNode;
  className?: string | undefined;
  side?: TooltipSide | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
}

/** A button that is an icon: named for those who do not see it, explained on hover. */
export function IconButton(props: IconButtonProps) {
  const { label, icon: Icon, keys = [], pressed, side = "top" } = props;
  const [first] = keys;
  const shortcut = first === undefined ? undefined : chordInWords(first);
  return (
    <button
      ref={props.ref}
      type="button"
      className={`icon-button ${props.className ?? ""}`}
      aria-label={label}
      aria-description={props.description}
      aria-pressed={pressed}
      aria-keyshortcuts={keys.length > 0 ? ariaShortcuts(keys) : undefined}
      disabled={props.disabled}
      onClick={props.onClick}
      data-tooltip={shortcut ? `${label} · ${shortcut}` : label}
      data-tooltip-side={side}
    >
      <Icon size={20} strokeWidth={1.75} aria-hidden />
      {props.showShortcut && first !== undefined ? (
        // A corner has no room for the names of modifiers: there their signs stand on every machine.
        <kbd aria-hidden>{capsOf(first, true).join("")}</kbd>
      ) : null}
      {props.children}
    </button>
  );
}
