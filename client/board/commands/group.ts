/** The commands that make groups and part them. */
import { Group, Ungroup } from "lucide-react";
import { group, ungroup } from "../../../shared/board/group-edits.ts";
import type { Editor } from "../editor.ts";
import type { Command } from "./command.ts";

const freeIds = (editor: Editor): string[] => editor.selection.unlocked().map(({ id }) => id);

const withinOf = (editor: Editor): string | undefined => editor.selection.dive.get() ?? undefined;

/** Are two shapes or groups selected, so that there is something to put together? */
function canGroup(editor: Editor): boolean {
  const { groups } = editor.scene.relations;
  const [first, ...others] = freeIds(editor);
  if (first === undefined) return false;
  const whole = groups.whole([first], withinOf(editor));
  return others.some((id) => !whole.has(id));
}

function canUngroup(editor: Editor): boolean {
  const { groups } = editor.scene.relations;
  return freeIds(editor).some((id) => groups.outermost(id, withinOf(editor)) !== null);
}

export const GROUP: readonly Command[] = [
  {
    id: "group",
    group: "arrange",
    keys: ["mod+g"],
    icon: Group,
    menu: "shapes",
    can: canGroup,
    run: (editor) =>
      editor.transact(() => group(editor.scene.relations, freeIds(editor), withinOf(editor))),
  },
  {
    id: "ungroup",
    group: "arrange",
    keys: ["mod+shift+g"],
    icon: Ungroup,
    menu: "shapes",
    can: canUngroup,
    run: (editor) =>
      editor.transact(() => ungroup(editor.scene.relations, freeIds(editor), withinOf(editor))),
  },
];
