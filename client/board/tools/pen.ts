import { Highlighter, Pencil } from "lucide-react";
import { addShape } from "../../../shared/board/document.ts";
import type { InkPoint } from "../../../shared/board/ink.ts";
import { orderKeysAbove } from "../../../shared/board/order.ts";
import type { InkShape } from "../../../shared/board/shape.ts";
import type { Color, Nib, Width } from "../../../shared/board/style.ts";
import { MAX_COORDINATE, MAX_INK_POINTS } from "../../../shared/limits.ts";
import { draftInk, inkBox } from "../draft.ts";
import type { Editor } from "../editor.ts";
import { inFrame } from "../frames/frame-under.ts";
import { madeByMe, newShapeId } from "../new-shape.ts";
import type { Drag, PointerInput, Tool, ToolKind } from "./tool.ts";

/** Points closer to the one before than this, in CSS pixels, tell nothing. */
const LEAST_STEP = 0.75;

/** Points of one gesture: its schema takes 600 numbers. */
const POINTS_PER_GESTURE = 200;

/** One stroke between press and lift. A very long one is several pieces of ink, still one step. */
interface Piece {
  readonly id: string;
  readonly points: InkPoint[];
  /** How many of the points the others have. */
  sent: number;
}

/** Ink is stored to an eighth of a unit; rounding here already makes box and points agree. */
function inkPoint([x, y, pressure]: InkPoint): InkPoint {
  const bounded = (value: number) => Math.min(MAX_COORDINATE, Math.max(-MAX_COORDINATE, value));
  return [
    Math.round(bounded(x) * 8) / 8,
    Math.round(bounded(y) * 8) / 8,
    Math.round(pressure * 255) / 255,
  ];
}

/** How the next stroke looks. A pen's nib is not written: it is what is read where there is none. */
function lookOf(editor: Editor, nib: Nib): { stroke: Color; width: Width; nib?: Nib } {
  const { stroke, width, marker, markerWidth } = editor.me.style.get();
  return nib === "marker" ? { stroke: marker, width: markerWidth, nib } : { stroke, width };
}

/** Ink where the hand goes, pressure and all; a tap is a dot. */
export function penTool(editor: Editor, nib: Nib): Tool {
  return {
    cursor: "crosshair",
    press(press: PointerInput): Drag {
      const look = lookOf(editor, nib);
      const start = inkPoint([...press.board, press.pressure]);
      let piece: Piece = { id: newShapeId(), points: [start], sent: 0 };
      const pieces = [piece];
      /** Pieces that are full, as they are painted: made once. */
      const full: InkShape[] = [];
      let shown = false;

      const add = (points: readonly InkPoint[]) => {
        const step = LEAST_STEP / editor.view.camera.get().zoom;
        for (const point of points) {
          const last = piece.points.at(-1) ?? start;
          const next = inkPoint(point);
          if (Math.hypot(next[0] - last[0], next[1] - last[1]) < step) continue;
          if (piece.points.length === MAX_INK_POINTS) {
            send();
            full.push(draftInk(piece.id, look, piece.points));
            // The new piece starts where the old one ends, so that no gap shows.
            piece = { id: newShapeId(), points: [last], sent: 0 };
            pieces.push(piece);
          }
          piece.points.push(next);
        }
      };

      const send = () => {
        const { id, points } = piece;
        while (piece.sent < points.length) {
          const some = points.slice(piece.sent, piece.sent + POINTS_PER_GESTURE);
          const numbers = some.flatMap(([x, y, pressure]) => [
            x,
            y,
            Math.round(pressure * 100) / 100,
          ]);
          editor.gestures.send({ kind: "ink", id, ...look, start: piece.sent, points: numbers });
          piece.sent += some.length;
        }
      };

      return {
        move({ trail }) {
          add(trail);
          // A finger that only rests makes no mark yet: a second one may come to zoom.
          if (!shown && press.pointer === "touch" && piece.points.length < 3) return;
          shown = true;
          editor.hand.show({ drafts: [...full, draftInk(piece.id, look, piece.points)] });
          send();
        },
        lift({ trail }) {
          add(trail);
          const made = madeByMe(editor);
          const keys = orderKeysAbove(editor.scene.topZ(), pieces.length);
          editor.transact(() => {
            for (const [index, { id, points }] of pieces.entries()) {
              const z = keys[index] ?? made.z;
              const stroke = { id, type: "ink", ...look, ...inkBox(points), ...made, z } as const;
              addShape(editor.doc, inFrame(editor.scene, stroke));
            }
          });
          if (shown) editor.gestures.send({ kind: "done" });
          editor.hand.rest();
        },
        cancel() {
          if (shown) editor.gestures.send({ kind: "cancel" });
          editor.hand.rest();
        },
      };
    },
  };
}

export const PEN: ToolKind = {
  name: "pen",
  keys: ["d", "p", "6"],
  icon: Pencil,
  shelf: "draw",
  styles: ["stroke", "width"],
  make: (editor) => penTool(editor, "pen"),
};

export const HIGHLIGHTER: ToolKind = {
  name: "highlighter",
  keys: ["shift+d", "shift+p"],
  icon: Highlighter,
  shelf: "draw",
  inPhoneMenu: true,
  styles: ["marker", "markerWidth"],
  make: (editor) => penTool(editor, "marker"),
};
