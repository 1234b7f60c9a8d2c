/** Counts what becomes another thing in a drawing of Excalidraw, before one is made. */
import { hasText } from "../../../../shared/board/kinds.ts";
import type { Shape } from "../../../../shared/board/shape.ts";
import type { Sliced } from "../../files/slices.ts";
import type { Placed } from "../../scene/scene.ts";
import type { Loss } from "./element.ts";
import { losesFormats } from "./words.ts";

/** Shapes between two pauses. */
const STRETCH = 100;

const FIGURES: ReadonlySet<Shape["type"]> = new Set([
  ...(["triangle", "hexagon", "cylinder", "cloud", "star", "callout"] as const),
]);

/** Counts the losses of shapes. `hasImage`: whether the image of one could be had. */
export function* lossesOf(
  shapes: readonly Placed[],
  hasImage: (asset: string) => boolean,
): Sliced<ReadonlyMap<Loss, number>> {
  const counts = new Map<Loss, number>();
  const note = (loss: Loss) => counts.set(loss, (counts.get(loss) ?? 0) + 1);
  for (const [at, { shape }] of shapes.entries()) {
    if (at % STRETCH === 0) yield at / shapes.length;
    if (shape.type === "note") note("note");
    if (shape.type === "link") note("card");
    if (FIGURES.has(shape.type)) note("figure");
    if (shape.type === "ink" && shape.nib === "marker") note("marker");
    if (shape.type === "image" && !hasImage(shape.asset)) note("image");
    if (!hasText(shape) || shape.text.length === 0) continue;
    if (losesFormats(shape)) note("formats");
    if (shape.font === "serif") note("font");
  }
  return counts;
}
