/** The board for those who do not see it: what happens there, said aloud. It is loaded after all that is seen. */
import { useEffect } from "react";
import type { Editor } from "../editor.ts";

export function BoardInWords({ editor }: { editor: Editor }) {
  useEffect(() => {
    let end: (() => void) | null = null;
    let isGone = false;
    import("../outline/announcer.ts").then(
      ({ announceBoard }) => {
        if (!isGone) end = announceBoard(editor);
      },
      (error: unknown) => console.error("The announcements could not be loaded:", error),
    );
    return () => {
      isGone = true;
      end?.();
    };
  }, [editor]);
  return null;
}
