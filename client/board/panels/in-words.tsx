/** The board for those who do not see it: what happens there, said aloud. It is loaded after all that is seen. */
import { useEffect } from "react";
import type { OpenBoard } from "../open-board.ts";

export function BoardInWords({ board }: { board: OpenBoard }) {
  useEffect(() => {
    let end: (() => void) | null = null;
    let isGone = false;
    import("../outline/announcer.ts").then(
      ({ announceBoard }) => {
        if (!isGone) end = announceBoard(board);
      },
      (error: unknown) => console.error("The announcements could not be loaded:", error),
    );
    return () => {
      isGone = true;
      end?.();
    };
  }, [board]);
  return null;
}
