/** The arrival by a link that leads to a place of the board. */
import { anchoredPoint } from "../../../shared/board/anchor.ts";
import type { ReadableStore } from "../../ui/store.ts";
import { boardWords } from "../../words/board-words.ts";
import { type Camera, fitBox } from "../camera.ts";
import type { Editor } from "../editor.ts";
import type { Box } from "../geometry.ts";
import { cameraFor, glideTo } from "./glide.ts";
import { light } from "./lit.ts";
import { fragmentOf, type LinkedPlace, readPlaceLink } from "./place-link.ts";

/** Returns the link to what is selected, or to the view. */
export function linkedHere(editor: Editor): LinkedPlace {
  const [shape, second] = editor.selection.shapes();
  if (shape !== undefined && second === undefined) {
    if (shape.type === "frame") return { kind: "frame", id: shape.id };
    return { kind: "shape", anchor: { shape: shape.id, at: [0.5, 0.5] } };
  }
  const bounds = editor.scene.bounds(editor.selection.get());
  return placeOf(editor, bounds === null ? editor.view.camera.get() : cameraFor(editor, bounds));
}

/** Returns the middle of what a camera shows beside the islands. */
function placeOf(editor: Editor, { x, y, zoom }: Camera): LinkedPlace {
  const [middleX, middleY] = editor.view.freeMiddle();
  return { kind: "place", x: x + middleX / zoom, y: y + middleY / zoom, zoom };
}

/**
 * Leads to where the page's address says, now and whenever it says something else. `isWhole`: is all that the room has
 * in the document? A shape that is missing then is gone, and the user is told so. Returns the function that ends this.
 */
export function followPlaceLinks(editor: Editor, isWhole: ReadableStore<boolean>): () => void {
  let stopWaiting: () => void = () => undefined;
  const go = (show: (camera: Camera) => void) => {
    stopWaiting();
    const place = readPlaceLink(location.hash);
    if (place !== null) stopWaiting = arrive(editor, place, isWhole, show);
  };
  const onChange = () => go((camera) => glideTo(editor, camera));
  addEventListener("hashchange", onChange);
  go((camera) => editor.view.camera.set(camera));
  return () => {
    removeEventListener("hashchange", onChange);
    stopWaiting();
  };
}

/** Goes to where an address leads, if that is a place of this very room; else `false`. The key of the page stays. */
export function followInside(address: string): boolean {
  const url = URL.parse(address);
  const place = url === null ? null : readPlaceLink(url.hash);
  if (url === null || place === null || url.origin !== location.origin) return false;
  const roomOf = (path: string) => /^\/(?:room|embed)\/([^/]+)\/?$/.exec(path)?.[1];
  const room = roomOf(location.pathname);
  if (room === undefined || roomOf(url.pathname) !== room) return false;
  const fragment = fragmentOf(location.hash, place);
  // The same address again is no change, but asks for the same journey.
  if (location.hash === `#${fragment}`) dispatchEvent(new HashChangeEvent("hashchange"));
  else location.hash = fragment;
  return true;
}

/** Leads to a place as soon as it is known where that is. Returns the function that gives it up. */
export function arrive(
  editor: Editor,
  place: LinkedPlace,
  isWhole: ReadableStore<boolean>,
  show: (camera: Camera) => void,
): () => void {
  const stops: (() => void)[] = [];
  const end = () => {
    for (const stop of stops.splice(0)) stop();
  };
  const look = () => {
    const { width, height } = editor.view.viewport.get();
    if (width === 0 || height === 0) return;
    const camera = cameraOf(editor, place);
    if (camera === null && !isWhole.get()) return;
    end();
    if (camera !== null) {
      show(camera);
      const id = idOf(place);
      if (id !== null) light(editor, id);
    } else editor.page.say(boardWords.places.gone[place.kind === "frame" ? "frame" : "shape"]);
  };
  stops.push(
    editor.scene.subscribe(look),
    editor.view.viewport.subscribe(look),
    isWhole.subscribe(look),
  );
  look();
  return end;
}

function idOf(place: LinkedPlace): string | null {
  if (place.kind === "place") return null;
  return place.kind === "frame" ? place.id : place.anchor.shape;
}

/** Returns the camera that shows a place; `null`: its shape is not on the board. */
function cameraOf(editor: Editor, place: LinkedPlace): Camera | null {
  if (place.kind === "place") {
    const box = { minX: place.x, minY: place.y, maxX: place.x, maxY: place.y };
    return fitBox(box, editor.view.viewport.get(), editor.view.insets.get(), place.zoom);
  }
  if (place.kind === "frame") {
    const box = editor.scene.boxOf(place.id);
    return box === undefined
      ? null
      : fitBox(box, editor.view.viewport.get(), editor.view.insets.get());
  }
  const shape = editor.scene.get(place.anchor.shape);
  const box = editor.scene.boxOf(place.anchor.shape);
  if (shape === undefined || box === undefined) return null;
  const camera = cameraFor(editor, box);
  const [u, v] = place.anchor.at;
  // Of a shape that is larger than the view, the link may mean one point.
  if (camera.zoom >= 0.5 || (u === 0.5 && v === 0.5)) return camera;
  const [x, y] = anchoredPoint(place.anchor, shape);
  const point: Box = { minX: x, minY: y, maxX: x, maxY: y };
  return fitBox(point, editor.view.viewport.get(), editor.view.insets.get(), 0.5);
}
