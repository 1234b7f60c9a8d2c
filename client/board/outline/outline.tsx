/** The outline of the board: an island with a tree of all that stands there. Loaded when it is first opened. */
import { X } from "lucide-react";
import { useEffect, useId, useLayoutEffect, useMemo, useRef } from "react";
import { IconButton } from "../../ui/icon-button.tsx";
import { useStore } from "../../ui/store.ts";
import { outlineWords } from "../../words/outline-words.ts";
import type { Editor } from "../editor.ts";
import { OutlineModel } from "./model.ts";
import { outlineAsked, outlineOf } from "./opened.ts";
import { OutlineTree } from "./tree.tsx";
import "./outline.css";

/** CSS pixels between the island and the edge of the board. */
const EDGE = 12;

/** How far below the top of the board its panels begin, in CSS pixels. */
function panelsTop({ offsetParent }: HTMLElement): number {
  return offsetParent instanceof HTMLElement ? offsetParent.offsetTop : 0;
}

/** The outline, with the words on how it is used. */
export function Outline({ editor, compact }: { editor: Editor; compact: boolean }) {
  const island = useRef<HTMLElement>(null);
  const keysId = useId();
  const heard = useRef(0);
  const model = useMemo(() => new OutlineModel(editor), [editor]);
  useEffect(() => () => model.destroy(), [model]);
  const isEmpty = useStore(model.rows).length === 0;
  const readOnly = useStore(editor.readOnly);
  const asked = useStore(outlineAsked(editor));

  useEffect(() => {
    const { current } = island;
    const isNew = asked !== heard.current;
    heard.current = asked;
    // The rows of a large board come a moment later.
    const isHere = current?.contains(document.activeElement) === true;
    if (!isNew && (isEmpty || !isHere)) return;
    const first = current?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]');
    (first ?? current?.querySelector("button"))?.focus({ preventScroll: true });
  }, [asked, isEmpty]);

  // The view keeps clear of the island: a row leads to its shape beside it.
  useLayoutEffect(() => {
    const { current } = island;
    if (current === null) return;
    const { outlineCover, viewport } = editor.view;
    const look = () => {
      const bottom = compact ? viewport.get().height - current.offsetTop - panelsTop(current) : 0;
      outlineCover.set({ right: compact ? 0 : current.offsetWidth + EDGE, bottom });
    };
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(current);
    return () => {
      sizes.disconnect();
      outlineCover.set({ right: 0, bottom: 0 });
    };
  }, [editor, compact]);

  const close = () => {
    const board = island.current?.closest<HTMLElement>(".board");
    outlineOf(editor).set(false);
    board?.focus({ preventScroll: true });
  };
  return (
    <section ref={island} className="island board-outline" aria-label={outlineWords.title}>
      <header>
        <h2>{outlineWords.title}</h2>
        <IconButton label={outlineWords.close} icon={X} side="bottom" onClick={close} />
      </header>
      {isEmpty ? (
        <p className="board-outline-note">{outlineWords.empty}</p>
      ) : (
        <OutlineTree editor={editor} model={model} keysId={keysId} />
      )}
      <p id={keysId} className="board-outline-keys">
        {readOnly ? outlineWords.readOnly : outlineWords.keys}
      </p>
    </section>
  );
}
