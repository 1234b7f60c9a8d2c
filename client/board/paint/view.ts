import type { Palette } from "../../../shared/board/draw/palette.ts";
import type { Camera } from "../camera.ts";
import type { Box } from "../geometry.ts";
import type { ImageSource } from "../images/source.ts";

/** How a layer sees the board: device = origin + board × scale. */
export interface View {
  /** Device pixels of a board unit. */
  readonly scale: number;
  /** Where the board's origin lies, in whole device pixels, so that panning shifts whole pixels. */
  readonly originX: number;
  readonly originY: number;
  readonly pixelRatio: number;
  readonly palette: Palette;
  /** The initials of a person by public id; `null`: nobody here knows them. */
  readonly initialsOf: (id: string) => string | null;
  /** The images of the room; `null`: there are none here. */
  readonly images: ImageSource | null;
  /** The user's own public id; empty until the room has said it. */
  readonly me: string;
}

/** A rectangle of device pixels. */
export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** So many regions are painted one by one; more are joined to these. */
const MOST_REGIONS = 8;

/** Two regions become one when that adds no more than this share of their pixels. */
const CHEAP = 0.3;

/** Smoothed edges reach a pixel beyond what they belong to. */
const BLEED = 2;

export function viewOf(
  camera: Camera,
  pixelRatio: number,
  palette: Palette,
  initialsOf: View["initialsOf"] = () => null,
  images: ImageSource | null = null,
  me = "",
): View {
  const scale = camera.zoom * pixelRatio;
  return {
    scale,
    originX: Math.round(-camera.x * scale),
    originY: Math.round(-camera.y * scale),
    pixelRatio,
    palette,
    initialsOf,
    images,
    me,
  };
}

/** Two scales are one while they differ by less than so many pixels at the far side of the picture. */
const SAME_SCALE = 0.1;

/**
 * A view in the scale of a picture, when nobody could see the difference. After a zoom out and in again the two differ
 * in their last digits, and the picture needs no painting.
 */
export function inScaleOf(painted: View, view: View, width: number, height: number): View {
  const { scale } = painted;
  const off = Math.abs(view.scale / scale - 1) * Math.max(width, height);
  return view.scale !== scale && off < SAME_SCALE ? { ...view, scale } : view;
}

/** The part of the board under a region. */
export function boardBox(region: Region, view: View): Box {
  return {
    minX: (region.x - BLEED - view.originX) / view.scale,
    minY: (region.y - BLEED - view.originY) / view.scale,
    maxX: (region.x + region.width + BLEED - view.originX) / view.scale,
    maxY: (region.y + region.height + BLEED - view.originY) / view.scale,
  };
}

/** The pixels of a layer that a box of the board may touch; `null` when it is out of sight. */
export function regionOf(box: Box, view: View, width: number, height: number): Region | null {
  const left = Math.max(0, Math.floor(box.minX * view.scale + view.originX) - BLEED);
  const top = Math.max(0, Math.floor(box.minY * view.scale + view.originY) - BLEED);
  const right = Math.min(width, Math.ceil(box.maxX * view.scale + view.originX) + BLEED);
  const bottom = Math.min(height, Math.ceil(box.maxY * view.scale + view.originY) + BLEED);
  if (right <= left || bottom <= top) return null;
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** The rest of a layer around the part of its picture that is kept: `kept` may reach beyond it. */
export function uncovered(kept: Region, width: number, height: number): Region[] {
  const all = { x: 0, y: 0, width, height };
  const left = Math.max(0, Math.ceil(kept.x));
  const top = Math.max(0, Math.ceil(kept.y));
  const right = Math.min(width, Math.floor(kept.x + kept.width));
  const bottom = Math.min(height, Math.floor(kept.y + kept.height));
  if (right <= left || bottom <= top) return [all];
  return ringAround({ x: left, y: top, width: right - left, height: bottom - top }, all);
}

/** The rest of `outer` around `inner`, which lies in it. */
export function ringAround(inner: Region, outer: Region): Region[] {
  const right = inner.x + inner.width;
  const bottom = inner.y + inner.height;
  const outerBottom = outer.y + outer.height;
  const around = [
    { x: outer.x, y: outer.y, width: outer.width, height: inner.y - outer.y },
    { x: outer.x, y: bottom, width: outer.width, height: outerBottom - bottom },
    { x: outer.x, y: inner.y, width: inner.x - outer.x, height: inner.height },
    { x: right, y: inner.y, width: outer.x + outer.width - right, height: inner.height },
  ];
  return around.filter((region) => region.width > 0 && region.height > 0);
}

/** The smallest region around both. */
export function regionAround(a: Region, b: Region): Region {
  const x = Math.min(a.x, b.x);
  const y = Math.min(a.y, b.y);
  return {
    x,
    y,
    width: Math.max(a.x + a.width, b.x + b.width) - x,
    height: Math.max(a.y + a.height, b.y + b.height) - y,
  };
}

/** Do the two have a pixel in common? */
export function touchesRegion(a: Region, b: Region): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Does `outer` hold all of `inner`? */
export function holdsRegion(outer: Region, inner: Region): boolean {
  return (
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}

/** Where the picture that was painted for one view lies in another one. */
export function pictureIn(view: View, painted: View, width: number, height: number): Region {
  const ratio = view.scale / painted.scale;
  return {
    x: view.originX - painted.originX * ratio,
    y: view.originY - painted.originY * ratio,
    width: width * ratio,
    height: height * ratio,
  };
}

/** A few regions that hold all of these, and not much besides. */
export function fewRegions(regions: readonly Region[]): readonly Region[] {
  const few: Region[] = [];
  for (const region of regions) {
    let whole = region;
    for (let near = nearest(few, whole); near !== null; near = nearest(few, whole)) {
      const isCheap = near.waste <= CHEAP * (areaOf(whole) + areaOf(near.region));
      if (!isCheap && few.length < MOST_REGIONS) break;
      whole = regionAround(whole, near.region);
      few.splice(near.at, 1);
    }
    few.push(whole);
  }
  return few;
}

/** The one that holds the least besides when it becomes one with `region`. */
function nearest(
  few: readonly Region[],
  region: Region,
): { readonly at: number; readonly region: Region; readonly waste: number } | null {
  let best: ReturnType<typeof nearest> = null;
  for (const [at, other] of few.entries()) {
    const waste = areaOf(regionAround(region, other)) - areaOf(region) - areaOf(other);
    if (best === null || waste < best.waste) best = { at, region: other, waste };
  }
  return best;
}

function areaOf({ width, height }: Region): number {
  return width * height;
}
