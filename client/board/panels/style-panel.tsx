/** The style of what is selected or drawn next: a panel beside the board, or a bar on small screens. */
import { useLayoutEffect, useRef } from "react";
import type { Theme } from "../../../shared/board/draw/palette.ts";
import { Popover } from "../../ui/popover.tsx";
import { styleWords } from "../../words/style-words.ts";
import type { Editor } from "../editor.ts";
import { Choices } from "./choices.tsx";
import type { Panel } from "./panel.ts";
import { rowsOf, type StyleRow } from "./style-rows.tsx";
import { useStyling } from "./use-styling.ts";
import "./style-panel.css";

interface StylePanelProps {
  editor: Editor;
  theme: Theme;
}

/** CSS pixels between the panel and the edge, and between the bar and what is below it. */
const GAP = { panel: 12, bar: 8 } as const;

function StylePanel({ editor, theme }: StylePanelProps) {
  const styling = useStyling(editor);
  const panel = useCover(editor, ({ width }) => ({ left: width + GAP.panel, bottom: 0 }));
  if (styling === null) return null;
  return (
    <section ref={panel} className="island board-style" aria-label={styleWords.styles.panel}>
      {rowsOf(editor, styling, theme).map((row) => (
        <Choices key={row.key} row={row} />
      ))}
    </section>
  );
}

/** One button for each style, which opens its choices. */
function StyleBar({ editor, theme }: StylePanelProps) {
  const styling = useStyling(editor);
  const bar = useCover(editor, ({ height }) => ({ left: 0, bottom: height + GAP.bar }));
  useFades(bar);
  if (styling === null) return null;
  return (
    <section ref={bar} className="island board-style-bar" aria-label={styleWords.styles.panel}>
      {rowsOf(editor, styling, theme).map((row) => (
        <BarButton key={row.key} row={row} />
      ))}
    </section>
  );
}

function BarButton({ row }: { row: StyleRow }) {
  const chosen = row.options.find(({ value }) => value === row.chosen);
  const name = chosen === undefined ? row.name : `${row.name}, ${chosen.name}`;
  return (
    <Popover
      label={row.name}
      className="board-style-sheet"
      side="top"
      align="start"
      trigger={(trigger) => (
        <button {...trigger} type="button" className="board-style-button" aria-label={name}>
          {row.picture}
        </button>
      )}
    >
      {(close) => <Choices row={row} onChosen={close} />}
    </Popover>
  );
}

/** Fades the ends of a row that scrolls, where something lies beyond them. */
function useFades(row: { readonly current: HTMLElement | null }): void {
  useLayoutEffect(() => {
    const { current } = row;
    if (current === null) return;
    const look = () => {
      const { scrollLeft, scrollWidth, clientWidth } = current;
      current.toggleAttribute("data-before", scrollLeft > 1);
      current.toggleAttribute("data-after", scrollLeft + clientWidth < scrollWidth - 1);
    };
    look();
    current.addEventListener("scroll", look, { passive: true });
    return () => current.removeEventListener("scroll", look);
  });
}

type Cover = { readonly left: number; readonly bottom: number };

/** Tells the editor how much of the board is covered, as long as the element is there. */
function useCover(editor: Editor, coverOf: (size: DOMRect) => Cover) {
  const element = useRef<HTMLElement>(null);
  const measure = useRef(coverOf);
  measure.current = coverOf;
  useLayoutEffect(() => {
    const { current } = element;
    const { left, bottom } = editor.view.styleCover.get();
    const now =
      current === null ? { left: 0, bottom: 0 } : measure.current(current.getBoundingClientRect());
    if (now.left !== left || now.bottom !== bottom) editor.view.styleCover.set(now);
  });
  useLayoutEffect(() => () => editor.view.styleCover.set({ left: 0, bottom: 0 }), [editor]);
  return element;
}

export const STYLE: Panel = {
  name: "style",
  place: "over",
  isShown: ({ compact }) => !compact,
  Part: StylePanel,
};

export const STYLE_BAR: Panel = {
  name: "style-bar",
  place: "over",
  isShown: ({ compact }) => compact,
  Part: StyleBar,
};
