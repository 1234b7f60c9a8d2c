/** Ties the board to the room around it: links that lead to its places. */
import { useEffect } from "react";
import type { BoardView } from "../board/board.tsx";
import { followInside, followPlaceLinks } from "../board/ways/arrive.ts";
import type { Visit } from "./visit.ts";

export interface CompanyProps {
  visit: Visit;
  view: BoardView;
}

/** Leads to the places that links name, in this page's address and in what is said. */
export function Company({ visit, view }: CompanyProps) {
  const { editor } = view;
  const { joined } = visit.room;

  useEffect(() => followPlaceLinks(editor, joined), [editor, joined]);

  useEffect(() => {
    const stay = (event: MouseEvent) => {
      if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey) return;
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (link instanceof HTMLAnchorElement && followInside(link.href)) event.preventDefault();
    };
    document.addEventListener("click", stay);
    return () => document.removeEventListener("click", stay);
  }, []);

  return null;
}
