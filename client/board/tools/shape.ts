import {
  Circle,
  Cloud,
  Cylinder,
  Diamond,
  Hexagon,
  MessageSquare,
  Square,
  Star,
  Triangle,
} from "lucide-react";
import { stored } from "../../../shared/board/kinds/stretch.ts";
import type { Point, ShapeType, Size } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import { Snapper } from "../snap/snapper.ts";
import { addNew, drawDrag } from "./drawn.ts";
import type { PointerInput, Tool, ToolKind } from "./tool.ts";

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

/** A figure: a drag draws one, a click places one of the usual size. */
export function shapeTool(editor: Editor, type: ShapeType): Tool {
  const addAround = ([x, y]: Point) =>
    addNew(editor, type, {
      xy: [stored(x - USUAL_SIZE[0] / 2), stored(y - USUAL_SIZE[1] / 2)],
      size: USUAL_SIZE,
    });

  return {
    cursor: "crosshair",
    place: () => addAround(editor.view.toBoard(editor.view.freeMiddle())),
    press(press: PointerInput) {
      const snapper = new Snapper(editor, [], press.board);
      const from = snapper.point(press.board, press);
      const placeFor = (input: PointerInput) => {
        // A square has no corner that could go its own way.
        const to = input.shift ? input.board : snapper.point(input.board, input);
        return drawnBox(from, to, input);
      };
      return drawDrag(editor, press, type, placeFor, () => addAround(press.board));
    },
  };
}

/** The tool of a figure. */
function figure(
  name: ShapeType & ToolKind["name"],
  face: Pick<ToolKind, "keys" | "icon">,
): ToolKind {
  return {
    ...face,
    name,
    shelf: "shapes",
    styles: ["stroke", "fill", "tone", "width", "dash", "finish"],
    make: (editor) => shapeTool(editor, name),
  };
}

export const RECTANGLE = figure("rectangle", { keys: ["r", "2"], icon: Square });
export const ELLIPSE = figure("ellipse", { keys: ["o", "3"], icon: Circle });
export const DIAMOND = figure("diamond", { keys: ["shift+r"], icon: Diamond });
export const TRIANGLE = figure("triangle", {
  keys: ["shift+t"],
  icon: Triangle,
});
export const HEXAGON = figure("hexagon", { keys: ["shift+x"], icon: Hexagon });
export const CYLINDER = figure("cylinder", { keys: ["shift+y"], icon: Cylinder });
export const CLOUD = figure("cloud", { keys: ["shift+c"], icon: Cloud });
export const STAR = figure("star", { keys: ["shift+s"], icon: Star });
export const CALLOUT = figure("callout", { keys: ["shift+b"], icon: MessageSquare });
