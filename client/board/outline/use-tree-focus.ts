/** The row of the outline to which Tab leads. It keeps the focus, whatever others change meanwhile. */
import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { keyOf, type OutlineModel, type Row } from "./model.ts";
import { heirOf } from "./walk.ts";

export interface TreeFocus {
  /** The place of the row among the rows; -1: there is none. */
  readonly at: number;
  /** Makes another row the one to which Tab leads, and gives it the focus if `takes`. */
  moveTo(key: string, takes: boolean): void;
  /** Gives the row the focus again. */
  comeBack(): void;
  /** Makes the row of a shape the one to which Tab leads, unless the user is in the tree. */
  follow(shape: string): void;
}

/** `mayTake`: no field in the tree has the focus now. `selected`: the only selected shape, whose row is the first. */
export function useTreeFocus(
  tree: RefObject<HTMLElement | null>,
  model: OutlineModel,
  rows: readonly Row[],
  height: number,
  mayTake: boolean,
  selected: string | null,
): TreeFocus {
  const [key, setKey] = useState(() => {
    const own = selected === null ? "" : keyOf("shape", selected);
    return model.indexOf(own) >= 0 ? own : (rows[0]?.key ?? "");
  });
  const [, render] = useState(0);
  const before = useRef(rows);
  /** Is the user in the tree? A row that is moved or removed loses the focus without a word. */
  const isInside = useRef(false);
  const wants = useRef(false);

  let at = model.indexOf(key);
  let shown = key;
  if (at < 0 && rows.length > 0) {
    shown = heirOf(before.current, key, model)?.key ?? "";
    at = model.indexOf(shown);
  }

  const intoView = useCallback(
    (index: number) => {
      const { current: box } = tree;
      if (box === null) return;
      const top = index * height;
      if (top < box.scrollTop) box.scrollTop = top;
      else if (top + height > box.scrollTop + box.clientHeight) {
        box.scrollTop = top + height - box.clientHeight;
      }
    },
    [tree, height],
  );

  useEffect(() => {
    const { current: box } = tree;
    if (box === null) return;
    const listening = new AbortController();
    const { signal } = listening;
    const isIn = (target: EventTarget | null) => target instanceof Node && box.contains(target);
    const look = ({ target }: Event) => {
      isInside.current = isIn(target);
    };
    document.addEventListener("focusin", look, { signal });
    document.addEventListener("pointerdown", look, { signal, capture: true });
    return () => listening.abort();
  }, [tree]);

  useLayoutEffect(() => {
    before.current = rows;
    if (shown !== key) setKey(shown);
    if (!mayTake) return;
    const isLost = isInside.current && document.activeElement === document.body;
    if (!wants.current && !isLost) return;
    wants.current = false;
    intoView(at);
    tree.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus({ preventScroll: true });
  });

  const follow = useCallback(
    (shape: string) => {
      if (tree.current?.contains(document.activeElement)) return;
      model.reveal(shape);
      const index = model.indexOf(keyOf("shape", shape));
      if (index < 0) return;
      setKey(keyOf("shape", shape));
      intoView(index);
    },
    [tree, model, intoView],
  );

  return {
    at,
    follow,
    moveTo(next, takes) {
      wants.current ||= takes;
      setKey(next);
      render((count) => count + 1);
    },
    comeBack() {
      wants.current = true;
      render((count) => count + 1);
    },
  };
}
