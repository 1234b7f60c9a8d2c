import {
  Baseline,
  Bold,
  Check,
  Code,
  ExternalLink,
  Italic,
  Link,
  List as ListIcon,
  ListOrdered,
  ListTodo,
  type LucideIcon,
  Strikethrough,
  Unlink,
} from "lucide-react";
import {
  type FocusEvent,
  type KeyboardEvent,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { PALETTES, type Theme } from "../../../../shared/board/draw/palette.ts";
import { type List, readLink } from "../../../../shared/board/draw/runs.ts";
import { COLORS } from "../../../../shared/board/style.ts";
import type { Chord } from "../../../ui/chords.ts";
import { IconButton } from "../../../ui/icon-button.tsx";
import { useStore } from "../../../ui/store.ts";
import { styleWords } from "../../../words/style-words.ts";
import type { Editor } from "../../editor.ts";
import { openAddress } from "../../links.ts";
import type { Flag, Formatting } from "../format.ts";
import type { TextSession } from "../session.ts";
import { standAbove } from "./bar-place.ts";
import "./format-bar.css";

interface FormatBarProps {
  editor: Editor;
  id: string;
  session: TextSession;
  theme: Theme;
}

const FLAGS: readonly (readonly [Exclude<Flag, "underline">, LucideIcon, Chord])[] = [
  ["bold", Bold, "mod+b"],
  ["italic", Italic, "mod+i"],
  ["strike", Strikethrough, "mod+shift+x"],
  ["code", Code, "mod+e"],
];

const LISTS: readonly (readonly [Exclude<List, "checked">, LucideIcon, Chord])[] = [
  ["bullet", ListIcon, "mod+shift+8"],
  ["ordered", ListOrdered, "mod+shift+7"],
  ["unchecked", ListTodo, "mod+shift+9"],
];

/** The bar above the text that is being edited. The focus stays in the text while a pointer is at the bar. */
export function FormatBar({ editor, id, session, theme }: FormatBarProps) {
  const { formatting } = session;
  const bar = useRef<HTMLDivElement>(null);
  const state = useStore(formatting.state);
  const asksLink = useStore(formatting.asksLink);
  const [showsColors, setShowsColors] = useState(false);

  useLayoutEffect(() => {
    if (bar.current === null) return;
    return standAbove(bar.current, editor, id);
  }, [editor, id]);

  // Another row makes the bar higher.
  useLayoutEffect(() => {
    if (bar.current !== null) standAbove(bar.current, editor, id)();
  });

  const leave = ({ relatedTarget }: FocusEvent) => {
    const isOwn = relatedTarget === session.element || bar.current?.contains(relatedTarget);
    if (relatedTarget !== null && !isOwn) editor.text.end();
  };

  const pressKey = (event: KeyboardEvent) => {
    // The board's keys are letters, and here they are none of its own.
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      formatting.askLink(false);
      setShowsColors(false);
      formatting.focus();
      return;
    }
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || event.target instanceof HTMLInputElement) return;
    const buttons = [...(bar.current?.querySelectorAll("button") ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons.at((at + step) % buttons.length)?.focus();
  };

  return (
    <div
      ref={bar}
      className="board-format island"
      role="toolbar"
      aria-label={styleWords.formatting.label}
      data-text-bar
      onBlur={leave}
      onKeyDown={pressKey}
      onMouseDown={(event) => {
        if (!(event.target instanceof HTMLInputElement)) event.preventDefault();
      }}
    >
      {asksLink ? (
        <LinkRow formatting={formatting} />
      ) : (
        <div className="board-format-row">
          {FLAGS.map(([flag, icon, chord]) => (
            <IconButton
              key={flag}
              label={styleWords.formatting[flag]}
              icon={icon}
              keys={[chord]}
              pressed={state.look[flag] === true}
              onClick={() => formatting.act({ kind: "flag", flag })}
            />
          ))}
          <IconButton
            label={styleWords.formatting.link}
            icon={Link}
            keys={["mod+k"]}
            pressed={(state.look.link ?? null) !== null}
            disabled={!state.hasSelection && (state.look.link ?? null) === null}
            onClick={() => formatting.askLink(true)}
          />
          <IconButton
            label={styleWords.formatting.color}
            icon={Baseline}
            pressed={showsColors}
            onClick={() => setShowsColors(!showsColors)}
          />
          <span className="board-format-gap" />
          {LISTS.map(([list, icon, chord]) => (
            <IconButton
              key={list}
              label={styleWords.formatting[list]}
              icon={icon}
              keys={[chord]}
              pressed={(state.list === "checked" ? "unchecked" : state.list) === list}
              onClick={() => formatting.act({ kind: "list", list })}
            />
          ))}
        </div>
      )}
      {showsColors && !asksLink ? (
        <ColorRow formatting={formatting} theme={theme} onChosen={() => setShowsColors(false)} />
      ) : null}
    </div>
  );
}

interface RowProps {
  formatting: Formatting;
}

/** The address of a link, to be written. */
function LinkRow({ formatting }: RowProps) {
  const state = useStore(formatting.state);
  const before = state.look.link ?? null;
  const [address, setAddress] = useState(before ?? "");
  const field = useRef<HTMLInputElement>(null);
  const link = readLink(address.trim()) ?? readLink(`https://${address.trim()}`);
  useEffect(() => field.current?.focus(), []);

  const set = (next: string | null) => {
    formatting.askLink(false);
    formatting.focus();
    formatting.act({ kind: "link", link: next });
  };

  return (
    <form
      className="board-format-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (address.trim() === "") set(null);
        else if (link !== null) set(link);
      }}
    >
      <input
        ref={field}
        className="board-format-address"
        type="text"
        inputMode="url"
        aria-label={styleWords.formatting.address}
        value={address}
        onChange={(event) => setAddress(event.target.value)}
      />
      <IconButton
        label={styleWords.formatting.setLink}
        icon={Check}
        disabled={link === null}
        onClick={() => set(link)}
      />
      {before === null ? null : (
        <>
          <IconButton
            label={styleWords.formatting.removeLink}
            icon={Unlink}
            onClick={() => set(null)}
          />
          <IconButton
            label={styleWords.formatting.openLink}
            icon={ExternalLink}
            onClick={() => openAddress(before)}
          />
        </>
      )}
    </form>
  );
}

interface ColorRowProps extends RowProps {
  theme: Theme;
  onChosen: () => void;
}

/** The colours of letters. The first is that of the text itself. */
function ColorRow({ formatting, theme, onChosen }: ColorRowProps) {
  const { look } = useStore(formatting.state);
  return (
    <div className="board-format-row board-format-colors">
      {[null, ...COLORS].map((color) => {
        const name = color === null ? styleWords.formatting.plainColor : styleWords.colors[color];
        return (
          <button
            key={color ?? ""}
            type="button"
            className="board-format-color"
            aria-label={name}
            data-tooltip={name}
            aria-pressed={(look.color ?? null) === color}
            style={color === null ? undefined : { background: PALETTES[theme].letter[color] }}
            onClick={() => {
              formatting.act({ kind: "color", color });
              onChosen();
            }}
          />
        );
      })}
    </div>
  );
}
