/** The names of frames, above their upper left corners, at one size for every zoom. A press takes the frame by it. */

import { baselineOf, measureText } from "../../../shared/board/draw/measure.ts";
import { cutToWidth } from "../../../shared/board/kinds/frame.ts";
import type { FrameShape } from "../../../shared/board/shape.ts";
import { type Camera, toScreen, visibleBox } from "../camera.ts";
import { FrameIndex } from "../frames/frame-index.ts";
import { isNamed, nameFrame, namingOf, shownName } from "../frames/name-frame.ts";
import { boxContainsPoint } from "../geometry.ts";
import { shapePress } from "../tools/select/select.ts";
import type { OverlayBoard, OverlayPart } from "./part.ts";

const FONT = '500 12px "Inter Variable", system-ui, sans-serif';

/** The height of a name, and its distance from the frame, in CSS pixels: the selection's line runs between them. */
const HEIGHT = 16;
const ABOVE = 9;

/** A frame narrower than this on the screen shows no name, in CSS pixels. */
const LEAST_WIDTH = 36;

/** How far beside a name a press still takes it. */
const REACH = { mouse: 2, pen: 4, touch: 10 } as const;

/** A name on the screen, by its lower left corner. */
interface Label {
  readonly frame: FrameShape;
  readonly left: number;
  readonly bottom: number;
  /** The width that it has room for. */
  readonly room: number;
}

export function frameNames({ editor }: Pick<OverlayBoard, "editor">): OverlayPart {
  const { scene, seen, selection } = editor;
  const { viewport } = editor.view;
  const naming = namingOf(editor);
  const frames = new FrameIndex(scene);

  function* labels(camera: Camera): Generator<Label> {
    const { width, height } = viewport.get();
    // The name of a frame below the view may be in it.
    const view = visibleBox(camera, { width, height: height + HEIGHT + ABOVE });
    const moving = seen.movingIn(view).map(({ shape }) => shape.id);
    for (const id of new Set([...frames.in(view), ...moving])) {
      const placed = seen.get(id);
      if (placed === undefined || !isNamed(placed.shape) || id === naming.get()) continue;
      const { shape, clip } = placed;
      const room = shape.size[0] * camera.zoom;
      const [left, top] = toScreen(camera, shape.xy);
      const isInView = left < width && left + room > 0 && top > 0 && top - HEIGHT - ABOVE < height;
      if (room < LEAST_WIDTH || !isInView) continue;
      if (clip !== null && !boxContainsPoint(clip, shape.xy)) continue;
      yield { frame: shape, left, bottom: top - ABOVE, room };
    }
  }
  const textOf = ({ frame, room }: Label): string => cutToWidth(shownName(frame), FONT, room);

  return {
    above: 12,
    from: [seen, naming, selection, viewport],
    isShown: () => scene.frames.size > 0 && labels(editor.view.camera.get()).next().done !== true,
    paint({ context, camera, palette }) {
      context.font = FONT;
      context.textAlign = "left";
      context.direction = "ltr";
      for (const label of labels(camera)) {
        const { frame, left, bottom } = label;
        const isPlain = frame.stroke === "ink" || frame.stroke === "white";
        const color = isPlain ? palette.letter.grey : palette.letter[frame.stroke];
        context.fillStyle = selection.has(frame.id) ? palette.select : color;
        const y = Math.round(bottom - HEIGHT / 2) + baselineOf(FONT);
        context.fillText(textOf(label), Math.round(left), y);
      }
    },
    grab([x, y], pointer) {
      if (scene.frames.size === 0) return null;
      const reach = REACH[pointer];
      for (const label of labels(editor.view.camera.get())) {
        const { frame, left, bottom } = label;
        if (y > bottom + reach || y < bottom - HEIGHT - reach || x < left - reach) continue;
        if (x > left + measureText(textOf(label), FONT) + reach) continue;
        return {
          cursor: frame.locked || editor.readOnly.get() ? "default" : "move",
          takesDoubleClicks: true,
          drag(input) {
            if (input.clicks < 2) return shapePress(editor, input, frame, false);
            nameFrame(editor, frame.id);
            return null;
          },
        };
      }
      return null;
    },
  };
}
