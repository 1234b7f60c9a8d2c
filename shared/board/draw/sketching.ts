/** Sketching: which shapes are drawn by hand, and the code for that, which is loaded when one first asks for it. */
import type { Dash, Finish } from "../style.ts";
import type { Path } from "./path.ts";

/** How far a sketched line may lie beside its path, in board units. */
const SKETCH_BLEED = 6;

/** Each of the two strokes is thinner than the one line whose place they take. */
const SKETCH_WIDTH = 0.78;

/** From farther away, a hand is not told from a ruler: device pixels of a board unit. */
const LEAST_DETAIL = 0.35;

/** Milliseconds until the code is asked for again, when it could not be loaded. */
const RETRY_MS = 5_000;

type Sketcher = typeof import("./sketch.ts");

/** The common part of shapes that may be sketched. */
interface Sketchable {
  readonly id: string;
  readonly finish: Finish;
  readonly dash: Dash;
}

let sketcher: Sketcher | null = null;
let loading: Promise<void> | null = null;
let failedAt = Number.NEGATIVE_INFINITY;
const waiting = new Set<() => void>();

/** By shape: those that rest stay the same object. */
const sketches = new WeakMap<Sketchable, Path>();

/** Loads the code that makes sketches. A program that draws a file waits for it; a page draws again when it is there. */
export function loadSketcher(): Promise<void> {
  loading ??= import("./sketch.ts").then((loaded) => {
    sketcher = loaded;
    for (const listener of waiting) listener();
  });
  return loading;
}

/** Calls back when sketches can be drawn, from which on they are. */
export function onSketcher(listener: () => void): () => void {
  waiting.add(listener);
  return () => waiting.delete(listener);
}

/**
 * The path along which a shape's line is drawn: a hand's, or the shape's own.
 * Until the code is loaded, it is the shape's own.
 */
export function linePathOf(shape: Sketchable, path: Path, detail: number): Path {
  if (shape.finish === "neat" || detail < LEAST_DETAIL) return path;
  if (sketcher === null) {
    ask();
    return path;
  }
  let made = sketches.get(shape);
  if (made === undefined) {
    // Pieces and dots of two strokes would fill each other's gaps.
    made = sketcher.sketch(path, sketcher.seedOf(shape.id), shape.dash === "solid" ? 2 : 1);
    sketches.set(shape, made);
  }
  return made;
}

/** How far a shape's line may lie beside its path, in board units. */
export function sketchBleed({ finish }: Sketchable): number {
  return finish === "neat" ? 0 : SKETCH_BLEED;
}

/** The width of a shape's line along such a path. */
export function lineWidthOf(shape: Sketchable, path: Path, own: Path, width: number): number {
  return path === own || shape.dash !== "solid" ? width : width * SKETCH_WIDTH;
}

function ask(): void {
  const now = Date.now();
  if (loading !== null || now - failedAt < RETRY_MS) return;
  loadSketcher().catch((error: unknown) => {
    // Offline: shapes keep their plain lines, and a later painting asks again.
    loading = null;
    failedAt = Date.now();
    console.warn("Sketched lines cannot be drawn for now.", error);
  });
}
