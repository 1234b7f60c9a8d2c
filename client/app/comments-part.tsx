/** Ties the comments to the board and to the room around them. Loaded after the board is there. */
import { useEffect, useMemo, useState } from "react";
import { anchoredPoint, shareAt } from "../../shared/board/anchor.ts";
import { isFollowable } from "../../shared/board/bindings.ts";
import type { BoardView } from "../board/board.tsx";
import { zoomTo } from "../board/camera.ts";
import { shapeAt } from "../board/hit.ts";
import { lookAt } from "../board/view.ts";
import { type OpenThread, threadsOf } from "../board/ways/threads.ts";
import { ActOutbox } from "../comments/act-outbox.ts";
import { CommentStore } from "../comments/comment-store.ts";
import { Comments } from "../comments/comments.tsx";
import type { CommentBoard, Point } from "../comments/place.ts";
import { useCompact } from "../ui/media.ts";
import { type NameTags, taggedName } from "../ui/names.ts";
import { say } from "../ui/say.ts";
import { derived, type ReadableStore, useStore } from "../ui/store.ts";
import { commentWords } from "../words/comments-words.ts";
import { roomWords } from "../words/room-words.ts";
import type { Visit } from "./visit.ts";

export interface CommentsPartProps {
  visit: Visit;
  view: BoardView;
}

export function CommentsPart({ visit, view }: CommentsPartProps) {
  const { room } = visit;
  const { editor } = view;
  const { role } = useStore(room.info);
  const compact = useCompact();
  const [store, setStore] = useState<CommentStore | null>(null);
  const board = useMemo(() => commentBoard(view, room.joined), [view, room.joined]);
  const slot = document.querySelector<HTMLElement>(".room-comments");

  useEffect(() => {
    const made = new CommentStore({
      events: room.events,
      outbox: new ActOutbox(room.id),
      me: () => visit.me.identity.get(),
      myId: visit.myId,
      onRefused: (code) => say(commentWords.refused(roomWords.chat.reasons[code])),
    });
    setStore(made);
    return () => made.destroy();
  }, [room, visit]);

  const onReady = useMemo<Parameters<typeof Comments>[0]["onReady"]>(
    () =>
      ({ begin, toggle, show }) => {
        editor.commenting.set(begin === null ? null : ([x, y]) => begin([x, y]));
        editor.listComments = toggle;
        if (store !== null) {
          threadsOf(editor).set({ open: openThreads(store.threads, visit.nameTags), show });
        }
        return () => {
          editor.commenting.set(null);
          editor.listComments = null;
          threadsOf(editor).set(null);
        };
      },
    [editor, store, visit],
  );

  if (store === null) return null;
  return (
    <Comments
      room={room.id}
      store={store}
      board={board}
      myId={visit.myId}
      role={role}
      others={visit.others}
      tags={visit.nameTags}
      compact={compact}
      slot={slot}
      onReady={onReady}
    />
  );
}

/** The threads that are not resolved, as the board lists them. */
function openThreads(
  threads: CommentStore["threads"],
  tags: ReadableStore<NameTags>,
): ReadableStore<readonly OpenThread[]> {
  return derived([threads, tags], () =>
    threads.get().flatMap(({ key, resolved, pin, comments }) => {
      const [first] = comments;
      if (resolved !== undefined || first === undefined) return [];
      const by = taggedName(tags.get(), first.by.id, first.by.name);
      const shape = pin.anchor?.shape ?? null;
      return [{ key, by, text: first.text, replies: comments.length - 1, shape }];
    }),
  );
}

/** How near a click on a cluster comes at once. */
const NEARER = 2;

/** The board as comments see it. */
function commentBoard(view: BoardView, joined: ReadableStore<boolean>): CommentBoard {
  const { editor, camera, viewport, insets } = view;
  const { seen, scene, doc } = editor;
  /** Where pins were seen last, for when their shape goes. */
  const last = new Map<string, Point>();
  const rounded = ([x, y]: readonly [number, number]): Point => [
    Math.round(x * 100) / 100,
    Math.round(y * 100) / 100,
  ];
  return {
    camera,
    viewport,
    insets,
    pinAt(point) {
      const shape = shapeAt(scene, point, 0);
      const placed = shape === null || !isFollowable(shape) ? undefined : seen.get(shape.id);
      if (placed === undefined) return { at: rounded(point) };
      const [u, v] = shareAt(point, placed.shape);
      return { at: rounded(point), anchor: { shape: placed.shape.id, at: [u, v] } };
    },
    placeOf(thread, { at, anchor }) {
      if (anchor === undefined) return { at, isGone: false };
      const placed = seen.get(anchor.shape);
      // Before the room has told everything, a shape may be on its way.
      if (placed === undefined) return { at: last.get(thread) ?? at, isGone: joined.get() };
      const point = rounded(anchoredPoint(anchor, placed.shape));
      last.set(thread, point);
      return { at: point, isGone: false };
    },
    watch(shapes, listener) {
      const look = () => listener();
      const stops = [
        joined.subscribe(look),
        seen.subscribe(({ added, changed, removed }) => {
          const wanted = shapes();
          const isOne = (id: string) => wanted.has(id);
          if (added.some(isOne) || changed.some(isOne) || removed.some(isOne)) listener();
        }),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    onMyDeletion(listener) {
      let isMine = false;
      const note = (transaction: { readonly local: boolean }) => {
        isMine = transaction.local;
      };
      doc.on("beforeObserverCalls", note);
      const stop = scene.subscribe(({ removed }) => {
        if (isMine && removed.length > 0) listener(removed);
      });
      return () => {
        doc.off("beforeObserverCalls", note);
        stop();
      };
    },
    lookAt: (place) => view.lookAt(place),
    zoomTo(at) {
      lookAt(editor, at);
      const { zoom } = camera.get();
      editor.view.camera.set(
        zoomTo(editor.view.camera.get(), editor.view.freeMiddle(), zoom * NEARER),
      );
    },
    focus: () => view.focus(),
  };
}
