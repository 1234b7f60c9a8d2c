/** The command that opens and closes the list of comments. */
import { MessagesSquare } from "lucide-react";
import type { Command } from "./command.ts";

export const COMMENTS: readonly Command[] = [
  {
    id: "comments",
    group: "view",
    keys: ["alt+c"],
    icon: MessagesSquare,
    forViewers: true,
    can: (editor) => editor.listComments !== null,
    run: (editor) => editor.listComments?.(),
  },
];
