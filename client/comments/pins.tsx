/** The pins on the board: buttons in reading order, which stay at one size for every zoom. */
import {
  type CSSProperties,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { Avatar } from "../ui/avatar.tsx";
import { useStore } from "../ui/store.ts";
import { commentWords } from "../words/comments-words.ts";
import { type Cluster, clustersOf, zoomLevel } from "./clusters.ts";
import type { CommentBoard, Point } from "./place.ts";
import { type ReadMarks, type ShownThread, unreadIn } from "./threads.ts";

interface PinsProps {
  board: CommentBoard;
  threads: readonly ShownThread[];
  /** Counts the moves of shapes that have pins. */
  moved: number;
  marks: ReadMarks;
  myId: string;
  /** The key of the thread that is open. */
  open: string | null;
  /** The place of a thread that is being written; null: none is. */
  draft: Point | null;
  mayMove(thread: ShownThread): boolean;
  onOpen(thread: ShownThread): void;
  /** Several threads lie here: brings the board so near that they part. */
  onCluster(at: Point): void;
  onMove(thread: ShownThread, to: Point): void;
}

/** CSS pixels that a hand goes before a press is a drag. */
const DRAG = 5;

export function Pins(props: PinsProps) {
  const { threads, moved, draft, ...rest } = props;
  const { board, open } = rest;
  const layer = useRef<HTMLDivElement>(null);
  const level = useLevel(board);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `moved` counts the moves of shapes
  const shown = useMemo(
    () =>
      clustersOf(
        threads.map((item) => ({ item, at: board.placeOf(item.key, item.pin).at })),
        level,
      ),
    [threads, board, level, moved],
  );

  useLayoutEffect(() => {
    const { current } = layer;
    if (current === null) return;
    const follow = () => {
      const { x, y, zoom } = board.camera.get();
      current.style.transform = `translate(${-x * zoom}px, ${-y * zoom}px)`;
      current.style.setProperty("--zoom", String(zoom));
    };
    follow();
    return board.camera.subscribe(follow);
  }, [board]);

  return (
    <div ref={layer} className="comments-pins">
      {shown.map((cluster) => (
        <PinButton key={cluster.items[0]?.key} cluster={cluster} {...rest} />
      ))}
      {draft === null || open !== null ? null : (
        <span className="comments-pin is-draft" style={placeStyle(draft)} aria-hidden />
      )}
    </div>
  );
}

interface PinButtonProps extends Omit<PinsProps, "threads" | "moved" | "draft"> {
  cluster: Cluster<ShownThread>;
}

function PinButton({ cluster, ...props }: PinButtonProps) {
  const { board, marks, myId, open } = props;
  const [thread] = cluster.items;
  const first = thread?.comments[0];
  const hand = useRef<{ x: number; y: number; isDrag: boolean } | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  if (thread === undefined || first === undefined) return null;
  const isOne = cluster.items.length === 1;
  const news = cluster.items.reduce((sum, each) => sum + unreadIn(each, marks, myId), 0);
  const label = isOne
    ? commentWords.pin(first.by.name, first.text.slice(0, 120), thread.comments.length - 1)
    : commentWords.cluster(cluster.items.length);
  const isMovable = isOne && props.mayMove(thread);

  const boardPoint = (event: PointerEvent): Point => {
    const { x, y, zoom } = board.camera.get();
    const box = button.current?.closest(".board")?.getBoundingClientRect();
    return [
      x + (event.clientX - (box?.left ?? 0)) / zoom,
      y + (event.clientY - (box?.top ?? 0)) / zoom,
    ];
  };

  return (
    <button
      ref={button}
      type="button"
      className={`comments-pin${isOne ? "" : " is-cluster"}${cluster.items.some(({ key }) => key === open) ? " is-open" : ""}${thread.resolved === undefined ? "" : " is-resolved"}`}
      style={placeStyle(cluster.at)}
      data-thread={thread.key}
      aria-label={label}
      aria-description={news === 0 ? undefined : commentWords.unread(news)}
      aria-expanded={isOne ? thread.key === open : undefined}
      onPointerDown={(event) => {
        if (!isMovable || event.button !== 0) return;
        hand.current = { x: event.clientX, y: event.clientY, isDrag: false };
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={(event) => {
        const { current } = hand;
        if (current === null) return;
        const far = Math.hypot(event.clientX - current.x, event.clientY - current.y);
        if (!current.isDrag && far < DRAG) return;
        current.isDrag = true;
        const [x, y] = boardPoint(event);
        event.currentTarget.style.setProperty("--x", String(x));
        event.currentTarget.style.setProperty("--y", String(y));
      }}
      onPointerUp={(event) => {
        if (hand.current?.isDrag) props.onMove(thread, boardPoint(event));
      }}
      onPointerCancel={() => {
        hand.current = null;
        const style = button.current?.style;
        style?.setProperty("--x", String(cluster.at[0]));
        style?.setProperty("--y", String(cluster.at[1]));
      }}
      onClick={() => {
        const wasDrag = hand.current?.isDrag ?? false;
        hand.current = null;
        if (wasDrag) return;
        if (isOne) props.onOpen(thread);
        else props.onCluster(cluster.at);
      }}
    >
      {isOne ? (
        <Avatar name={first.by.name} color={first.by.color} size={24} />
      ) : (
        <span aria-hidden>{cluster.items.length}</span>
      )}
      {news === 0 ? null : <span className="comments-dot" aria-hidden />}
    </button>
  );
}

function placeStyle([x, y]: Point): CSSProperties {
  return { "--x": x, "--y": y } as CSSProperties;
}

/** Counts the moves of the shapes that have pins. A board without such pins is not watched. */
export function useMoves(board: CommentBoard, threads: readonly ShownThread[]): number {
  const [moves, setMoves] = useState(0);
  const shapes = useMemo(
    () => new Set(threads.flatMap(({ pin }) => pin.anchor?.shape ?? [])),
    [threads],
  );
  useEffect(() => {
    if (shapes.size === 0) return;
    return board.watch(
      () => shapes,
      () => setMoves((count) => count + 1),
    );
  }, [board, shapes]);
  return moves;
}

/** The step of the board's zoom. */
function useLevel(board: CommentBoard): number {
  const store = useMemo(
    () => ({ get: () => zoomLevel(board.camera.get().zoom), subscribe: board.camera.subscribe }),
    [board],
  );
  return useStore(store);
}
