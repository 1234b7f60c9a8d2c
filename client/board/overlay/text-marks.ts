/**
 * The marks in texts: a click checks a box. A link is opened by Ctrl and a click, for viewers by each click, and a tap
 * on one of the selected text offers it. They paint nothing: the text does.
 */
import { hasText, type TextualShape } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import { boxOf } from "../geometry.ts";
import { shapeAt } from "../hit.ts";
import { offerLinks, openAddress } from "../links.ts";
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
    grab(at, pointer, ctrl = false) {
      const point = editor.view.toBoard(at);
      const isMarked = editor.scene.some(
        boxOf(point, [0, 0]),
        ({ shape }) => hasText(shape) && markAt(shape, point) !== null,
      );
      const shape = isMarked ? shapeAt(editor.scene, point, 0) : null;
      if (shape === null || !hasText(shape)) return null;
      const mark = markAt(shape, point);
      if (mark === null) return null;
      const mayChange = !editor.readOnly.get() && !shape.locked;
      const [selected, second] = editor.selection.get();
      // The first tap selects, and the next one on a link may as well mean the words.
      const isOffered = pointer !== "mouse" && selected === shape.id && second === undefined;
      const opens = ctrl || editor.readOnly.get();
      if (mark.kind === "link" ? !opens && !isOffered : !mayChange) return null;
      return {
        cursor: "pointer",
        takesDoubleClicks: true,
        drag: (press) =>
          clickDrag(press, select.press({ ...press, clicks: 1 }), () => {
            if (mark.kind !== "link") void check(editor, shape, mark.letters);
            else if (opens) openAddress(mark.address);
            else offerLinks(editor, shape.id, [mark.address], press.screen);
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
