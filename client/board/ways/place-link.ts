/** Links to a place, a shape or a frame: the fragments that name them. They stand beside the key of the room's link. */
import { type Anchor, anchorLink, readAnchorLink } from "../../../shared/board/anchor.ts";
import { isShapeId } from "../../../shared/board/place.ts";
import { MAX_COORDINATE } from "../../../shared/limits.ts";
import { MAX_ZOOM, MIN_ZOOM } from "../camera.ts";

/** The thing that a link leads to. */
export type LinkedPlace =
  | { readonly kind: "shape"; readonly anchor: Pick<Anchor, "shape" | "at"> }
  | { readonly kind: "frame"; readonly id: string }
  /** The middle of a view, in board units, and its zoom. */
  | { readonly kind: "place"; readonly x: number; readonly y: number; readonly zoom: number };

/** Reads what a link's fragment leads to; `null`: it names no place, or one that cannot be. */
export function readPlaceLink(fragment: string): LinkedPlace | null {
  const anchor = readAnchorLink(fragment);
  if (anchor !== null) return { kind: "shape", anchor };
  const parameters = new URLSearchParams(fragment.replace(/^#/, ""));
  const id = parameters.get("frame");
  if (isShapeId(id)) return { kind: "frame", id };
  const at = parameters.get("at")?.split(",") ?? [];
  if (at.length < 2 || at.length > 3 || at.some((number) => number.trim() === "")) return null;
  const [x = Number.NaN, y = Number.NaN, zoom = 1] = at.map(Number);
  if (![x, y].every((one) => Math.abs(one) <= MAX_COORDINATE) || !(zoom > 0)) return null;
  return { kind: "place", x, y, zoom: Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom)) };
}

/** Writes the address of a place in a room. `fragment` is that of the page, of which only the key stays. */
export function placeLink(
  origin: string,
  room: string,
  fragment: string,
  place: LinkedPlace,
): string {
  return `${origin}/room/${room}#${fragmentOf(fragment, place)}`;
}

/** Returns a fragment that leads to a place, with the key of another one. */
export function fragmentOf(fragment: string, place: LinkedPlace): string {
  const key = new URLSearchParams(fragment.replace(/^#/, "")).get("k");
  return [...(key === null ? [] : [`k=${encodeURIComponent(key)}`]), partOf(place)].join("&");
}

function partOf(place: LinkedPlace): string {
  switch (place.kind) {
    case "shape":
      return anchorLink(place.anchor);
    case "frame":
      return `frame=${encodeURIComponent(place.id)}`;
    case "place":
      return `at=${[Math.round(place.x), Math.round(place.y), precise(place.zoom)].join(",")}`;
  }
}

function precise(zoom: number): number {
  return Number(zoom.toPrecision(3));
}
