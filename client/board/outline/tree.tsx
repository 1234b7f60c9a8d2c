/** The tree of the outline: which row has the focus, which rows are on the page, and what keys do. */
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { announce } from "../../ui/announce.ts";
import { folded } from "../../ui/folded.ts";
import { useStore } from "../../ui/store.ts";
import { outlineWords } from "../../words/outline-words.ts";
import { openMenuHere } from "../context-menu.ts";
import type { Editor } from "../editor.ts";
import { threadsOf } from "../ways/threads.ts";
import { goToShape, refusalOf, removeShape, typedName, writingOf } from "./acts.ts";
import type { OutlineModel, Row } from "./model.ts";
import { whenOver } from "./opening.ts";
import { OutlineRow } from "./row.tsx";
import { useTreeFocus } from "./use-tree-focus.ts";
import { heirOf, stepOf, Typed } from "./walk.ts";
import { useWindow } from "./window.ts";

/** CSS pixels of a row: for a pointer, and for fingers. */
const ROW = 32;
const TALL_ROW = 44;

interface OutlineTreeProps {
  editor: Editor;
  model: OutlineModel;
  /** The id of the words on its keys. */
  keysId: string;
}

export function OutlineTree({ editor, model, keysId }: OutlineTreeProps) {
  const tree = useRef<HTMLDivElement>(null);
  const rows = useStore(model.rows);
  useStore(model.changes);
  const selected = useStore(editor.selection);
  const [renaming, setRenaming] = useState<string | null>(null);
  const typed = useMemo(() => new Typed(), []);
  const height = useMemo(() => (matchMedia("(pointer: coarse)").matches ? TALL_ROW : ROW), []);
  const [only, second] = selected;
  const first = only !== undefined && second === undefined ? only : null;
  const focus = useTreeFocus(tree, model, rows, height, renaming === null, first);
  const { at } = focus;
  const listed = useWindow(tree, rows, height, at);
  const stopWaiting = useRef<() => void>(() => undefined);
  useEffect(() => () => stopWaiting.current(), []);

  // The outline follows the selection that is made on the board.
  const { follow } = focus;
  useEffect(() => {
    if (first !== null) follow(first);
  }, [first, follow]);

  const goTo = (row: Row, travels: boolean, takesFocus = true) => {
    focus.moveTo(row.key, takesFocus);
    goToShape(editor, row, travels);
  };
  /** Opens something, and leads back to the row when that is over. */
  const waitFor = (open: () => void) => {
    const region = tree.current?.closest<HTMLElement>(".board");
    open();
    stopWaiting.current();
    if (region != null) stopWaiting.current = whenOver(editor, region, focus.comeBack);
  };
  /** Says why a row cannot be changed, where it cannot. */
  const sayRefusal = (row: Row) => {
    const refusal = row.kind === "shape" ? refusalOf(editor, row) : null;
    if (refusal !== null) announce("mine", refusal);
  };
  const write = (row: Row, inPlace: boolean) => {
    sayRefusal(row);
    const writing = writingOf(editor, row, inPlace);
    if (writing === "here") setRenaming(row.key);
    else if (writing === "board") waitFor(() => editor.text.edit(row.id));
  };
  const enter = (row: Row) => {
    if (row.kind === "branch") model.open(row.key, row.isOpen !== true);
    else if (row.kind === "thread") threadsOf(editor).get()?.show(row.id);
    else write(row, false);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const { key, nativeEvent, timeStamp } = event;
    const row = rows[at];
    if (row === undefined || nativeEvent.isComposing) return;
    if (key === "ContextMenu" || (key === "F10" && event.shiftKey)) {
      if (row.kind !== "shape") return;
      waitFor(() => openMenuHere(editor));
    } else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (key === "Enter") enter(row);
    else if (key === "F2") write(row, true);
    else if (key === "Delete" || key === "Backspace") {
      sayRefusal(row);
      removeShape(editor, row);
      model.flush();
      const heir = model.indexOf(row.key) < 0 ? heirOf(rows, row.key, model) : null;
      if (heir !== null) goTo(heir, false);
    } else if (key === "Escape") {
      event.currentTarget.closest<HTMLElement>(".board")?.focus({ preventScroll: true });
    } else if (key === " " && !typed.isOpen(timeStamp)) goTo(row, true);
    else if (key.length === 1) {
      const nameOf = (one: Row) => typedName(editor, model, one);
      const found = typed.find(folded(key), timeStamp, rows, at, nameOf);
      if (found !== null) goTo(found, false);
    } else {
      const step = stepOf(model, at, key);
      if (step === null && !key.startsWith("Arrow")) return;
      if (step !== null && "to" in step) goTo(step.to, false);
      else if (step !== null) model.open(row.key, step.open);
    }
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div
      ref={tree}
      role="tree"
      className="board-outline-tree"
      aria-label={outlineWords.tree}
      aria-describedby={keysId}
      onKeyDown={onKeyDown}
    >
      <div className="board-outline-rows" role="none" style={{ height: rows.length * height }}>
        {listed.map(({ row, index }) => (
          <OutlineRow
            key={row.key}
            editor={editor}
            model={model}
            row={row}
            top={index * height}
            height={height}
            isCurrent={index === at}
            isSelected={row.kind === "shape" && editor.selection.has(row.id)}
            isRenamed={row.key === renaming}
            onOpen={(isOpen) => model.open(row.key, isOpen)}
            onGo={(isByPointer) => {
              // A pointer leaves the keys to the board.
              goTo(row, true, !isByPointer);
              if (row.kind !== "shape") enter(row);
            }}
            onRename={() => write(row, true)}
            onRenamed={() => {
              setRenaming(null);
              focus.comeBack();
            }}
          />
        ))}
      </div>
    </div>
  );
}
