import { storedPoint } from "../../../../shared/board/kinds/stretch.ts";
import type { Point, Shape } from "../../../../shared/board/shape.ts";
import { loosened } from "../../../../shared/board/standing.ts";
import { moveShapes } from "../../../../shared/board/subtree-edits.ts";
import { duplicate, withContent } from "../../duplicate.ts";
import type { Editor } from "../../editor.ts";
import { frameUnder } from "../../frames/frame-under.ts";
import { putOnTop } from "../../frames/put.ts";
import type { Box } from "../../geometry.ts";
import { selectionBox } from "../../handles.ts";
import { movedBy } from "../../moved.ts";
import { newShapeId } from "../../new-shape.ts";
import { Snapper } from "../../snap/snapper.ts";
import { type Drag, isDrag, type PointerInput } from "../tool.ts";
import { showMoved } from "./transform.ts";

/** How far the hand has come; with shift only across or only down, whichever is more. It snaps where it may. */
function wayOf(snapper: Snapper, box: Box | null, press: PointerInput, input: PointerInput): Point {
  const x = input.board[0] - press.board[0];
  const y = input.board[1] - press.board[1];
  const isAcross = Math.abs(x) >= Math.abs(y);
  const way: Point = !input.shift ? [x, y] : isAcross ? [x, 0] : [0, y];
  if (box === null) return way;
  return snapper.moved(box, way, input, input.shift ? [isAcross ? 1 : 0] : []);
}

/**
 * Moves the selection; with alt its twins move and it stays. `click` is what
 * the press meant if the hand lifts where it came down.
 */
export function moveDrag(
  editor: Editor,
  press: PointerInput,
  options: { click: () => void; cancelled: () => void },
): Drag {
  const shapes = editor.selection.unlocked();
  /** The twins' ids, should there be any: the same all the way. */
  const twinIds = new Map<string, string>();
  const twinIdOf = (id: string): string => {
    const known = twinIds.get(id) ?? newShapeId();
    twinIds.set(id, known);
    return known;
  };
  const snapper = new Snapper(
    editor,
    shapes.map(({ id }) => id),
  );
  const box = selectionBox(shapes);
  const shift = (input: PointerInput): Point => {
    snapper.enter(into(input));
    return wayOf(snapper, box, press, input);
  };
  let dragged = false;
  let told = false;
  let held: ReadonlySet<string> | null = null;

  /** The frame into which the hand would put what it holds. */
  const into = (input: PointerInput): string | null => {
    const { tree } = editor.scene.relations;
    held ??= tree.subtrees(shapes.map(({ id }) => id));
    const isFree = (frame: Shape) => held?.has(frame.id) !== true && !frame.locked;
    return frameUnder(editor.scene, input.board, isFree);
  };

  const forget = (kind: "done" | "cancel") => {
    if (told) editor.gestures.send({ kind });
    told = false;
  };

  return {
    move(input) {
      if (editor.readOnly.get()) return;
      dragged ||= isDrag(press, input);
      if (!dragged) return;
      editor.hand.hover.set(null);
      const moved = shapes.flatMap((shape) => editor.scene.get(shape.id) ?? []);
      const by = shift(input);
      if (input.alt) {
        forget("cancel");
        editor.hand.cursor.set("copy");
        const twin = (shape: Shape): Shape => ({
          ...movedBy(
            loosened(shape, () => false),
            by,
          ),
          id: twinIdOf(shape.id),
        });
        const drafts = withContent(editor.scene, moved).map(twin);
        // The hand puts the twins where it is, and what lies in them goes along.
        const taken = new Set(moved.map(({ id }) => twinIdOf(id)));
        const frame = into(input);
        const frames = new Map(drafts.map(({ id }) => [id, taken.has(id) ? frame : null]));
        editor.hand.show({ drafts, framed: moved.map(twin), frames });
      } else {
        told = true;
        editor.hand.cursor.set("move");
        showMoved(editor, moved, storedPoint(by), into(input));
      }
    },
    lift(input) {
      if (!dragged) options.click();
      else if (input.alt) duplicate(editor, shapes, shift(input), into(input));
      else {
        const by = storedPoint(shift(input));
        const ids = shapes.map(({ id }) => id);
        editor.transact(() => {
          moveShapes(editor.scene.relations, ids, by);
          putOnTop(editor.scene, ids, into(input));
        });
      }
      forget("done");
      editor.hand.cursor.set(null);
      editor.hand.rest();
    },
    cancel() {
      forget("cancel");
      options.cancelled();
      editor.hand.cursor.set(null);
      editor.hand.rest();
    },
  };
}
