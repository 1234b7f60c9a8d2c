/** The frame under a point of the board, and the one in which a new shape lies. */
import type { NewShape } from "../../../shared/board/document.ts";
import { kindOf } from "../../../shared/board/kinds.ts";
import { placeFields } from "../../../shared/board/place.ts";
import type { Point, Shape } from "../../../shared/board/shape.ts";
import { boxContainsPoint, boxOf, centerOf } from "../geometry.ts";
import type { Scene } from "../scene/scene.ts";

/** Locked frames take nothing in. */
const isOpen = ({ locked }: Shape): boolean => !locked;

/** The topmost frame under a point that takes shapes in, by its id. */
export function frameUnder(
  scene: Scene,
  point: Point,
  takes: (frame: Shape) => boolean = isOpen,
): string | null {
  if (scene.frames.size === 0) return null;
  for (const { shape, clip } of [...scene.placedIn(boxOf(point, [0, 0]))].reverse()) {
    if (kindOf(shape).container === undefined || !takes(shape)) continue;
    const isSeen = clip === null || boxContainsPoint(clip, point);
    if (isSeen && boxContainsPoint(boxOf(shape.xy, shape.size), point)) return shape.id;
  }
  return null;
}

/**
 * The frame under the middle of a new shape. A line and a stroke lie in one only with both ends of their
 * box: one that leads out would be cut off.
 */
export function frameOfNew(scene: Scene, shape: NewShape | Shape): string | null {
  const { xy, size } = shape;
  const isLine = "from" in shape || "points" in shape;
  const frame = frameUnder(scene, isLine ? xy : centerOf(xy, size));
  const leadsOut = isLine && frame !== frameUnder(scene, [xy[0] + size[0], xy[1] + size[1]]);
  return leadsOut ? null : frame;
}

/** A new shape in that frame. */
export function inFrame(scene: Scene, shape: NewShape): NewShape {
  return inThisFrame(scene, shape, frameOfNew(scene, shape));
}

/** A new shape in a frame; `null`: on the board. */
export function inThisFrame(scene: Scene, shape: NewShape, frame: string | null): NewShape {
  const around = frame === null ? undefined : scene.get(frame);
  if (around === undefined) return shape;
  const fields = placeFields(shape.xy, { id: around.id, xy: around.xy });
  return { ...shape, ...fields };
}
