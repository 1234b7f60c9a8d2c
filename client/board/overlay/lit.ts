/** The light around the shape to which a link or a search has led. */
import { toScreen } from "../camera.ts";
import type { Box } from "../geometry.ts";
import { LIT_MS, type Lit, litOf } from "../ways/lit.ts";
import type { OverlayKind } from "./part.ts";

/** CSS pixels between the shape and its light, and the light's width and corners. */
const GAP = 7;
const WIDTH = 3;
const RADIUS = 10;

/** The share of its time after which a light fades. */
const FADES_FROM = 0.6;

export const lit: OverlayKind = ({ editor }) => {
  const now = litOf(editor);
  const boxOf = ({ id, box }: Lit): Box | undefined =>
    id === undefined ? box : (editor.seen.get(id)?.box ?? undefined);
  return {
    above: 48,
    from: [{ subscribe: (listener) => glow(now, listener) }, editor.seen],
    isShown: () => now.get() !== null,
    paint({ context, camera, palette }) {
      const thing = now.get();
      const box = thing === null ? undefined : boxOf(thing);
      if (thing === null || box === undefined) return;
      const [left, top] = toScreen(camera, [box.minX, box.minY]);
      const [right, bottom] = toScreen(camera, [box.maxX, box.maxY]);
      const [width, height] = [right - left + 2 * GAP, bottom - top + 2 * GAP];
      context.strokeStyle = palette.select;
      const strength = strengthOf(thing);
      for (const [wide, share] of [
        [WIDTH * 3, 0.25],
        [WIDTH, 1],
      ] as const) {
        context.globalAlpha = strength * share;
        context.lineWidth = wide;
        context.beginPath();
        context.roundRect(left - GAP, top - GAP, width, height, RADIUS);
        context.stroke();
      }
      context.globalAlpha = 1;
    },
  };
};

function strengthOf({ since }: Lit): number {
  if (since === null) return 1;
  const passed = (performance.now() - since) / LIT_MS;
  return Math.max(0, Math.min(1, (1 - passed) / (1 - FADES_FROM)));
}

/** Tells of each frame in which a light that goes out is seen. */
function glow(now: ReturnType<typeof litOf>, listener: () => void): () => void {
  let frame = 0;
  const next = () => {
    const since = now.get()?.since ?? null;
    frame = since === null ? 0 : requestAnimationFrame(next);
    if (since !== null && performance.now() - since > LIT_MS) now.set(null);
    listener();
  };
  const stop = now.subscribe(() => {
    if (frame === 0) next();
  });
  return () => {
    cancelAnimationFrame(frame);
    stop();
  };
}
