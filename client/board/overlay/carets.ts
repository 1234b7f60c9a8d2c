/** The carets and selections of others who type, with their names. */
import { boxesBetween, caretAt } from "../../../shared/board/draw/layout.ts";
import { shownText, withRoom } from "../../../shared/board/draw/shape-text.ts";
import { hasText, type Point, type TextualShape } from "../../../shared/board/shape.ts";
import { taggedName } from "../../ui/names.ts";
import { toScreen } from "../camera.ts";
import { centerOf, rotate } from "../geometry.ts";
import { frameOf, selectionBox } from "../handles.ts";
import type { Other } from "../live/others.ts";
import { lettersBefore } from "../text/caret-place.ts";
import { paintNameTag } from "./name-tag.ts";
import type { OverlayKind } from "./part.ts";
import type { ScreenPen } from "./screen-pen.ts";

export const carets: OverlayKind = ({ editor, others, tags }) => {
  const placeOf = ({ caret }: Other): Place | null => {
    const stored = caret === null ? undefined : editor.scene.get(caret.shape);
    if (caret === null || stored === undefined || !hasText(stored)) return null;
    const shape = editor.seen.get(caret.shape)?.shape ?? stored;
    if (!hasText(shape)) return null;
    const index = lettersBefore(stored, caret);
    const from = caret.from == null ? index : lettersBefore(stored, caret.from);
    return { shape, index, from };
  };
  return {
    above: 40,
    from: [others, tags, editor.seen],
    isShown: () => others.get().some((other) => placeOf(other) !== null),
    paint(pen) {
      for (const other of others.get()) {
        const place = placeOf(other);
        if (place === null) continue;
        const { id, verified, color } = other;
        const name = taggedName(tags.get(), id, other.name);
        paintSelected(pen, place, color);
        const [left, over] = paintCaret(pen, place.shape, place.index, color);
        paintNameTag(pen.context, { name, verified, color }, left, over);
      }
    },
  };
};

/** The shape in which somebody types, as it is seen, and the numbers of letters before both ends of what they have selected. */
interface Place {
  readonly shape: TextualShape;
  /** The end at which the caret stands. */
  readonly index: number;
  readonly from: number;
}

/** Letters can be read through the mark of a selection. */
const SELECTED = 0.25;

/** Paints what somebody has selected in a text. */
function paintSelected({ context, camera }: ScreenPen, place: Place, color: string): void {
  const { shape, index, from } = place;
  if (index === from) return;
  const { layout, frame, top } = shownText(shape);
  const { xy, size, angle } = withRoom(shape);
  const center = centerOf(xy, size);
  const onScreen = (x: number, y: number): Point =>
    toScreen(camera, rotate([xy[0] + frame.x + x, xy[1] + top + y], center, angle));
  context.save();
  context.globalAlpha = SELECTED;
  context.fillStyle = color;
  context.beginPath();
  for (const box of boxesBetween(layout, Math.min(index, from), Math.max(index, from))) {
    context.moveTo(...onScreen(box.minX, box.minY));
    context.lineTo(...onScreen(box.maxX, box.minY));
    context.lineTo(...onScreen(box.maxX, box.maxY));
    context.lineTo(...onScreen(box.minX, box.maxY));
    context.closePath();
  }
  context.fill();
  context.restore();
}

/** Paints a caret; returns where the name of its owner stands. */
function paintCaret(pen: ScreenPen, shape: TextualShape, index: number, color: string): Point {
  const { context, camera } = pen;
  const { layout, frame, top } = shownText(shape);
  const { xy, size, angle } = withRoom(shape);
  const caret = caretAt(layout, index);
  const center = centerOf(xy, size);
  const onScreen = (y: number): Point => {
    const place: Point = [xy[0] + frame.x + caret.x, xy[1] + top + y];
    return toScreen(camera, rotate(place, center, angle));
  };
  const upper = onScreen(caret.y);
  const lower = onScreen(caret.y + caret.height);
  pen.line(color, 2);
  context.beginPath();
  context.moveTo(upper[0], upper[1]);
  context.lineTo(lower[0], lower[1]);
  context.stroke();
  // Above the shape, where it covers none of the words.
  const box = selectionBox([shape]);
  const over = box === null ? upper[1] : Math.min(upper[1], frameOf(box, camera).minY);
  return [upper[0] - context.lineWidth / 2, over];
}
