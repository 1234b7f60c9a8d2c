/** The marks in texts: a click checks a box, and one with Ctrl opens a link. They paint nothing: the text does. */
import { hasText, type TextualShape } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import { boxOf } from "../geometry.ts";
import { shapeAt } from "../hit.ts";
import { openAddress } from "../links.ts";
import { embedsOf, toTextIndex } from "../text/embeds.ts";
import { markAt } from "../text/mark-at.ts";
import { selectTool } from "../tools/select/select.ts";
import { clickDrag } from "./click-drag.ts";
import type { OverlayKind } from "./part.ts";

export const textMarks: OverlayKind = ({ editor }) => {
  const select = selectTool(editor);
  return {
    above: 24,
    from: [],
    isShown: () => false,
    paint: () => undefined,
    grab(at, _pointer, ctrl = false) {
      const point = editor.view.toBoard(at);
      const isMarked = editor.scene.some(
        boxOf(point, [0, 0]),
        ({ shape }) => hasText(shape) && markAt(shape, point) !== null,
      );
      const shape = isMarked ? shapeAt(editor.scene, point, 0) : null;
      if (shape === null || !hasText(shape)) return null;
      const mark = markAt(shape, point);
      if (mark === null) return null;
      const mayCheck = !editor.readOnly.get() && !shape.locked;
      if (mark.kind === "link" ? !ctrl : !mayCheck) return null;
      return {
        cursor: "pointer",
        takesDoubleClicks: true,
        drag: (press) =>
          clickDrag(press, select.press({ ...press, clicks: 1 }), () => {
            if (mark.kind === "link") openAddress(mark.address);
            else void check(editor, shape, mark.letters);
          }),
      };
    },
  };
};

/** Checks the box of a line, or takes its check away, as a step of undo. */
async function check(editor: Editor, { id, text }: TextualShape, letters: number): Promise<void> {
  const { toggleCheck } = await import("../text/rich/edits.ts");
  const shape = editor.scene.get(id);
  if (shape === undefined || !hasText(shape) || shape.text !== text) return;
  editor.transact(() => toggleCheck(text, toTextIndex(embedsOf(text), letters)));
}
