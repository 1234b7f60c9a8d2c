import { MoveUpRight } from "lucide-react";
import { addShape } from "../../../shared/board/document.ts";
import type { Gesture } from "../../../shared/board/gesture.ts";
import type { ArrowShape, Point, Size } from "../../../shared/board/shape.ts";
import { draftShape, storedPoint } from "../draft.ts";
import type { Editor } from "../editor.ts";
import { madeByMe, newShapeId } from "../new-shape.ts";
import { type Drag, isDrag, type PointerInput, type Tool, type ToolKind } from "./tool.ts";

/** How long the arrow is that Enter places, in board units. */
const USUAL_LENGTH = 160;

/** With shift an arrow points in one of so many directions. */
const DIRECTIONS = 24;

/** An arrow as it is stored: the box around its ends, and the ends within. */
export interface ArrowPlace {
  readonly xy: Point;
  readonly size: Size;
  readonly from: Point;
  readonly to: Point;
}

/** The stored form of an arrow between two points of the board. */
export function arrowBetween(from: Point, to: Point): ArrowPlace {
  const [fromX, fromY] = storedPoint(from);
  const [toX, toY] = storedPoint(to);
  const x = Math.min(fromX, toX);
  const y = Math.min(fromY, toY);
  return {
    xy: [x, y],
    size: [Math.abs(toX - fromX), Math.abs(toY - fromY)],
    from: [fromX - x, fromY - y],
    to: [toX - x, toY - y],
  };
}

/** Where an arrow's moving end is: with shift it keeps to the nearest of the even directions. */
export function arrowEnd(fixed: Point, moving: Point, shift: boolean): Point {
  if (!shift) return moving;
  const length = Math.hypot(moving[0] - fixed[0], moving[1] - fixed[1]);
  const step = (2 * Math.PI) / DIRECTIONS;
  const angle = Math.round(Math.atan2(moving[1] - fixed[1], moving[0] - fixed[0]) / step) * step;
  return [fixed[0] + length * Math.cos(angle), fixed[1] + length * Math.sin(angle)];
}

/** The draft of an arrow, told to the others and shown here. */
export function arrowDraft(
  look: Pick<ArrowShape, "id" | "stroke" | "width" | "dash">,
  place: ArrowPlace,
): { gesture: Gesture; shape: ArrowShape | null } {
  const { id, stroke, width, dash } = look;
  const gesture = {
    kind: "draft",
    type: "arrow",
    fill: "none",
    id,
    stroke,
    width,
    dash,
    ...place,
  } as const;
  const shape = draftShape(gesture);
  return { gesture, shape: shape?.type === "arrow" ? shape : null };
}

/** Arrow: a drag draws one from its press to its lift. */
export function arrowTool(editor: Editor): Tool {
  const add = (id: string, place: ArrowPlace) => {
    const { stroke, width, dash } = editor.style.get();
    editor.transact(() =>
      addShape(editor.doc, {
        id,
        type: "arrow",
        ...place,
        stroke,
        width,
        dash,
        ...madeByMe(editor),
      }),
    );
    editor.made(id);
  };

  return {
    cursor: "crosshair",
    place() {
      const [x, y] = editor.toBoard(editor.freeMiddle());
      add(newShapeId(), arrowBetween([x - USUAL_LENGTH / 2, y], [x + USUAL_LENGTH / 2, y]));
    },
    press(press: PointerInput): Drag {
      const id = newShapeId();
      let dragged = false;
      const placeFor = (input: PointerInput) =>
        arrowBetween(press.board, arrowEnd(press.board, input.board, input.shift));
      const end = (kind: "done" | "cancel") => {
        if (dragged) editor.gestures.send({ kind });
        editor.rest();
      };
      return {
        move(input) {
          dragged ||= isDrag(press, input);
          if (!dragged) return;
          const { gesture, shape } = arrowDraft({ id, ...editor.style.get() }, placeFor(input));
          editor.show({ drafts: shape === null ? [] : [shape] });
          editor.gestures.send(gesture);
        },
        lift(input) {
          if (dragged) add(id, placeFor(input));
          end("done");
        },
        cancel: () => end("cancel"),
      };
    },
  };
}

export const ARROW: ToolKind = {
  name: "arrow",
  keys: ["a", "4"],
  icon: MoveUpRight,
  shelf: "lines",
  styles: ["stroke", "width", "dash"],
  make: arrowTool,
};
