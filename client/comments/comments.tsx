/** The comments of a room on its page: pins, the open thread, the list, and the button that opens it. */
import { MessagesSquare } from "lucide-react";
import { type ReactNode, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { createPortal } from "react-dom";
import * as v from "valibot";
import type { Pin } from "../../shared/comments/comment.ts";
import type { Mention } from "../../shared/posts/post.ts";
import { mayComment, type Role } from "../../shared/roles.ts";
import { IconButton } from "../ui/icon-button.tsx";
import type { NameTags } from "../ui/names.ts";
import { browserStorage } from "../ui/storage.ts";
import { type ReadableStore, useStore } from "../ui/store.ts";
import { commentWords } from "../words/comments-words.ts";
import { words } from "../words/words.ts";
import type { CommentStore } from "./comment-store.ts";
import { type Filter, ThreadList } from "./list.tsx";
import { Pins, useMoves } from "./pins.tsx";
import type { CommentBoard } from "./place.ts";
import { ThreadView } from "./thread-view.tsx";
import {
  lastSeq,
  type Me,
  mayLead,
  type ReadMarks,
  type ShownThread,
  strandedActs,
  unreadIn,
} from "./threads.ts";
import "./comments.css";

export interface CommentsProps {
  /** The room's id. */
  room: string;
  store: CommentStore;
  board: CommentBoard;
  myId: ReadableStore<string>;
  role: Role;
  /** The others who are here. */
  others: ReadableStore<readonly Mention[]>;
  tags: ReadableStore<NameTags>;
  compact: boolean;
  /** The place of the button. */
  slot: HTMLElement | null;
  /** Tells the board how a comment is begun, how the list is opened, and how a thread is. */
  onReady(acts: {
    begin: ((at: Pin["at"]) => void) | null;
    toggle: () => void;
    show: (thread: string) => void;
  }): () => void;
}

/** The thread that is open, or the place of one that is being written. */
type Open = { readonly thread: string } | { readonly draft: Pin } | null;

/** CSS pixels between a pin and its thread, and at the board's edges. */
const GAP = 20;
const EDGE = 12;
const WIDTH = 320;

export function Comments(props: CommentsProps) {
  const { room, store, board, role, others, tags, compact, slot, onReady } = props;
  const threads = useStore(store.threads);
  const pending = useStore(store.pending);
  const isRead = useStore(store.isRead);
  const myId = useStore(props.myId);
  const here = useStore(others);
  const nameTags = useStore(tags);
  const [open, setOpen] = useState<Open>(null);
  const [isListed, setListed] = useState(false);
  const [filter, setFilter] = useState<Filter>("open");
  const [marks, markRead] = useReadMarks(room);
  const me: Me = useMemo(() => ({ id: myId, role }), [myId, role]);
  const openKey = open !== null && "thread" in open ? open.thread : null;
  const thread = threads.find(({ key }) => key === openKey) ?? null;
  const names = useMemo(() => namesOf(threads, here), [threads, here]);
  const people = useMemo(
    () => [...names].filter(([id]) => id !== myId).map(([id, name]) => ({ id, name })),
    [names, myId],
  );
  const nameOf = (id: string) =>
    id === myId ? words.people.you : (names.get(id) ?? commentWords.somebody);
  const shown = threads.filter(
    ({ key, resolved }) =>
      resolved === undefined || key === openKey || (isListed && filter === "resolved"),
  );
  const stranded = strandedActs(pending, threads);
  const withNews = threads.filter((each) => unreadIn(each, marks, myId) > 0).length;

  const moved = useMoves(board, threads);

  const maySay = mayComment(role);
  const travelTo = useRef<(to: ShownThread) => void>(() => undefined);
  useEffect(
    () =>
      onReady({
        begin: maySay ? (at) => setOpen({ draft: board.pinAt(at) }) : null,
        toggle: () => setListed((is) => !is),
        show: (key) => {
          const wanted = store.threads.get().find((one) => one.key === key);
          if (wanted !== undefined) travelTo.current(wanted);
        },
      }),
    [onReady, maySay, board, store],
  );

  // A thread that was removed while it was open closes; the room has told why in its list.
  useEffect(() => {
    if (openKey !== null && thread === null && isRead) setOpen(null);
  }, [openKey, thread, isRead]);

  useEffect(() => {
    if (thread !== null) markRead(thread.key, lastSeq(thread));
  }, [thread, markRead]);

  useEffect(
    () =>
      board.onMyDeletion((ids) => {
        for (const { key, pin } of store.threads.get()) {
          if (pin.anchor === undefined || !ids.includes(pin.anchor.shape)) continue;
          const { at } = board.placeOf(key, pin);
          if (at[0] !== pin.at[0] || at[1] !== pin.at[1]) store.pin(key, { ...pin, at });
        }
      }),
    [board, store],
  );

  const close = () => {
    const key = openKey;
    setOpen(null);
    const pin = key === null ? null : document.querySelector(`[data-thread="${CSS.escape(key)}"]`);
    if (pin instanceof HTMLElement) pin.focus({ preventScroll: true });
    else board.focus();
  };

  const travel = (to: ShownThread) => {
    const [x, y] = board.placeOf(to.key, to.pin).at;
    board.lookAt({ x, y });
    setOpen({ thread: to.key });
    if (compact) setListed(false);
  };
  useLayoutEffect(() => {
    travelTo.current = travel;
  });

  const place = thread === null ? (open !== null && "draft" in open ? open.draft.at : null) : null;
  const stands = thread === null ? null : board.placeOf(thread.key, thread.pin);
  const spot = stands?.at ?? place;
  const view = useRef<HTMLElement>(null);
  usePlaceBeside(view, board, compact ? null : spot, `${openKey}`);

  // A thread that a finger has opened begins with its words, not with a keyboard over them.
  useEffect(() => {
    if (openKey !== null && !view.current?.contains(document.activeElement)) view.current?.focus();
  }, [openKey]);

  /** On a phone, a sheet lies over everything else on the page. */
  const inLayer = (part: ReactNode) => (compact ? createPortal(part, document.body) : part);

  return (
    <>
      <Pins
        board={board}
        threads={shown}
        moved={moved}
        marks={marks}
        myId={myId}
        open={openKey}
        draft={place}
        mayMove={(each) => mayLead(each, me)}
        onOpen={(each) => (each.key === openKey ? close() : setOpen({ thread: each.key }))}
        onCluster={board.zoomTo}
        onMove={(each, to) => store.pin(each.key, board.pinAt(to))}
      />
      {spot === null
        ? null
        : inLayer(
            <ThreadView
              key={openKey ?? "new"}
              ref={view}
              room={room}
              thread={thread}
              isGone={stands?.isGone ?? false}
              compact={compact}
              store={store}
              me={me}
              tags={nameTags}
              people={people}
              nameOf={nameOf}
              onStart={(text, mentions) => {
                if (open === null || !("draft" in open)) return;
                setOpen({ thread: store.start(open.draft, text, mentions) });
              }}
              onClose={close}
            />,
          )}
      {isListed
        ? inLayer(
            <ThreadList
              threads={threads}
              stranded={stranded}
              store={store}
              filter={filter}
              marks={marks}
              myId={myId}
              mayWrite={maySay}
              compact={compact}
              open={openKey}
              onFilter={setFilter}
              onOpen={travel}
              onClose={() => {
                setListed(false);
                board.focus();
              }}
            />,
          )
        : null}
      <Announcer threads={threads} isRead={isRead} myId={myId} />
      {slot === null || (threads.length === 0 && stranded.length === 0 && !isListed)
        ? null
        : createPortal(
            <IconButton
              label={commentWords.title}
              icon={MessagesSquare}
              keys={["alt+c"]}
              pressed={isListed}
              side="bottom"
              description={withNews === 0 ? undefined : commentWords.fresh(withNews)}
              onClick={() => setListed(!isListed)}
            >
              {withNews + stranded.length === 0 ? null : (
                <span className="badge">{withNews + stranded.length}</span>
              )}
            </IconButton>,
            slot,
          )}
    </>
  );
}

/** The names of everybody who is here or has written, by public id. */
function namesOf(
  threads: readonly ShownThread[],
  here: readonly Mention[],
): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { comments } of threads) for (const { by } of comments) names.set(by.id, by.name);
  for (const { id, name } of here) names.set(id, name);
  return names;
}

const marksSchema = v.record(v.string(), v.number());

/** How far this browser has read each thread. */
function useReadMarks(room: string): [ReadMarks, (thread: string, seq: number) => void] {
  const name = `stoa.comments-read.${room}`;
  const [marks, setMarks] = useState<ReadMarks>(() => browserStorage.read(name, marksSchema) ?? {});
  const mark = useMemo(
    () => (thread: string, seq: number) =>
      setMarks((before) => {
        if ((before[thread] ?? 0) >= seq) return before;
        // Another tab may have read other threads.
        const stored = browserStorage.read(name, marksSchema) ?? {};
        const next = { ...before, ...stored, [thread]: seq };
        browserStorage.write(name, next);
        return next;
      }),
    [name],
  );
  return [marks, mark];
}

/** Keeps an element beside a point of the board, within what is free of the view. */
function usePlaceBeside(
  element: { readonly current: HTMLElement | null },
  board: CommentBoard,
  at: Pin["at"] | null,
  name: string,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another thread is another element
  useLayoutEffect(() => {
    const { current } = element;
    if (current === null) return;
    if (at === null) {
      current.removeAttribute("style");
      return;
    }
    const follow = () => {
      const { x, y, zoom } = board.camera.get();
      const { width, height } = board.viewport.get();
      const { top, right, left, bottom } = board.insets.get();
      const pinX = (at[0] - x) * zoom;
      const pinY = (at[1] - y) * zoom;
      const most = width - right - WIDTH - EDGE;
      const beside = pinX + GAP + EDGE;
      const before = pinX - WIDTH - EDGE;
      const across = beside <= most || before < left + EDGE ? beside : before;
      const room = height - top - bottom - 2 * EDGE;
      const own = Math.min(current.scrollHeight, room);
      const down = Math.min(Math.max(top + EDGE, pinY - 32), height - bottom - own - EDGE);
      current.style.left = `${Math.max(left + EDGE, Math.min(across, most))}px`;
      current.style.top = `${Math.max(top + EDGE, down)}px`;
      current.style.maxHeight = `${Math.min(460, room)}px`;
    };
    follow();
    const sizes = new ResizeObserver(follow);
    sizes.observe(current);
    const stops = [board.camera, board.viewport, board.insets].map((store) =>
      store.subscribe(follow),
    );
    return () => {
      sizes.disconnect();
      for (const stop of stops) stop();
    };
  }, [board, at?.[0], at?.[1], name]);
}

/** Says aloud what others comment while I am here. */
function Announcer({
  threads,
  isRead,
  myId,
}: {
  threads: readonly ShownThread[];
  isRead: boolean;
  myId: string;
}) {
  const said = useRef<number | null>(null);
  const [sentence, setSentence] = useState("");
  useEffect(() => {
    if (!isRead) return;
    const comments = threads
      .flatMap((each) => each.comments)
      .filter(({ pending }) => pending === undefined);
    const newest = Math.max(0, ...comments.map(({ seq }) => seq));
    const before = said.current ?? newest;
    said.current = newest;
    const last = comments
      .filter(({ seq, by, deleted }) => seq > before && by.id !== myId && deleted === undefined)
      .sort((a, b) => a.seq - b.seq)
      .at(-1);
    if (last !== undefined) setSentence(commentWords.said(last.by.name, last.text.slice(0, 200)));
  }, [threads, isRead, myId]);
  return (
    <p className="visually-hidden" role="status">
      {sentence}
    </p>
  );
}
