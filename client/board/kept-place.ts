/** The place and zoom of each room's board, as this browser keeps them. */
import * as v from "valibot";
import { MAX_COORDINATE } from "../../shared/limits.ts";
import type { KeptValues } from "../ui/storage.ts";
import { type Camera, MAX_ZOOM, MIN_ZOOM } from "./camera.ts";
import type { Editor } from "./editor.ts";

const KEY = "stoa.places";

/** Rooms whose place is kept; the one not looked at for longest is forgotten first. Each takes about 80 bytes. */
const MOST_ROOMS = 100;

/** Milliseconds of rest after which a new place is written. */
const REST_MS = 400;

const coordinate = v.pipe(v.number(), v.minValue(-MAX_COORDINATE), v.maxValue(MAX_COORDINATE));

const placeSchema = v.object({
  room: v.string(),
  x: coordinate,
  y: coordinate,
  zoom: v.pipe(v.number(), v.minValue(MIN_ZOOM), v.maxValue(MAX_ZOOM)),
});

/** An entry that cannot be read is left out; the rest stays. */
const placesSchema = v.pipe(
  v.array(v.fallback(v.nullable(placeSchema), null)),
  v.transform((places) => places.filter((place) => place !== null)),
);

/** Returns the place and zoom at which this browser left a room's board; `null`: it was never there. */
export function keptPlace(room: string, kept: KeptValues): Camera | null {
  const place = kept.read(KEY, placesSchema)?.find((one) => one.room === room);
  return place === undefined ? null : { x: place.x, y: place.y, zoom: place.zoom };
}

/** Keeps the place and zoom of a room's board. */
export function keepPlace(room: string, { x, y, zoom }: Camera, kept: KeptValues): void {
  const others = (kept.read(KEY, placesSchema) ?? []).filter((one) => one.room !== room);
  kept.write(KEY, [{ room, x, y, zoom }, ...others].slice(0, MOST_ROOMS));
}

/** Keeps the editor's place and zoom from now on: when the board rests, and when it is left. */
export function followPlace(editor: Editor, room: string, kept: KeptValues): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let written: Camera | null = null;
  const write = () => {
    clearTimeout(timer);
    timer = undefined;
    const camera = editor.view.camera.get();
    if (camera === written) return;
    written = camera;
    keepPlace(room, camera, kept);
  };
  const writeSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(write, REST_MS);
  };
  const leave = () => {
    // An empty board that was never moved is no place: what comes later is shown as on a first visit.
    if (timer !== undefined || editor.scene.count > 0) write();
  };
  const hide = () => {
    if (document.visibilityState === "hidden") leave();
  };
  const stop = editor.view.camera.subscribe(writeSoon);
  window.addEventListener("pagehide", leave);
  document.addEventListener("visibilitychange", hide);
  return () => {
    stop();
    window.removeEventListener("pagehide", leave);
    document.removeEventListener("visibilitychange", hide);
    leave();
  };
}
