import { type KeyboardEvent, useState } from "react";
import { MAX_TITLE } from "../../shared/limits.ts";
import { words } from "../words/words.ts";

export interface RoomTitleProps {
  title: string;
  mayRename: boolean;
  onRename(title: string): void;
}

/** The room's title, edited where it stands: Enter saves, Escape leaves it as it was. */
export function RoomTitle({ title, mayRename, onRename }: RoomTitleProps) {
  /** The text that is being typed; `null` while nobody types. */
  const [draft, setDraft] = useState<string | null>(null);
  const shown = draft ?? title;

  function save(): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    const next = draft?.replaceAll(/[\u0000-\u001f\u007f]/g, " ").trim();
    if (next !== undefined && next !== title) onRename(next);
    setDraft(null);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") setDraft(null);
    if (event.key === "Enter") save();
    if (event.key !== "Escape" && event.key !== "Enter") return;
    event.preventDefault();
    event.stopPropagation();
    const input = event.currentTarget;
    // After the state has settled: leaving the field would otherwise save what Escape gave up.
    queueMicrotask(() => input.blur());
  }

  return (
    <span className="room-title" data-text={shown || words.room.untitled}>
      <input
        aria-label={words.room.title}
        title={shown}
        placeholder={words.room.untitled}
        size={1}
        maxLength={MAX_TITLE}
        autoComplete="off"
        spellCheck={false}
        dir="auto"
        readOnly={!mayRename}
        value={shown}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={save}
      />
    </span>
  );
}
