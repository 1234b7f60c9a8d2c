import { useEffect, useState, useSyncExternalStore } from "react";

/** A phone upright or on its side, or a window as narrow or as low. The style sheets have the same numbers. */
const COMPACT = "(max-width: 640px), (max-width: 950px) and (max-height: 480px)";
const NARROW = "(max-width: 640px)";

/** Is the layout the one for phones now? */
export function isCompact(): boolean {
  return window.matchMedia(COMPACT).matches;
}

/** Is the layout the one for phones? The component renders again when that changes. */
export function useCompact(): boolean {
  const [compact, setCompact] = useState(() => window.matchMedia(COMPACT).matches);
  useEffect(() => {
    const list = window.matchMedia(COMPACT);
    const update = () => {
      // A tablet's own keyboard makes the window low: the field that it writes into must stay.
      const isKeyboard = list.matches && !window.matchMedia(NARROW).matches && isWriting();
      if (!isKeyboard) setCompact(list.matches);
    };
    update();
    list.addEventListener("change", update);
    return () => list.removeEventListener("change", update);
  }, []);
  return compact;
}

function isWriting(): boolean {
  return document.activeElement?.matches("textarea, input") === true;
}

/** Does the user want less motion, or does nobody see any? */
export function wantsStillness(): boolean {
  return globalThis.matchMedia?.("(prefers-reduced-motion: reduce)").matches ?? true;
}

/** Is the page shown at all: not in a tab behind, not minimised? */
export function usePageVisible(): boolean {
  return useSyncExternalStore(
    (listener) => {
      document.addEventListener("visibilitychange", listener);
      return () => document.removeEventListener("visibilitychange", listener);
    },
    () => document.visibilityState === "visible",
  );
}
