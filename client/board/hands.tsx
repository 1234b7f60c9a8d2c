/** The hands at a board: tools, commands, keys, pointers and panels. They come after the picture, which needs none of them. */

import type { Theme } from "../../shared/board/draw/palette.ts";
import { PartBorder } from "../ui/part-border.tsx";
import { say } from "../ui/say.ts";
import { browserStorage } from "../ui/storage.ts";
import { boardWords } from "../words/board-words.ts";
import { openMenuAt } from "./context-menu.ts";
import { COMMANDS, OVERLAYS, PANELS, TOOLS } from "./features.ts";
import { watchGifs } from "./images/watch-gifs.ts";
import { listenToClipboard } from "./input/clipboard.ts";
import { listenToDrops } from "./input/drop.ts";
import { listenToKeys } from "./input/key-source.ts";
import { PointerSource } from "./input/pointer.ts";
import { listenToWheel } from "./input/wheel.ts";
import { Interaction } from "./interaction.ts";
import { turnAddressesIntoCards } from "./links.ts";
import type { OpenBoard } from "./open-board.ts";
import { BoardInWords } from "./panels/in-words.tsx";
import { SkipToOutline } from "./panels/outline-panel.tsx";
import type { Panel } from "./panels/panel.ts";
import { TextEditor } from "./text/text-editor.tsx";

/** The board's name as a region of the page. */
export const LABEL = boardWords.board.label;

export interface BoardElements {
  /** The whole board, which has the focus and the keys. */
  readonly region: HTMLElement;
  /** Where it is painted and the pointer works. */
  readonly canvas: HTMLElement;
  /** Where its buttons are. */
  readonly panels: HTMLElement;
}

/** Gives a board that is on the page its tools, and listens to the user's hands. Returns the function that ends it. */
export function takeInHand(
  board: OpenBoard,
  { region, canvas, panels }: BoardElements,
): () => void {
  const { editor, publisher, stage, view, others, tags } = board;
  editor.equip(TOOLS, COMMANDS);
  editor.page.say = say;
  const overlays = OVERLAYS.map((make) => make({ editor, others, tags }));
  stage.setOverlays(overlays);
  const interaction = new Interaction(editor, overlays);
  const pointers = new PointerSource(
    canvas,
    editor,
    interaction,
    (at) => publisher.point(at),
    (at, pointer) => openMenuAt(editor, at, pointer),
  );

  const showCursor = () => {
    canvas.style.cursor = editor.hand.cursor.get() ?? interaction.tool.cursor;
  };
  showCursor();

  const listening = new AbortController();
  const { signal } = listening;
  canvas.addEventListener("pointerdown", view.focus, { signal });
  // A key that asks for a menu has opened the board's own.
  const refuse = (event: Event) => event.target === region && event.preventDefault();
  region.addEventListener("contextmenu", refuse, { signal });
  // A button that was clicked leaves the keys to the board, or to the text that is being edited
  // there. A button that was reached by key keeps them.
  const keepCaret = (event: MouseEvent) => {
    if (editor.text.editing.get() !== null) event.preventDefault();
  };
  panels.addEventListener("mousedown", keepCaret, { signal });
  const giveBack = (event: MouseEvent) => {
    const keeps = event.target instanceof Element && event.target.closest("[aria-haspopup], input");
    if (event.detail > 0 && !keeps && editor.text.editing.get() === null) view.focus();
  };
  panels.addEventListener("click", giveBack, { signal });

  const stops = [
    editor.hand.cursor.subscribe(showCursor),
    editor.hand.tool.subscribe(showCursor),
    turnAddressesIntoCards(editor),
    listenToWheel(region, editor, () => pointers.refresh()),
    listenToClipboard(region, editor, interaction),
    listenToDrops(region, editor),
    watchGifs(editor, canvas),
    listenToKeys(region, editor, interaction, pointers),
    () => listening.abort(),
    () => pointers.destroy(),
    () => interaction.destroy(),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

interface PartProps {
  board: OpenBoard;
  theme: Theme;
}

/** The text that is edited in place, over the canvas. */
export function Editing({ board, theme }: PartProps) {
  const { editor, publisher, view } = board;
  return <TextEditor editor={editor} publisher={publisher} theme={theme} onDone={view.focus} />;
}

interface PanelsProps extends PartProps {
  readOnly: boolean;
  compact: boolean;
}

/** The islands of the board. */
export function Panels({ board, theme, readOnly, compact }: PanelsProps) {
  const { editor } = board;
  const panelsAt = (place: Panel["place"]) =>
    PANELS.filter(
      (panel) => panel.place === place && (panel.isShown?.({ readOnly, compact }) ?? true),
    ).map(({ name, Part }) => (
      <PartBorder key={name} onFail={() => editor.dialog.set(null)}>
        <Part editor={editor} theme={theme} compact={compact} kept={browserStorage} />
      </PartBorder>
    ));
  return (
    <>
      {panelsAt("over")}
      <div className="board-bottom">
        <div className="board-corner">{panelsAt("corner")}</div>
        {panelsAt("bottom")}
      </div>
    </>
  );
}

/** The way to the outline, which Tab finds before the board. */
export function Skip({ board }: { board: OpenBoard }) {
  return <SkipToOutline editor={board.editor} />;
}

/** The board for those who do not see it. */
export function InWords({ board }: { board: OpenBoard }) {
  return <BoardInWords editor={board.editor} />;
}
