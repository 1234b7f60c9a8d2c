/** The field in which an image is described for people who do not see it, below the image. */

import { type KeyboardEvent, useEffect, useId, useRef } from "react";
import { changeShape } from "../../../shared/board/document.ts";
import { shapeBox } from "../../../shared/board/outline.ts";
import { MAX_ALT } from "../../../shared/limits.ts";
import { useStore } from "../../ui/store.ts";
import { filesWords } from "../../words/files-words.ts";
import { toScreen } from "../camera.ts";
import type { Editor } from "../editor.ts";
import { imagesOf } from "../images/state.ts";
import type { Panel, PanelProps } from "./panel.ts";
import "./alt-text.css";

function AltText({ editor }: PanelProps) {
  const id = useStore(imagesOf(editor).describing);
  return id === null ? null : <AltField key={id} editor={editor} id={id} />;
}

function AltField({ editor, id }: { editor: Editor; id: string }) {
  const field = useRef<HTMLTextAreaElement>(null);
  const label = useId();
  const camera = useStore(editor.view.camera);
  const { width, height } = useStore(editor.view.viewport);
  useStore(editor.seen.changes);
  const shape = editor.seen.get(id)?.shape;
  const image = shape?.type === "image" ? shape : null;
  const isGone = image === null;

  useEffect(() => {
    if (isGone) imagesOf(editor).describing.set(null);
    else field.current?.select();
  }, [editor, isGone]);

  if (image === null) return null;
  const write = (written: string) => {
    const alt = written.trim().slice(0, MAX_ALT);
    if (alt !== image.alt) editor.transact(() => changeShape(editor.doc, id, { alt }));
    imagesOf(editor).describing.set(null);
  };
  const end = (written: string) => {
    const board = field.current?.closest<HTMLElement>(".board");
    write(written);
    board?.focus();
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) end(event.currentTarget.value);
    else if (event.key === "Escape") end(image.alt);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const { minX, maxX, maxY } = shapeBox(image);
  const [left, top] = toScreen(camera, [(minX + maxX) / 2, maxY]);
  const x = Math.max(8, Math.min(width - WIDTH - 8, left - WIDTH / 2));
  const { bottom } = editor.view.insets.get();
  const y = Math.max(8, Math.min(height - bottom - HEIGHT - 8, top + 16));
  return (
    <div
      className="island board-alt-text"
      // The panels begin where the page's own islands end.
      style={{
        left: `calc(${x}px - var(--inset-left))`,
        top: `calc(${y}px - var(--inset-top))`,
        width: WIDTH,
      }}
    >
      <label htmlFor={label}>{filesWords.images.description}</label>
      <textarea
        ref={field}
        id={label}
        rows={2}
        defaultValue={image.alt}
        maxLength={MAX_ALT}
        onKeyDown={onKeyDown}
        onBlur={(event) => write(event.currentTarget.value)}
      />
      <button
        type="button"
        className="primary"
        onClick={() => end(field.current?.value ?? image.alt)}
      >
        {filesWords.images.done}
      </button>
    </div>
  );
}

/** CSS pixels of the field, and about how high it is. */
const WIDTH = 340;
const HEIGHT = 180;

export const ALT_TEXT: Panel = {
  name: "alt-text",
  place: "over",
  isShown: ({ readOnly }) => !readOnly,
  Part: AltText,
};
