/** Ties the list of people to the board, where they can be gone to and followed. */
import { type ReactNode, useMemo } from "react";
import type { BoardView } from "../board/board.tsx";
import { followOf } from "../board/follow/follow.ts";
import { companyOf } from "../board/ways/company.ts";
import { People, type PeopleWays } from "../people/people.tsx";
import { useStore } from "../ui/store.ts";
import type { Visit } from "./visit.ts";

export interface PeopleHereProps {
  visit: Visit;
  /** The board; null: it is not there yet, or there is none. */
  view: BoardView | null;
  compact: boolean;
  /** Further settings of mine, at the end of the list. */
  children?: ReactNode;
}

export function PeopleHere({ view, ...props }: PeopleHereProps) {
  return view === null ? <Listed {...props} /> : <OnBoard view={view} {...props} />;
}

function OnBoard({ view, ...props }: PeopleHereProps & { view: BoardView }) {
  const { editor } = view;
  const follow = useStore(followOf(editor));
  const ways = useMemo<PeopleWays | null>(
    () =>
      follow === null
        ? null
        : {
            leader: follow.leader,
            changes: follow.changes,
            leaderOf: follow.leaderOf,
            presents: follow.presents,
            goTo: (id) => companyOf(editor).get()?.goTo(id),
            follow(id) {
              follow.follow(id);
              view.focus();
            },
            stop: follow.stop,
          },
    [editor, follow, view],
  );
  return <Listed {...props} ways={ways} />;
}

function Listed({
  visit,
  compact,
  children,
  ways = null,
}: Omit<PeopleHereProps, "view"> & { ways?: PeopleWays | null }) {
  const myId = useStore(visit.myId);
  return (
    <People
      me={visit.me}
      others={visit.others}
      tags={visit.nameTags}
      compact={compact}
      ways={ways}
      myId={myId}
    >
      {children}
    </People>
  );
}
