/** The frame around my selection, and its handles. */

import type { BoxHandle } from "../../../shared/board/kind.ts";
import { kindOf } from "../../../shared/board/kinds.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import { derived } from "../../ui/store.ts";
import { type Box, expandBox } from "../geometry.ts";
import {
  drawnBox,
  drawnFrame,
  frameOf,
  HANDLE_SIZE,
  type Handle,
  handleAt,
  handlesOfSelection,
  type SelectionFrame,
} from "../handles.ts";
import { imagesOf } from "../images/state.ts";
import { pointHandleDrag } from "../tools/select/point-handle.ts";
import { resizeDrag } from "../tools/select/resize.ts";
import { turnDrag } from "../tools/select/turn.ts";
import type { Drag, PointerInput } from "../tools/tool.ts";
import { isAtRest, type OverlayBoard, type OverlayPart } from "./part.ts";
import type { ScreenPen } from "./screen-pen.ts";

/** More selected shapes than this are shown by the frame around them alone. */
const MOST_OUTLINES = 200;

/** Air between the frame around a group and the one of a selection in it, in CSS pixels. */
const ENTERED_GAP = 4;

/** The eight directions of a frame's handles, clockwise. */
const DIRECTIONS: readonly string[] = ["n", "ne", "e", "se", "s", "sw", "w", "nw"];
const CURSORS = ["ns-resize", "nesw-resize", "ew-resize", "nwse-resize"] as const;

/** The cursor over a handle of a frame that is turned by an angle. */
function cursorOf({ isPoint, name }: Handle, angle: number): string {
  if (isPoint) return "move";
  if (name === "turn") return "grab";
  const turns = DIRECTIONS.indexOf(name) + Math.round((angle / Math.PI) * 4);
  return CURSORS[((turns % 4) + 4) % 4] ?? "move";
}

export function selection({ editor }: Pick<OverlayBoard, "editor">): OverlayPart {
  const { seen } = editor;
  const { motion } = editor.hand;
  const selected = derived([editor.selection, motion, seen.changes], (): readonly Shape[] => {
    const ids = editor.selection.get();
    return motion.get().framed ?? ids.flatMap((id) => seen.get(id)?.shape ?? []);
  });
  const frame = derived([selected], () => drawnFrame(selected.get()));
  const entered = derived([editor.selection.dive, seen.changes], () => enteredBox(editor));
  const { free } = editor.selection;
  const freeFrame = derived([free], () => drawnFrame(free.get()));

  const hasHandles = (): boolean =>
    !editor.readOnly.get() &&
    editor.text.editing.get() === null &&
    imagesOf(editor).cropping.get() === null &&
    free.get().length > 0;

  const drag = (input: PointerInput, handle: Handle): Drag | null => {
    if (handle.name === "turn" && !handle.isPoint) return turnDrag(editor, input);
    if (!handle.isPoint) return resizeDrag(editor, input, handle.name as BoxHandle);
    const [shape] = free.get();
    return shape === undefined ? null : pointHandleDrag(editor, input, shape, handle.name);
  };

  return {
    above: 30,
    from: [
      selected,
      motion,
      editor.hand.marquee,
      editor.readOnly,
      editor.text.editing,
      imagesOf(editor).cropping,
      entered,
    ],
    isShown: () => selected.get().length > 0,
    paint(pen) {
      const shapes = selected.get();
      if (isAtRest(editor)) paintEntered(pen, entered.get());
      // An image that is being cropped has a frame of its own.
      if (imagesOf(editor).cropping.get() === null) paintFrame(pen, shapes, frame.get());
      if (!isAtRest(editor) || !hasHandles()) return;
      paintHandles(pen, handlesOfSelection(shapes, frame.get(), pen.camera));
    },
    grab(at, pointer) {
      if (!hasHandles()) return null;
      const handles = handlesOfSelection(free.get(), freeFrame.get(), editor.view.camera.get());
      const handle = handleAt(handles, at, pointer === "touch" ? "touch" : "mouse");
      if (handle === null) return null;
      const cursor = cursorOf(handle, freeFrame.get()?.angle ?? 0);
      return { cursor, drag: (input) => drag(input, handle) };
    },
  };
}

/** The box around the group that the user has entered; none around a very large one. */
function enteredBox({ selection, scene, seen }: OverlayBoard["editor"]): Box | null {
  const members = scene.relations.groups.members(selection.dive.get() ?? "");
  if (members.size > MOST_OUTLINES) return null;
  return drawnBox([...members].flatMap((id) => seen.get(id)?.shape ?? []));
}

function paintEntered(pen: ScreenPen, box: Box | null): void {
  if (box === null) return;
  pen.line(pen.palette.select, 1);
  pen.context.setLineDash([4, 4]);
  pen.frame(expandBox(frameOf(box, pen.camera), ENTERED_GAP));
  pen.context.setLineDash([]);
}

function paintFrame(
  pen: ScreenPen,
  selected: readonly Shape[],
  frame: SelectionFrame | null,
): void {
  const { context, camera, palette } = pen;
  const [only, second] = selected;
  const isSingle = second === undefined;
  if (!isSingle && selected.length <= MOST_OUTLINES) {
    pen.line(palette.select, 1);
    context.globalAlpha = 0.6;
    for (const shape of selected) pen.outline(shape);
    context.globalAlpha = 1;
  }
  pen.line(palette.select, 1.5);
  if (isSingle && only !== undefined && kindOf(only).handles !== undefined) pen.outline(only);
  else if (frame !== null) {
    pen.frame(frameOf(frame.box, camera), frame.angle);
  }
}

function paintHandles(pen: ScreenPen, handles: readonly Handle[]): void {
  const { context, palette } = pen;
  context.fillStyle = palette.handle;
  for (const { isPoint, name, at, along } of handles) {
    if (along !== undefined) continue;
    context.beginPath();
    if (isPoint || name === "turn") context.arc(at[0], at[1], HANDLE_SIZE / 2, 0, Math.PI * 2);
    else {
      const x = pen.crisp(at[0]) - HANDLE_SIZE / 2;
      const y = pen.crisp(at[1]) - HANDLE_SIZE / 2;
      context.roundRect(x, y, HANDLE_SIZE, HANDLE_SIZE, 2);
    }
    context.fill();
    context.stroke();
  }
}
