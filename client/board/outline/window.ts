/** Which rows of the outline are on the page: all of a short one, and those around what is seen of a long one. */
import { type RefObject, useEffect, useLayoutEffect, useState } from "react";
import type { Row } from "./model.ts";

/** Up to so many rows are all there: a program that reads aloud walks through them as it likes. */
export const MOST_AT_ONCE = 300;

/** Rows before and behind those that are seen. */
const AROUND = 12;

/** A row, and its place among all rows. */
export interface Listed {
  readonly row: Row;
  readonly index: number;
}

/** The rows between two places of the scroll, and always the one that has the focus. */
export function windowOf(
  rows: readonly Row[],
  { top, height }: { readonly top: number; readonly height: number },
  rowHeight: number,
  current: number,
): Listed[] {
  const isWhole = rows.length <= MOST_AT_ONCE;
  const first = isWhole ? 0 : Math.max(0, Math.floor(top / rowHeight) - AROUND);
  const last = isWhole ? rows.length : Math.ceil((top + height) / rowHeight) + AROUND;
  const listed = rows.slice(first, last).map((row, at) => ({ row, index: first + at }));
  const own = rows[current];
  if (own !== undefined && current < first) listed.unshift({ row: own, index: current });
  else if (own !== undefined && current >= last) listed.push({ row: own, index: current });
  return listed;
}

/** The same for a tree on the page, as it is scrolled. */
export function useWindow(
  tree: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  rowHeight: number,
  current: number,
): Listed[] {
  const [seen, setSeen] = useState({ top: 0, height: 600 });
  const isWhole = rows.length <= MOST_AT_ONCE;
  useLayoutEffect(() => {
    const { current: box } = tree;
    if (box === null || isWhole) return;
    const look = () => setSeen({ top: box.scrollTop, height: box.clientHeight });
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(box);
    return () => sizes.disconnect();
  }, [tree, isWhole]);
  useEffect(() => {
    const { current: box } = tree;
    if (box === null || isWhole) return;
    const look = () => {
      setSeen((before) => {
        // A few pixels change nothing: the rows around are there.
        const isNear = Math.abs(before.top - box.scrollTop) < (rowHeight * AROUND) / 2;
        return isNear ? before : { top: box.scrollTop, height: box.clientHeight };
      });
    };
    box.addEventListener("scroll", look, { passive: true });
    return () => box.removeEventListener("scroll", look);
  }, [tree, isWhole, rowHeight]);
  return windowOf(rows, seen, rowHeight, current);
}
