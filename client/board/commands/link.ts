/** The command that opens a link card. */
import { ExternalLink } from "lucide-react";
import { openLink, selectedLink } from "../links.ts";
import type { Command } from "./command.ts";

export const LINK: readonly Command[] = [
  {
    id: "openLink",
    group: "edit",
    keys: ["alt+Enter"],
    icon: ExternalLink,
    forViewers: true,
    menu: "shapes",
    rare: true,
    can: (editor) => selectedLink(editor) !== null,
    run(editor) {
      const link = selectedLink(editor);
      if (link !== null) openLink(link);
    },
  },
];
