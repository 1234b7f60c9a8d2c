import { useEffect } from "react";
import type { BoardView } from "../board/board.tsx";
import { unreadAfter } from "../chat/log.ts";
import type { ReadableStore } from "../ui/store.ts";
import { takeBeginning } from "./beginning.ts";
import type { Visit } from "./visit.ts";

/** Keeps the room's card on the front page true, once the board is there. */
export function useCard(visit: Visit, view: BoardView | null): void {
  useEffect(() => {
    if (view === null) return;
    const { room, others } = visit;
    let end: (() => void) | null = null;
    let isGone = false;
    void import("./card-keeper.ts").then(({ keepCard }) => {
      if (isGone) return;
      const unread = unreadOf(visit);
      end = keepCard({
        id: room.id,
        doc: room.doc.get(),
        view,
        others,
        unread,
        joined: room.joined,
      });
    });
    return () => {
      isGone = true;
      end?.();
    };
  }, [visit, view]);
}

/** Writes the template with which a new room begins. */
export function useBeginning(visit: Visit, view: BoardView | null, mayEdit: boolean): void {
  useEffect(() => {
    if (view === null || !mayEdit) return;
    const template = takeBeginning(visit.room.id);
    if (template === null) return;
    void import("./templates/templates.ts").then(async ({ shapesOfTemplate, templateReady }) => {
      await templateReady(template);
      view.add((top) => shapesOfTemplate(template, top, Date.now()));
    });
  }, [visit, view, mayEdit]);
}

/** How many messages of others are unread. */
function unreadOf({ conversation, mark, myId }: Visit): ReadableStore<number> {
  return {
    get: () => unreadAfter(conversation.log.get(), mark.seq.get(), myId.get()),
    subscribe(listener) {
      const stops = [conversation.log, mark.seq, myId].map((store) => store.subscribe(listener));
      return () => {
        for (const stop of stops) stop();
      };
    },
  };
}
