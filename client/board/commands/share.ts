/** The commands that lead others to something on the board. */
import { Link } from "lucide-react";
import { boardWords } from "../../words/board-words.ts";
import { linkedHere } from "../ways/arrive.ts";
import { placeLink } from "../ways/place-link.ts";
import type { Command } from "./command.ts";

export const SHARE: readonly Command[] = [
  {
    id: "copyLink",
    group: "share",
    keys: ["alt+shift+l"],
    icon: Link,
    forViewers: true,
    menu: "both",
    async run(editor) {
      const link = placeLink(location.origin, editor.room, location.hash, linkedHere(editor));
      try {
        // Absent where the page is not served securely.
        if (!("clipboard" in navigator)) throw new DOMException("no clipboard", "NotAllowedError");
        await navigator.clipboard.writeText(link);
        editor.page.say(boardWords.places.copied);
      } catch (error) {
        if (!(error instanceof DOMException)) throw error;
        editor.page.say(boardWords.places.byHand(link));
      }
    },
  },
];
