import { Circle, Square } from "lucide-react";
import { addShape } from "../../../shared/board/document.ts";
import type { Gesture } from "../../../shared/board/gesture.ts";
import type { Point, Size } from "../../../shared/board/shape.ts";
import { draftShape, stored } from "../draft.ts";
import type { Editor } from "../editor.ts";
import { madeByMe, newShapeId } from "../new-shape.ts";
import { isDrag, type PointerInput, type Tool, type ToolKind } from "./tool.ts";

/** The size of a shape that a click makes, in board units. */
const USUAL_SIZE: Size = [160, 100];

interface Place {
  readonly xy: Point;
  readonly size: Size;
}

/** The box between two corners; from its middle with alt, as a square with shift. */
export function drawnBox(from: Point, to: Point, keys: { shift: boolean; alt: boolean }): Place {
  let width = to[0] - from[0];
  let height = to[1] - from[1];
  if (keys.shift) {
    const side = Math.max(Math.abs(width), Math.abs(height));
    width = width < 0 ? -side : side;
    height = height < 0 ? -side : side;
  }
  const [x, y] = keys.alt ? [from[0] - width, from[1] - height] : from;
  if (keys.alt) {
    width *= 2;
    height *= 2;
  }
  return {
    xy: [stored(Math.min(x, x + width)), stored(Math.min(y, y + height))],
    size: [stored(Math.abs(width)), stored(Math.abs(height))],
  };
}

/** Rectangle and Ellipse: a drag draws one, a click places one of the usual size. */
export function shapeTool(editor: Editor, type: "rectangle" | "ellipse"): Tool {
  const add = (id: string, place: Place) => {
    const { stroke, fill, width, dash, font } = editor.style.get();
    const look = { stroke, fill, width, dash, font, align: "middle", text: "" } as const;
    editor.transact(() =>
      addShape(editor.doc, { id, type, ...place, ...look, ...madeByMe(editor) }),
    );
    editor.made(id);
  };

  const addAround = ([x, y]: Point) =>
    add(newShapeId(), {
      xy: [stored(x - USUAL_SIZE[0] / 2), stored(y - USUAL_SIZE[1] / 2)],
      size: USUAL_SIZE,
    });

  return {
    cursor: "crosshair",
    place: () => addAround(editor.toBoard(editor.freeMiddle())),
    press(press: PointerInput) {
      const id = newShapeId();
      let dragged = false;
      const end = (kind: "done" | "cancel") => {
        if (dragged) editor.gestures.send({ kind });
        editor.rest();
      };
      return {
        move(input) {
          dragged ||= isDrag(press, input);
          if (!dragged) return;
          const { stroke, fill, width, dash } = editor.style.get();
          const place = drawnBox(press.board, input.board, input);
          const gesture = { kind: "draft", id, type, ...place, stroke, fill, width, dash } as const;
          const draft = draftShape(gesture satisfies Gesture);
          editor.show({ drafts: draft === null ? [] : [draft] });
          editor.gestures.send(gesture);
        },
        lift(input) {
          if (dragged) add(id, drawnBox(press.board, input.board, input));
          else addAround(press.board);
          end("done");
        },
        cancel: () => end("cancel"),
      };
    },
  };
}

export const RECTANGLE: ToolKind = {
  name: "rectangle",
  keys: ["r", "2"],
  icon: Square,
  shelf: "shapes",
  styles: ["stroke", "fill", "width", "dash"],
  make: (editor) => shapeTool(editor, "rectangle"),
};

export const ELLIPSE: ToolKind = {
  name: "ellipse",
  inPhoneMenu: true,
  keys: ["o", "3"],
  icon: Circle,
  shelf: "shapes",
  styles: ["stroke", "fill", "width", "dash"],
  make: (editor) => shapeTool(editor, "ellipse"),
};
