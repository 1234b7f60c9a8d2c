import { useMemo, useSyncExternalStore } from "react";
import type { Editor } from "../editor.ts";
import { type Styling, stylingOf } from "./styling.ts";

/**
 * The choices of the style panel now. Renders again only when that has changed, not with every
 * letter or move.
 */
export function useStyling(editor: Editor): Styling | null {
  const source = useMemo(() => {
    let last: Styling | null = null;
    const get = (): Styling | null => {
      const { tool, selection, style, readOnly } = editor;
      const { styles } = editor.kindOf(tool.get());
      const now = readOnly.get() ? null : stylingOf(styles, selection.unlocked(), style.get());
      if (JSON.stringify(now) !== JSON.stringify(last)) last = now;
      return last;
    };
    const subscribe = (listener: () => void) => {
      const stops = [
        editor.tool,
        editor.selection,
        editor.style,
        editor.readOnly,
        editor.scene,
      ].map((store) => store.subscribe(listener));
      return () => {
        for (const stop of stops) stop();
      };
    };
    return { get, subscribe };
  }, [editor]);
  return useSyncExternalStore(source.subscribe, source.get);
}
