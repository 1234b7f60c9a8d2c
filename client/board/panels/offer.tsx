/** The menu at the free end of a new arrow: it offers a shape to make there. */
import type { LucideIcon } from "lucide-react";
import type { Point } from "../../../shared/board/shape.ts";
import { boardWords } from "../../words/board-words.ts";
import { makeAtEnd, OFFERED, type OfferedShape } from "../connect/neighbour.ts";
import type { Editor } from "../editor.ts";
import { ContextMenu } from "./context-menu.tsx";

export function Offer({ editor, at, arrow }: { editor: Editor; at: Point; arrow: string }) {
  const items = (Object.keys(OFFERED) as OfferedShape[]).map((type) => ({
    name: type,
    label: boardWords.tools[type],
    icon: iconOf(editor, type),
    run: () => makeAtEnd(editor, arrow, type),
  }));
  return <ContextMenu editor={editor} at={at} label={boardWords.menu.offer} sections={[items]} />;
}

function iconOf(editor: Editor, type: OfferedShape): LucideIcon {
  return editor.kindOf(type).icon;
}
