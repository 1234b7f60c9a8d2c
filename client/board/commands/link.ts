/** The command that opens the links of a shape. */
import { ExternalLink } from "lucide-react";
import { placeOfMenu } from "../context-menu.ts";
import { offerLinks, openAddress, selectedAddresses } from "../links.ts";
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
    can: (editor) => selectedAddresses(editor).length > 0,
    run(editor) {
      const addresses = selectedAddresses(editor);
      const [shape = ""] = editor.selection.get();
      const [first, second] = addresses;
      if (first !== undefined && second === undefined) openAddress(first);
      else offerLinks(editor, shape, addresses, placeOfMenu(editor));
    },
  },
];
