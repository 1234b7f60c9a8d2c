import {
  type CSSProperties,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { Theme } from "../../shared/board/draw/palette.ts";
import type { AssetChannel, GestureChannel } from "../sync/channel.ts";
import type { NameTags } from "../ui/names.ts";
import { browserStorage } from "../ui/storage.ts";
import type { ReadableStore } from "../ui/store.ts";
import { useWindowWidth } from "../ui/window-width.ts";
import { words } from "../words/words.ts";
import type { Camera, Insets } from "./camera.ts";
import { hasRoomForAllTools, withTools } from "./covered.ts";
import { type BoardView, type OpenBoard, openBoard } from "./open-board.ts";
import "./board.css";

export type { Camera, Insets, Viewport } from "./camera.ts";
export type { LostShape } from "./lost-shapes.ts";
export type { BoardView } from "./open-board.ts";

export interface BoardProps {
  /** The room's id: this browser keeps the place and zoom of each. */
  room: string;
  doc: Y.Doc;
  presence: Awareness;
  gestures: GestureChannel;
  /** The room's stored images. */
  assets: AssetChannel;
  /** The tags that tell people of one name apart. */
  tags: ReadableStore<NameTags>;
  /** My public id in this room; empty until the room has said it. */
  myId: string;
  readOnly: boolean;
  theme: Theme;
  /** CSS pixels at each side that the page's own islands cover: the chat at the right, and so on. */
  insets: Insets;
  /** The layout for a phone or a narrow embed; a docked chat that leaves too little room for all tools brings it, too. */
  compact: boolean;
  onView?: (view: BoardView) => void;
  /** Enter on the board, with nothing to do there: open the chat. */
  onTalk?: () => void;
  /** Drawn over the canvas and under the islands: other people's pointers. */
  children?: ReactNode;
}

/** The board's tools, keys and panels; they come after its picture. */
type Hands = typeof import("./hands.tsx");

/** The whiteboard of a room: what is drawn on it, and everything to draw with. */
export function Board(props: BoardProps) {
  const { room, doc, presence, gestures, assets, tags, myId, readOnly, theme, insets } = props;
  const { onView, onTalk } = props;
  const compact = !hasRoomForAllTools(useWindowWidth(), insets) || props.compact;
  const region = useRef<HTMLElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const panels = useRef<HTMLDivElement>(null);
  const talk = useRef(onTalk);
  const tellView = useRef(onView);
  /** Where the view stood when a board before this one closed: another document opens there. */
  const lastCamera = useRef<Camera | null>(null);
  const [board, setBoard] = useState<OpenBoard | null>(null);
  const { hands, haveFailed } = useHands();
  /** The board that the hands have taken. */
  const [inHand, setInHand] = useState<OpenBoard | null>(null);

  useLayoutEffect(() => {
    talk.current = onTalk;
    tellView.current = onView;
  });

  useLayoutEffect(() => {
    if (region.current === null || canvas.current === null) return;
    const opened = openBoard({
      region: region.current,
      canvas: canvas.current,
      doc,
      presence,
      gestures,
      assets,
      kept: browserStorage,
      room,
      tags,
      onTalk: () => talk.current?.(),
    });
    if (lastCamera.current !== null) opened.editor.view.camera.set(lastCamera.current);
    setBoard(opened);
    tellView.current?.(opened.view);
    return () => {
      lastCamera.current = opened.editor.view.camera.get();
      opened.destroy();
      setBoard(null);
    };
  }, [room, doc, presence, gestures, assets, tags]);

  useLayoutEffect(() => {
    if (board === null || hands === null) return;
    if (region.current === null || canvas.current === null || panels.current === null) return;
    const elements = {
      region: region.current,
      canvas: canvas.current,
      panels: panels.current,
    };
    board.onEnd(hands.takeInHand(board, elements));
    setInHand(board);
  }, [board, hands]);

  useLayoutEffect(() => board?.stage.setTheme(theme), [board, theme]);

  useEffect(() => board?.setMyId(myId), [board, myId]);

  useLayoutEffect(() => board?.editor.readOnly.set(readOnly), [board, readOnly]);

  const { top, right, bottom, left } = insets;
  useLayoutEffect(() => {
    if (board === null) return;
    const { viewport, insets, styleCover, outlineCover } = board.editor.view;
    const cover = () => {
      const covered = withTools({ top, right, bottom, left }, viewport.get(), compact);
      const style = styleCover.get();
      const outline = outlineCover.get();
      insets.set({
        ...covered,
        right: covered.right + outline.right,
        bottom: Math.max(covered.bottom + style.bottom, outline.bottom),
        left: covered.left + style.left,
      });
    };
    cover();
    const stops = [viewport, styleCover, outlineCover].map((store) => store.subscribe(cover));
    return () => {
      for (const stop of stops) stop();
    };
  }, [board, top, right, bottom, left, compact]);

  const isReady = board !== null && inHand === board && hands !== null;
  return (
    <>
      {isReady ? <hands.Skip board={board} /> : null}
      <section
        ref={region}
        className={compact ? "board board-compact" : "board"}
        // It has its name once it can be worked on.
        aria-label={isReady ? hands.LABEL : undefined}
        aria-busy={!isReady && !haveFailed}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: the board is worked on by keyboard as a whole
        tabIndex={0}
        style={
          {
            "--inset-top": `${top}px`,
            "--inset-right": `${right}px`,
            "--inset-bottom": `${bottom}px`,
            "--inset-left": `${left}px`,
          } as CSSProperties
        }
      >
        <div ref={canvas} className="board-canvas" />
        {isReady ? <hands.Editing board={board} theme={theme} /> : null}
        {props.children}
        <div ref={panels} className="board-panels">
          {isReady ? (
            <hands.Panels board={board} theme={theme} readOnly={readOnly} compact={compact} />
          ) : null}
        </div>
        {isReady ? <hands.InWords board={board} /> : null}
        {haveFailed ? <HandsNote /> : null}
      </section>
    </>
  );
}

/** The hands, once they have come, or the news that they cannot be loaded. */
function useHands(): { readonly hands: Hands | null; readonly haveFailed: boolean } {
  const [hands, setHands] = useState<Hands | null>(null);
  const [haveFailed, setFailed] = useState(false);
  useEffect(() => {
    import("./hands.tsx").then(setHands, (error: unknown) => {
      console.error("The tools of the board could not be loaded:", error);
      setFailed(true);
    });
  }, []);
  return { hands, haveFailed };
}

/**
 * Says that the board has no tools, and offers to load the page again. To ask for the
 * same file once more is not enough: browsers remember the failure. After an update of
 * the server, the file has another name.
 */
function HandsNote() {
  return (
    <div className="island board-hands-note" role="alert">
      <p>{words.board.noTools}</p>
      <button type="button" className="primary" onClick={() => location.reload()}>
        {words.board.tryAgain}
      </button>
    </div>
  );
}
