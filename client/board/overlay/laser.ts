/** The lines of lasers, mine and the others'. */
import type { Point } from "../../../shared/board/shape.ts";
import { toScreen } from "../camera.ts";
import type { Editor } from "../editor.ts";
import {
  LASER_MS,
  type LaserTrails,
  type Trail,
  type TrailPlace,
  trailsOf,
} from "./laser-trails.ts";
import type { OverlayKind } from "./part.ts";
import type { ScreenPen } from "./screen-pen.ts";

/** CSS pixels: the width of a line at its head. It thins out towards its tail. */
const WIDTH = 5;

/** CSS pixels of a step in which the width is the same, and the most steps between two places. */
const STEP = 6;
const MOST_STEPS = 32;

export const laser: OverlayKind = ({ editor }) => {
  const trails = trailsOf(editor);
  return {
    above: 60,
    from: [{ subscribe: (listener) => hear(editor, trails, listener) }],
    isShown: () => trails.isShown.get(),
    paint(pen) {
      const now = performance.now();
      for (const trail of trails.at(now)) paintTrail(pen, trail, now);
    },
  };
};

/** Shows the lasers of the others. Tells that something has changed in every frame in which a trail is seen. */
function hear(editor: Editor, trails: LaserTrails, listener: () => void): () => void {
  let frame = 0;
  const next = () => {
    listener();
    frame = trails.isShown.get() ? requestAnimationFrame(next) : 0;
  };
  const stops = [
    followLasers(editor),
    trails.isShown.subscribe(() => {
      if (frame === 0) next();
      // The last picture has still to be cleared away.
      else listener();
    }),
  ];
  return () => {
    cancelAnimationFrame(frame);
    for (const stop of stops) stop();
  };
}

/** Adds what the others' lasers draw, until the returned function is called. */
export function followLasers(editor: Editor): () => void {
  return editor.gestures.subscribe((client, gesture) => {
    if (gesture.kind !== "laser") return;
    // Somebody who is not here is drawn nowhere.
    const color = editor.people.colorOf(client);
    if (color !== null) trailsOf(editor).add(client, color, gesture, performance.now());
  });
}

/** An end of a piece of the line: where it is, and how wide. */
interface End {
  readonly at: Point;
  readonly width: number;
}

function paintTrail({ context, camera }: ScreenPen, { color, places }: Trail, now: number): void {
  context.strokeStyle = color;
  context.lineCap = "round";
  const widthOf = ({ time }: TrailPlace) => WIDTH * Math.max(0, 1 - (now - time) / LASER_MS);
  let from: End | null = null;
  for (const [index, place] of places.entries()) {
    const bend = toScreen(camera, place.at);
    const width = widthOf(place);
    if (place.begins || from === null) from = { at: bend, width };
    const next = places[index + 1];
    if (next === undefined || next.begins) {
      curve(context, from, bend, { at: bend, width });
      from = null;
      continue;
    }
    // Through the middles between places, bent at each place: a smooth line.
    const after = toScreen(camera, next.at);
    const to: End = {
      at: [(bend[0] + after[0]) / 2, (bend[1] + after[1]) / 2],
      width: (width + widthOf(next)) / 2,
    };
    curve(context, from, bend, to);
    from = to;
  }
  context.lineCap = "butt";
}

/** Draws a curve whose width goes over from one end's to the other's, in steps that nobody sees. */
function curve(context: CanvasRenderingContext2D, from: End, bend: Point, to: End): void {
  const length = Math.hypot(to.at[0] - from.at[0], to.at[1] - from.at[1]);
  const steps = Math.min(MOST_STEPS, Math.max(1, Math.ceil(length / STEP)));
  let [x, y] = from.at;
  for (let step = 1; step <= steps; step++) {
    const part = step / steps;
    const along = (axis: 0 | 1) =>
      (1 - part) ** 2 * from.at[axis] +
      2 * part * (1 - part) * bend[axis] +
      part ** 2 * to.at[axis];
    context.lineWidth = from.width + (to.width - from.width) * part;
    context.beginPath();
    context.moveTo(x, y);
    [x, y] = [along(0), along(1)];
    context.lineTo(x, y);
    context.stroke();
  }
}
