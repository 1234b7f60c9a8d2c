/** Ties the board to the room around it: its people, its chat, links that lead to its places, and comments. */
import { lazy, Suspense, useEffect, useRef } from "react";
import type { BoardView } from "../board/board.tsx";
import { openSearch } from "../board/find/opened.ts";
import { followInside, followPlaceLinks } from "../board/ways/arrive.ts";
import { companyOf } from "../board/ways/company.ts";
import { glideTo } from "../board/ways/glide.ts";
import { taggedName } from "../ui/names.ts";
import { presenceOf } from "../ui/presence.ts";
import { derived } from "../ui/store.ts";
import type { Visit } from "./visit.ts";

/** Comes after the board, which needs none of it. */
const CommentsPart = lazy(async () => ({
  default: (await import("./comments-part.tsx")).CommentsPart,
}));

/** Comes beside them. */
const FollowPart = lazy(async () => ({
  default: (await import("./follow-part.tsx")).FollowPart,
}));

export interface CompanyProps {
  visit: Visit;
  view: BoardView;
  /** Opens the chat; null: there is none. */
  onRead: (() => void) | null;
}

/**
 * Tells the board who is here and what was said, leads to the places that links name, and shows the
 * comments. It stands in the board, over the canvas.
 */
export function Company({ visit, view, onRead }: CompanyProps) {
  const { editor } = view;
  const { joined, presence } = visit.room;
  const read = useRef(onRead);
  useEffect(() => {
    read.current = onRead;
  });

  useEffect(() => followPlaceLinks(editor, joined), [editor, joined]);

  useEffect(() => {
    const { others, nameTags, conversation } = visit;
    const company = companyOf(editor);
    company.set({
      people: derived([others, nameTags], () =>
        others.get().map(({ id, name, color }) => ({
          id,
          name: taggedName(nameTags.get(), id, name),
          color,
        })),
      ),
      joined,
      nameOf(client) {
        const { user } = presenceOf(presence.getStates().get(client));
        if (user === null) return null;
        return taggedName(nameTags.get(), user.id ?? `client ${client}`, user.name);
      },
      goTo(id) {
        for (const [client, state] of presence.getStates()) {
          const { user, pointer } = presenceOf(state);
          if (pointer === null || (user?.id ?? `client ${client}`) !== id) continue;
          const { zoom } = editor.view.camera.get();
          const [middleX, middleY] = editor.view.freeMiddle();
          glideTo(editor, { x: pointer.x - middleX / zoom, y: pointer.y - middleY / zoom, zoom });
          return;
        }
      },
      messages: () => (read.current === null ? [] : conversation.log.get().messages),
      showMessage(seq) {
        read.current?.();
        conversation.sought.set(seq);
      },
    });
    return () => company.set(null);
  }, [editor, visit, presence, joined]);

  useEffect(() => {
    const stay = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey) return;
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (link instanceof HTMLAnchorElement && followInside(link.href)) event.preventDefault();
    };
    document.addEventListener("click", stay);
    return () => document.removeEventListener("click", stay);
  }, []);

  // In a text field the board leaves the keys alone. The search covers the chat, too: from there it is meant.
  useEffect(() => {
    const find = (event: KeyboardEvent) => {
      const isFind = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
      if (!isFind || event.key.toLowerCase() !== "f" || event.defaultPrevented) return;
      const chat = event.target instanceof Element ? event.target.closest(".chat-dock") : null;
      if (chat === null) return;
      event.preventDefault();
      openSearch(editor);
    };
    document.addEventListener("keydown", find);
    return () => document.removeEventListener("keydown", find);
  }, [editor]);

  return (
    <>
      <Suspense>
        <CommentsPart visit={visit} view={view} />
      </Suspense>
      <Suspense>
        <FollowPart visit={visit} view={view} />
      </Suspense>
    </>
  );
}
