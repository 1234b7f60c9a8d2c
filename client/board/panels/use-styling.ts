import { useMemo } from "react";
import { derived, useStore } from "../../ui/store.ts";
import type { Editor } from "../editor.ts";
import { type Styling, stylingOf } from "./styling.ts";

/**
 * The choices of the style panel now. Renders again only when that has changed, not with every
 * letter or move.
 */
export function useStyling(editor: Editor): Styling | null {
  const styling = useMemo(() => {
    const { selection, readOnly } = editor;
    const { tool } = editor.hand;
    const { style } = editor.me;
    return derived(
      [tool, selection.free, style, readOnly],
      () => {
        const { styles } = editor.kindOf(tool.get());
        return readOnly.get() ? null : stylingOf(styles, selection.free.get(), style.get());
      },
      (a, b) => JSON.stringify(a) === JSON.stringify(b),
    );
  }, [editor]);
  return useStore(styling);
}
