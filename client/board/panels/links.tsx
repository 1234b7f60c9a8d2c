/** The menu of links in a text: each can be opened, or the text edited. */
import { ExternalLink, PencilLine } from "lucide-react";
import { nameOf } from "../../../shared/board/link-address.ts";
import type { Point } from "../../../shared/board/shape.ts";
import type { MenuItem } from "../../ui/menu.tsx";
import { boardWords } from "../../words/board-words.ts";
import type { Editor } from "../editor.ts";
import { openAddress } from "../links.ts";
import { ContextMenu } from "./context-menu.tsx";

interface LinksProps {
  editor: Editor;
  at: Point;
  /** The shape in whose text they are. */
  shape: string;
  addresses: readonly string[];
}

/** So many letters of what follows the host are shown. */
const REST = 24;

export function Links({ editor, at, shape, addresses }: LinksProps) {
  const links = addresses.map((address) => ({
    name: address,
    label: boardWords.links.open(shownAddress(address)),
    icon: ExternalLink,
    run: () => openAddress(address),
  }));
  const stored = editor.scene.get(shape);
  const mayEdit = !editor.readOnly.get() && stored?.locked === false;
  const edit: MenuItem = {
    name: "edit",
    label: boardWords.links.edit,
    icon: PencilLine,
    run: () => editor.text.edit(shape, { caret: editor.view.toBoard(at) }),
  };
  const sections = mayEdit ? [links, [edit]] : [links];
  return <ContextMenu editor={editor} at={at} label={boardWords.links.label} sections={sections} />;
}

/** The host as it can be told from others, and the beginning of the rest. */
function shownAddress(address: string): string {
  if (!URL.canParse(address)) return address.slice(0, REST);
  const { host, rest } = nameOf(address);
  return `${host}${rest.length > REST ? `${rest.slice(0, REST)}…` : rest}`;
}
