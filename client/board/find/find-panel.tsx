/** The search on the board: a field, the count of hits, and the hits themselves. */
import { ChevronDown, ChevronUp, MessageSquare, Search, X } from "lucide-react";
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import { useStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import { words } from "../../words/words.ts";
import type { Editor } from "../editor.ts";
import { around, Finder, type Found, type Hit } from "./finder.ts";
import { type Opened, searchOf } from "./opened.ts";
import "./find.css";

/** Hits that are listed at once: those around the one that is shown. */
const MOST_LISTED = 40;

export function FindPanel({ editor, opened }: { editor: Editor; opened: Opened }) {
  const finder = useMemo(() => new Finder(editor), [editor]);
  const found = useStore(finder.found);
  const [query, setQuery] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const id = useId();

  useEffect(() => {
    opened.step = (direction) => finder.step(direction);
    field.current?.focus();
    field.current?.select();
  }, [opened, finder]);
  useEffect(() => () => finder.destroy(), [finder]);

  const close = () => {
    const board = field.current?.closest<HTMLElement>(".board");
    finder.close();
    searchOf(editor).set(null);
    board?.focus({ preventScroll: true });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const isNext = event.key === "Enter" || event.key === "F3";
    if (event.key === "Escape") close();
    else if (isNext) finder.step(event.shiftKey ? -1 : 1);
    else if (event.key === "ArrowDown") finder.step(1);
    else if (event.key === "ArrowUp") finder.step(-1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <search className="island board-find" onKeyDown={onKeyDown}>
      <div className="board-find-field">
        <Search size={18} strokeWidth={1.75} aria-hidden />
        <input
          ref={field}
          type="text"
          aria-label={boardWords.commands.find}
          aria-controls={found.hits.length > 0 ? id : undefined}
          placeholder={boardWords.find.placeholder}
          autoComplete="off"
          spellCheck={false}
          enterKeyHint="search"
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            finder.seek(event.target.value);
          }}
        />
        <span className="board-find-count" role="status">
          {countOf(found)}
        </span>
        <IconButton
          label={boardWords.commands.findPrevious}
          icon={ChevronUp}
          side="bottom"
          disabled={found.hits.length === 0}
          onClick={() => finder.step(-1)}
        />
        <IconButton
          label={boardWords.commands.findNext}
          icon={ChevronDown}
          side="bottom"
          disabled={found.hits.length === 0}
          onClick={() => finder.step(1)}
        />
        <IconButton label={boardWords.find.close} icon={X} side="bottom" onClick={close} />
      </div>
      {found.hits.length > 0 ? (
        <Hits id={id} found={found} onShow={(at) => finder.show(at)} />
      ) : null}
    </search>
  );
}

function countOf({ query, hits, at, isBusy }: Found): string {
  if (query.trim() === "" || isBusy) return "";
  return hits.length === 0 ? boardWords.find.none : boardWords.find.count(at + 1, hits.length);
}

function Hits({ id, found, onShow }: { id: string; found: Found; onShow: (at: number) => void }) {
  const list = useRef<HTMLUListElement>(null);
  const { hits, at, query } = found;
  const first = Math.max(0, Math.min(at - MOST_LISTED / 2, hits.length - MOST_LISTED));
  useEffect(() => {
    if (at >= 0)
      list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [at]);
  return (
    <ul ref={list} id={id} aria-label={boardWords.find.hits}>
      {hits.slice(first, first + MOST_LISTED).map((hit, index) => (
        <li key={keyOf(hit)}>
          <button
            type="button"
            aria-current={first + index === at ? "true" : undefined}
            onClick={() => onShow(first + index)}
          >
            <HitWords hit={hit} query={query} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function HitWords({ hit, query }: { hit: Hit; query: string }) {
  const [before, itself, after] = around(hit, query);
  const kind = hit.kind === "shape" ? boardWords.shapes[hit.shape.type] : hit.message.by.name;
  return (
    <>
      <span className="board-find-words" dir="auto">
        {before}
        <mark>{itself}</mark>
        {after}
      </span>
      <span className="board-find-kind">
        {hit.kind === "message" ? <MessageSquare size={12} aria-label={words.chat.title} /> : null}
        <span dir="auto">{kind}</span>
      </span>
    </>
  );
}

function keyOf(hit: Hit): string {
  return hit.kind === "shape" ? hit.shape.id : `message ${hit.message.seq}`;
}
