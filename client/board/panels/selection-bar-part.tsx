/** The bar above the selection: what is done most with selected shapes. */

import { Ellipsis, Layers } from "lucide-react";
import { type ReactNode, useLayoutEffect, useMemo, useRef } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import { Popover } from "../../ui/popover.tsx";
import { derived, useStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import { styleWords } from "../../words/style-words.ts";
import { type CommandId, isAvailable } from "../commands/command.ts";
import type { Editor } from "../editor.ts";
import { namingOf } from "../frames/name-frame.ts";
import { type Box, boxFromPoints } from "../geometry.ts";
import { drawnFrame, handlesOfSelection } from "../handles.ts";
import { selectedImage } from "../images/cropping.ts";
import { imagesOf } from "../images/state.ts";
import { selectedNote } from "../note-keys.ts";
import { isAtRest } from "../overlay/part.ts";
import { barPlace } from "./bar-place.ts";
import { Choices } from "./choices.tsx";
import { CommandButton } from "./command-button.tsx";
import type { PanelProps } from "./panel.ts";
import { rowsOf } from "./style-rows.tsx";
import { useStyling } from "./use-styling.ts";
import "./selection-bar.css";

/** Half the side of a handle, and the air that marks at a shape's sides need, in CSS pixels. */
const HANDLE_REACH = 8;

/** The same of a note: its plus signs stand beyond the handles. */
const PLUS_REACH = 34;

const ORDER: readonly CommandId[] = ["sendToBack", "sendBackward", "bringForward", "bringToFront"];

export function SelectionBar({ editor, theme, compact }: PanelProps) {
  const isShown = useStore(useMemo(() => shownStore(editor), [editor]));
  const bar = useRef<HTMLDivElement>(null);
  usePlace(editor, bar, isShown);
  if (!isShown) return null;
  return (
    <div
      ref={bar}
      role="toolbar"
      aria-label={styleWords.styles.selected}
      className="island board-selection-bar"
    >
      {compact ? null : <StyleButtons editor={editor} theme={theme} />}
      <SheetButton
        label={boardWords.bar.order}
        picture={<Layers size={18} strokeWidth={1.75} aria-hidden />}
      >
        {() => ORDER.map((id) => <CommandButton key={id} editor={editor} id={id} />)}
      </SheetButton>
      <ImageButtons editor={editor} />
      <GroupButton editor={editor} />
      <LockButton editor={editor} />
      <CommandButton editor={editor} id="duplicate" />
      <CommandButton editor={editor} id="delete" />
      <IconButton
        label={boardWords.bar.more}
        icon={Ellipsis}
        onClick={({ currentTarget }) => {
          const board = currentTarget.closest(".board")?.getBoundingClientRect();
          const { left, bottom } = currentTarget.getBoundingClientRect();
          if (board === undefined) return;
          editor.dialog.set({ kind: "menu", at: [left - board.left, bottom - board.top] });
        }}
      />
    </div>
  );
}

/** Of a single image: crop it, and describe it. */
function ImageButtons({ editor }: { editor: Editor }) {
  const isImage = useStore(
    useMemo(() => derived([editor.selection.free], () => selectedImage(editor) !== null), [editor]),
  );
  if (!isImage) return null;
  return (
    <>
      <CommandButton editor={editor} id="cropImage" />
      <CommandButton editor={editor} id="describeImage" />
    </>
  );
}

/** Is there a selection that nothing is done with right now? */
function shownStore(editor: Editor) {
  const { selection, dialog } = editor;
  const { motion, marquee, tool } = editor.hand;
  const busy = [editor.text.editing, namingOf(editor), imagesOf(editor).describing, dialog];
  return derived([selection.stored, motion, marquee, tool, ...busy], () => {
    const isBusy = busy.some((store) => store.get() !== null);
    const { length } = selection.stored.get();
    return length > 0 && !isBusy && isAtRest(editor) && tool.get() === "select";
  });
}

/** Keeps the bar beside the selection while the view or the shapes move; React has nothing to do with that. */
function usePlace(
  editor: Editor,
  bar: { readonly current: HTMLElement | null },
  isShown: boolean,
): void {
  useLayoutEffect(() => {
    const element = bar.current;
    if (element === null || !isShown) return;
    const place = () => {
      const board = element.closest(".board")?.getBoundingClientRect();
      const host = element.offsetParent?.getBoundingClientRect();
      if (board === undefined || host === undefined) return;
      const marks = marksOf(editor);
      const { width, height } = element.getBoundingClientRect();
      const at = marks === null ? null : barPlace(marks, { width, height }, freeBox(editor));
      element.style.visibility = at === null ? "hidden" : "";
      if (at === null) return;
      const [x, y] = [at.x + board.left - host.left, at.y + board.top - host.top];
      element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    };
    place();
    editor.page.toBar = () => element.querySelector("button")?.focus();
    const { camera, viewport, insets } = editor.view;
    const stops = [camera, viewport, insets, editor.selection.stored].map((one) =>
      one.subscribe(place),
    );
    return () => {
      editor.page.toBar = null;
      for (const stop of stops) stop();
    };
  }, [editor, bar, isShown]);
}

/** The selection on the screen, with its handles. */
function marksOf(editor: Editor): Box | null {
  const shapes = editor.selection.shapes();
  const handles = handlesOfSelection(shapes, drawnFrame(shapes), editor.view.camera.get());
  const box = boxFromPoints(handles.map(({ at }) => at));
  if (box === null) return null;
  const { minX, minY, maxX, maxY } = box;
  const reach = selectedNote(editor) === null ? HANDLE_REACH : PLUS_REACH;
  return { minX: minX - reach, minY: minY - reach, maxX: maxX + reach, maxY: maxY + reach };
}

/** The part of the view that no island covers. */
function freeBox(editor: Editor): Box {
  const { width, height } = editor.view.viewport.get();
  const { top, right, bottom, left } = editor.view.insets.get();
  return { minX: left, minY: top, maxX: width - right, maxY: height - bottom };
}

/** The colour and the finish, each as a button that opens its choices. */
function StyleButtons({ editor, theme }: Pick<PanelProps, "editor" | "theme">) {
  const styling = useStyling(editor);
  if (styling === null) return null;
  const rows = rowsOf(editor, styling, theme).filter(
    ({ key }) => key === "stroke" || key === "finish",
  );
  return rows.map(
    (row): ReactNode => (
      <SheetButton
        key={row.key}
        label={row.name}
        picture={row.picture}
        className="board-style-sheet"
      >
        {(close) => <Choices row={row} onChosen={close} />}
      </SheetButton>
    ),
  );
}

interface SheetButtonProps {
  readonly label: string;
  readonly picture: ReactNode;
  /** A class of the sheet besides the bar's. */
  readonly className?: string;
  readonly children: (close: () => void) => ReactNode;
}

/** A button of the bar that opens a small sheet above it. */
function SheetButton({ label, picture, className, children }: SheetButtonProps) {
  return (
    <Popover
      label={label}
      className={className === undefined ? "board-bar-sheet" : `board-bar-sheet ${className}`}
      side="top"
      align="start"
      trigger={(trigger) => (
        <button
          {...trigger}
          type="button"
          className="icon-button"
          aria-label={label}
          data-tooltip={label}
        >
          {picture}
        </button>
      )}
    >
      {children}
    </Popover>
  );
}

/** Ungroups what is a group; groups all else. */
function GroupButton({ editor }: { editor: Editor }) {
  const canUngroup = useAvailable(editor, "ungroup");
  const canGroup = useAvailable(editor, "group");
  if (!canGroup && !canUngroup) return null;
  return <CommandButton editor={editor} id={canGroup ? "group" : "ungroup"} />;
}

function LockButton({ editor }: { editor: Editor }) {
  const { isOn } = editor.commandOf("lock");
  const store = useMemo(
    () => derived([editor.selection.stored], () => isOn?.(editor) === true),
    [editor, isOn],
  );
  return <CommandButton editor={editor} id="lock" pressed={useStore(store)} />;
}

function useAvailable(editor: Editor, id: CommandId): boolean {
  const store = useMemo(
    () =>
      derived([editor.selection.stored, editor.selection.dive], () =>
        isAvailable(editor.commandOf(id), editor),
      ),
    [editor, id],
  );
  return useStore(store);
}
