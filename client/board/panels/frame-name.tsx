/** The field in which the name of a frame is written, where the name stands. */
import { type KeyboardEvent, useEffect, useRef } from "react";
import { MAX_FRAME_NAME } from "../../../shared/board/kinds/frame.ts";
import { useStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import { toScreen } from "../camera.ts";
import type { Editor } from "../editor.ts";
import { endNaming, isNamed, namingOf } from "../frames/name-frame.ts";
import type { Panel, PanelProps } from "./panel.ts";
import "./frame-name.css";

function FrameName({ editor }: PanelProps) {
  const id = useStore(namingOf(editor));
  return id === null ? null : <NameField key={id} editor={editor} id={id} />;
}

function NameField({ editor, id }: { editor: Editor; id: string }) {
  const field = useRef<HTMLInputElement>(null);
  const camera = useStore(editor.view.camera);
  useStore(editor.seen.changes);
  const shape = editor.seen.get(id)?.shape;
  const frame = shape !== undefined && isNamed(shape) ? shape : null;
  const isGone = frame === null;

  useEffect(() => {
    if (isGone) endNaming(editor, null);
    else field.current?.select();
  }, [editor, isGone]);

  if (frame === null) return null;
  const [left, top] = toScreen(camera, frame.xy);
  const end = (name: string | null) => {
    const board = field.current?.closest<HTMLElement>(".board");
    endNaming(editor, name);
    board?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") end(event.currentTarget.value);
    else if (event.key === "Escape") end(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <input
      ref={field}
      className="board-frame-name"
      aria-label={boardWords.board.frameName}
      // The panels begin where the page's own islands end.
      style={{
        left: `calc(${left}px - var(--inset-left))`,
        top: `calc(${top}px - var(--inset-top))`,
        minWidth: Math.min(160, frame.size[0] * camera.zoom),
      }}
      defaultValue={frame.name}
      placeholder={boardWords.shapes.frame}
      maxLength={MAX_FRAME_NAME}
      onKeyDown={onKeyDown}
      onBlur={(event) => endNaming(editor, event.currentTarget.value)}
    />
  );
}

export const FRAME_NAME: Panel = {
  name: "frame-name",
  place: "over",
  isShown: ({ readOnly }) => !readOnly,
  Part: FrameName,
};
