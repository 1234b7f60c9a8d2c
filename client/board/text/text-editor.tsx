import { useCallback, useLayoutEffect, useRef, useState, useSyncExternalStore } from "react";
import type * as Y from "yjs";
import type { Theme } from "../../../shared/board/draw/palette.ts";
import { hasText } from "../../../shared/board/shape.ts";
import { lazyPart } from "../../ui/lazy-part.tsx";
import { useStore } from "../../ui/store.ts";
import type { Editor } from "../editor.ts";
import type { Publisher } from "../live/publish.ts";
import { writesNeighbour } from "../note-keys.ts";
import { openText, type TextSession } from "./session.ts";
import "./text-editor.css";

const FormatBar = lazyPart(async () => (await import("./rich/format-bar.tsx")).FormatBar);

interface TextEditorProps {
  editor: Editor;
  publisher: Publisher;
  theme: Theme;
  /** Gives the keys back to the board. */
  onDone: () => void;
}

/** The place of the text that is being edited, while one is. */
export function TextEditor(props: TextEditorProps) {
  const { editor } = props;
  const id = useStore(editor.text.editing);
  const watch = useCallback((listener: () => void) => editor.scene.subscribe(listener), [editor]);
  // A program may put another text into the shape: then that one is edited.
  const text = useSyncExternalStore(watch, () => (id === null ? null : textOf(editor, id)));
  return id === null || text === null ? null : <Session key={id} id={id} text={text} {...props} />;
}

function textOf(editor: Editor, id: string): Y.Text | null {
  const shape = editor.scene.get(id);
  return shape !== undefined && hasText(shape) ? shape.text : null;
}

interface SessionProps extends TextEditorProps {
  id: string;
  text: Y.Text;
}

function Session({ id, text, editor, publisher, theme, onDone }: SessionProps) {
  const host = useRef<HTMLDivElement>(null);
  const session = useRef<TextSession | null>(null);
  const [open, setOpen] = useState<TextSession | null>(null);
  const latest = useRef({ theme, onDone });

  useLayoutEffect(() => {
    latest.current = { theme, onDone };
    session.current?.setTheme(theme);
  }, [theme, onDone]);

  useLayoutEffect(() => {
    if (host.current === null) return;
    const opened = openText(host.current, text, {
      editor,
      publisher,
      id,
      theme: latest.current.theme,
      onDone: () => latest.current.onDone(),
    });
    session.current = opened;
    setOpen(opened);
    return () => {
      session.current = null;
      setOpen(null);
      opened.end();
    };
  }, [id, text, editor, publisher]);

  return (
    <>
      <div
        ref={host}
        className="board-text-host"
        onKeyDownCapture={(event) => {
          const { nativeEvent } = event;
          const isInList = session.current?.formatting.state.get().list != null;
          if (nativeEvent.isComposing || (isInList && nativeEvent.key === "Tab")) return;
          if (!writesNeighbour(editor, id, nativeEvent)) return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      {open === null ? null : <FormatBar editor={editor} id={id} session={open} theme={theme} />}
    </>
  );
}
