/** Elements of Excalidraw: the fields that all have, and the things that become others on the way. */
import { PALETTES } from "../../../../shared/board/draw/palette.ts";
import type { Shape } from "../../../../shared/board/shape.ts";
import { LINE_WIDTH, type Width } from "../../../../shared/board/style.ts";

/** An element as it is written. */
export type Element = Record<string, unknown>;

/** Everything that becomes another thing than it was, or is left out. */
export type Loss = "note" | "figure" | "card" | "marker" | "formats" | "font" | "image";

/** Excalidraw turns its colours itself where it is dark. */
export const LIGHT = PALETTES.light;

/**
 * Widths of its lines, and of its strokes, by those of ours: our import takes them for the same. A stroke there is half
 * as thick again as its number says.
 */
const STROKES: Readonly<Record<Width, number>> = { s: 1, m: 2, l: 4, xl: 8 };
export const PENS: Readonly<Record<Width, number>> = { s: 0.35, m: 0.75, l: 1.5, xl: 3 };

/** How the corners of an element are round: by a share of its side, or by a fixed radius. */
export const ROUND = { share: { type: 2 }, fixed: { type: 3 } } as const;

/** The place of an element among others. */
export interface Standing {
  readonly groups: readonly string[];
  /** The frame around it. */
  readonly frame: string | null;
}

/** The place and size of an element, as Excalidraw names them. */
export function boxOfElement(
  [x, y]: readonly [number, number],
  [width, height]: readonly [number, number],
) {
  return { x, y, width, height };
}

/** The fields that all elements have. Those of its own follow. */
export function elementOf(type: string, shape: Shape, standing: Standing, own: Element): Element {
  const { id, xy, size, angle, opacity, stroke, width, locked, at } = shape;
  const sketched = "finish" in shape && shape.finish === "sketched";
  return {
    id,
    type,
    ...boxOfElement(xy, size),
    angle,
    strokeColor: LIGHT.stroke[stroke],
    backgroundColor: "transparent",
    fillStyle: "solid",
    strokeWidth: STROKES[width] ?? LINE_WIDTH.m,
    strokeStyle: "dash" in shape ? shape.dash : "solid",
    roughness: sketched ? 1 : 0,
    opacity: Math.round(opacity * 100),
    groupIds: [...standing.groups],
    frameId: standing.frame,
    roundness: null,
    seed: seedOf(id),
    version: 1,
    versionNonce: 0,
    isDeleted: false,
    boundElements: [] as Element[],
    updated: at || 1,
    link: null,
    locked,
    ...own,
  };
}

/** The number by which Excalidraw draws an element by hand: always the same for a shape. */
function seedOf(id: string): number {
  let seed = 7;
  for (const letter of id) seed = (seed * 31 + letter.charCodeAt(0)) % 2 ** 31;
  return seed || 1;
}
