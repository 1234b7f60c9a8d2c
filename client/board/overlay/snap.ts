/** The guides of what has snapped: lines through sides and middles, and the gaps that are equal. */
import { toScreen } from "../camera.ts";
import type { Guide } from "../snap/snap.ts";
import type { OverlayKind } from "./part.ts";
import type { ScreenPen } from "./screen-pen.ts";

/** Half the length of the strokes that end a gap, in CSS pixels. */
const TICK = 4;

export const snapGuides: OverlayKind = ({ editor }) => ({
  above: 40,
  from: [editor.hand.guides],
  isShown: () => editor.hand.guides.get().length > 0,
  paint(pen) {
    pen.line(pen.palette.select, 1);
    pen.context.beginPath();
    for (const guide of editor.hand.guides.get()) {
      if (guide.kind === "line") traceLine(pen, guide);
      else traceGap(pen, guide);
    }
    pen.context.stroke();
  },
});

function traceLine(pen: ScreenPen, { axis, at, from, to }: Guide): void {
  const ends = axis === 0 ? ([at, from, at, to] as const) : ([from, at, to, at] as const);
  trace(
    pen,
    axis === 0,
    toScreen(pen.camera, [ends[0], ends[1]]),
    toScreen(pen.camera, [ends[2], ends[3]]),
  );
}

function traceGap(pen: ScreenPen, { axis, at, from, to }: Guide): void {
  const point = (along: number) => toScreen(pen.camera, axis === 0 ? [along, at] : [at, along]);
  const [start, end] = [point(from), point(to)];
  trace(pen, axis === 1, start, end);
  for (const [x, y] of [start, end]) {
    if (axis === 0) trace(pen, true, [x, y - TICK], [x, y + TICK]);
    else trace(pen, false, [x - TICK, y], [x + TICK, y]);
  }
}

/** A crisp line that is upright or level. */
function trace(
  pen: ScreenPen,
  isUpright: boolean,
  from: readonly [number, number],
  to: readonly [number, number],
): void {
  const { context } = pen;
  if (isUpright) {
    context.moveTo(pen.crisp(from[0]), from[1]);
    context.lineTo(pen.crisp(to[0]), to[1]);
  } else {
    context.moveTo(from[0], pen.crisp(from[1]));
    context.lineTo(to[0], pen.crisp(to[1]));
  }
}
