/** The plus signs at the sides of a selected note: a click makes its neighbour, and a drag pulls one off. */
import { storedPoint } from "../../../shared/board/kinds/stretch.ts";
import type { NoteShape, Point } from "../../../shared/board/shape.ts";
import { draftOf } from "../draft.ts";
import { distance, rotate } from "../geometry.ts";
import { frameOf, selectionBox, TURN_GAP } from "../handles.ts";
import { newShapeId } from "../new-shape.ts";
import { selectedNote } from "../note-keys.ts";
import { makeNeighbour, noteLike, putBeside, SIDES, type Side, sizeOfNext } from "../notes.ts";
import { draftDrag } from "../tools/drawn.ts";
import type { Drag, PointerInput } from "../tools/tool.ts";
import { isAtRest, type OverlayBoard, type OverlayPart } from "./part.ts";

/** CSS pixels from the selection's frame to the middle of a sign. The one above stands beyond the handle that turns. */
const GAP = { right: 20, below: 20, left: 20, above: TURN_GAP + 24 } as const;

/** The radius of a sign, the half of its plus, and how far beside its middle a press takes it, in CSS pixels. */
const RADIUS = 8;
const ARM = 3.5;
const REACH = { mouse: 11, pen: 14, touch: 22 } as const;

/** Notes that are smaller on the screen have no signs, in CSS pixels. */
const LEAST_NOTE = 60;

type Editor = OverlayBoard["editor"];

export function neighbours({ editor }: Pick<OverlayBoard, "editor">): OverlayPart {
  const { selection, seen, readOnly } = editor;
  const { motion, marquee } = editor.hand;
  const { editing } = editor.text;
  const { camera } = editor.view;

  const shownNote = (): NoteShape | null => {
    if (readOnly.get() || editing.get() !== null || !isAtRest(editor)) return null;
    const note = selectedNote(editor);
    if (note === null || Math.min(...note.size) * camera.get().zoom < LEAST_NOTE) return null;
    return note;
  };

  const signs = (note: NoteShape): [Side, Point][] => {
    const upright = selectionBox([{ ...note, angle: 0 }]);
    if (upright === null) return [];
    const { minX, minY, maxX, maxY } = frameOf(upright, camera.get());
    const middle: Point = [(minX + maxX) / 2, (minY + maxY) / 2];
    const half: Point = [(maxX - minX) / 2, (maxY - minY) / 2];
    return (Object.keys(SIDES) as Side[]).map((side) => {
      const [x, y] = SIDES[side];
      const at: Point = [
        middle[0] + x * (half[0] + GAP[side]),
        middle[1] + y * (half[1] + GAP[side]),
      ];
      return [side, rotate(at, middle, note.angle)];
    });
  };

  return {
    above: 29,
    from: [selection, seen, motion, marquee, readOnly, editing],
    isShown: () => editor.hand.tool.get() === "select" && shownNote() !== null,
    paint(pen) {
      const note = shownNote();
      if (note === null) return;
      const { context, palette } = pen;
      pen.line(palette.select, 1.5);
      for (const [, [x, y]] of signs(note)) {
        context.beginPath();
        context.arc(x, y, RADIUS, 0, Math.PI * 2);
        context.fillStyle = palette.handle;
        context.fill();
        context.moveTo(x - ARM, y);
        context.lineTo(x + ARM, y);
        context.moveTo(x, y - ARM);
        context.lineTo(x, y + ARM);
        context.stroke();
      }
    },
    grab(at, pointer) {
      const note = shownNote();
      if (note === null) return null;
      const sign = signs(note).find(([, place]) => distance(place, at) <= REACH[pointer]);
      if (sign === undefined) return null;
      const [side] = sign;
      return { cursor: "copy", drag: (press) => pullDrag(editor, press, note, side) };
    },
  };
}

/** Pulls a note off another one. A press that goes nowhere makes the neighbour at that side. */
function pullDrag(editor: Editor, press: PointerInput, note: NoteShape, side: Side): Drag {
  const id = newShapeId();
  const [width, height] = sizeOfNext(note);
  const placeAt = ({ board: [x, y] }: PointerInput): Point =>
    storedPoint([x - width / 2, y - height / 2]);
  return draftDrag(editor, press, {
    draftAt: (input) => draftOf(noteLike(editor, note, id, placeAt(input))),
    write: (input) => putBeside(editor, note, placeAt(input), id),
    click: () => makeNeighbour(editor, note, side),
    framed: true,
  });
}
