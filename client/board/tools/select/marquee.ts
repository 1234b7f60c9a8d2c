import { takenByClick } from "../../dive.ts";
import type { Editor } from "../../editor.ts";
import { type Box, boxContains } from "../../geometry.ts";
import { selectionBox } from "../../handles.ts";
import { shapesTouching } from "../../hit.ts";
import { boxTakes, select } from "../../taking.ts";
import { type Drag, isDrag, type PointerInput } from "../tool.ts";

/**
 * A box drawn on the empty board selects what it touches, live. With alt it takes what lies in it as a whole, and with
 * shift it adds. A click selects nothing, or the shape in whose hollow `inside` it is.
 */
export function marqueeDrag(
  editor: Editor,
  press: PointerInput,
  inside: string | null = null,
): Drag {
  const before = { ids: editor.selection.get(), dive: editor.selection.dive.get() };
  const kept = press.shift ? before.ids : [];
  let dragged = false;
  if (!press.shift) editor.selection.clear();
  return {
    move(input) {
      dragged ||= isDrag(press, input);
      if (!dragged) return;
      const box = {
        minX: Math.min(press.board[0], input.board[0]),
        minY: Math.min(press.board[1], input.board[1]),
        maxX: Math.max(press.board[0], input.board[0]),
        maxY: Math.max(press.board[1], input.board[1]),
      };
      editor.hand.marquee.set(box);
      const taken = input.alt ? contained(editor, box) : touched(editor, box);
      editor.selection.set([...new Set([...kept, ...taken])]);
    },
    lift() {
      if (!dragged && inside !== null) {
        const taken = takenByClick(editor.scene.relations.groups, inside, before.dive);
        select(editor, { ...taken, ids: [...new Set([...kept, ...taken.ids])] });
      }
      editor.hand.rest();
    },
    cancel() {
      select(editor, before);
      editor.hand.rest();
    },
  };
}

/** The shapes of which something lies in the box, and all that is grouped with them. Locked ones are not taken. */
function touched(editor: Editor, box: Box): string[] {
  const shapes = shapesTouching(editor.scene, box);
  const free = shapes.filter(({ locked }) => !locked);
  return boxTakes(
    editor,
    free.map(({ id }) => id),
  );
}

/** The shapes that lie in the box; of a group only when all of it does. */
function contained(editor: Editor, box: Box): string[] {
  const { groups } = editor.scene.relations;
  const lies = (id: string): boolean => {
    const shape = editor.scene.get(id);
    const own = shape === undefined ? null : selectionBox([shape]);
    return own !== null && boxContains(box, own);
  };
  const whole = new Map<string, boolean>();
  const isWhole = (id: string): boolean => {
    const tag = groups.outermost(id, editor.selection.dive.get() ?? undefined);
    if (tag === null) return true;
    const known = whole.get(tag) ?? [...groups.members(tag)].every(lies);
    whole.set(tag, known);
    return known;
  };
  const free = editor.scene.inOrder(box).filter(({ id, locked }) => !locked && lies(id));
  const taken = free.map(({ id }) => id).filter(isWhole);
  return boxTakes(editor, taken);
}
