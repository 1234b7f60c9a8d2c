/** Ties following to the board and to the room around it. Loaded after the board is there. */
import { useEffect, useMemo, useState } from "react";
import type { BoardView } from "../board/board.tsx";
import { Calls } from "../board/follow/calls.ts";
import { followOf } from "../board/follow/follow.ts";
import { FollowView } from "../board/follow/follow-view.tsx";
import { Following } from "../board/follow/following.ts";
import { taggedName } from "../ui/names.ts";
import { derived, useStore } from "../ui/store.ts";
import type { Visit } from "./visit.ts";

export interface FollowPartProps {
  visit: Visit;
  view: BoardView;
}

export function FollowPart({ visit, view }: FollowPartProps) {
  const { editor } = view;
  const { room, others, nameTags, myId, me } = visit;
  const shownId = useStore(myId);
  const [parts, setParts] = useState<{ following: Following; calls: Calls } | null>(null);
  const people = useMemo(
    () =>
      derived([others, nameTags], () =>
        others.get().map(({ id, name, color }) => ({
          id,
          name: taggedName(nameTags.get(), id, name),
          color,
        })),
      ),
    [others, nameTags],
  );

  useEffect(() => {
    const nameOf = (id: string) => people.get().find((one) => one.id === id)?.name ?? "";
    const following = new Following({ editor, presence: room.presence, myId, nameOf });
    const calls = new Calls({
      editor,
      events: room.events,
      myId,
      me: () => me.identity.get(),
      isAlone: () => others.get().length === 0,
      onGo: () => following.stop(),
    });
    followOf(editor).set({
      leader: following.leader,
      changes: following.map.changes,
      follow: (id) => following.follow(id),
      stop: () => following.stop(),
      leaderOf: (id) => following.map.leaderOf(id),
      presents: (id) => following.map.presents(id),
      viewOf: (id) => following.viewOf(id),
      pointerOf: (id) => following.pointerOf(id),
      gather: () => calls.gather(),
    });
    setParts({ following, calls });
    return () => {
      followOf(editor).set(null);
      calls.destroy();
      following.destroy();
      setParts(null);
    };
  }, [editor, room, myId, me, others, people]);

  if (parts === null) return null;
  return (
    <FollowView
      {...parts}
      editor={editor}
      people={people}
      myId={shownId}
      slot={document.querySelector(".note-stack")}
    />
  );
}
