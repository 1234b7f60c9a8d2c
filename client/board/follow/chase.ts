/** The way of my view after another person's: smooth, though their views come some times a second. */
import { wantsStillness } from "../../ui/media.ts";
import type { Camera } from "../camera.ts";
import type { Editor } from "../editor.ts";
import type { Box } from "../geometry.ts";
import { between, cameraOn } from "../ways/glide.ts";

/** Milliseconds in which two thirds of the way are gone: about two reports of a usual room. */
const CATCH_UP_MS = 80;

/** The longest frame that counts, in milliseconds: after a pause the view still goes, and does not jump. */
const LONGEST_MS = 100;

/** CSS pixels, and the share of the zoom, that nobody sees. */
const NEAR = { pixels: 0.25, zoom: 0.001 } as const;

/** Brings the view to a box that moves. */
export class Chase {
  readonly #editor: Editor;
  readonly #onMoved: () => void;
  readonly #stops: readonly (() => void)[];
  #goal: Box | null = null;
  /** The camera as it was set here last: any other one is the user's. */
  #mine: Camera;
  #frame = 0;
  #at = 0;

  /** `onMoved` is called when something else has moved the view. The chase is over then. */
  constructor(editor: Editor, onMoved: () => void) {
    this.#editor = editor;
    this.#onMoved = onMoved;
    const { camera, viewport, insets } = editor.view;
    this.#mine = camera.get();
    this.#stops = [
      camera.subscribe(() => {
        if (camera.get() !== this.#mine) this.#onMoved();
      }),
      viewport.subscribe(() => this.#run()),
      insets.subscribe(() => this.#run()),
    ];
  }

  /** The other person's view is there now. All of it will be in view. */
  to(box: Box): void {
    this.#goal = box;
    this.#run();
  }

  end(): void {
    cancelAnimationFrame(this.#frame);
    for (const stop of this.#stops) stop();
  }

  #run(): void {
    if (this.#goal === null || this.#frame !== 0) return;
    this.#at = performance.now();
    this.#frame = requestAnimationFrame(this.#step);
  }

  readonly #step = (): void => {
    this.#frame = 0;
    if (this.#goal === null) return;
    const { camera, viewport } = this.#editor.view;
    const now = performance.now();
    const passed = Math.min(LONGEST_MS, Math.max(1, now - this.#at));
    this.#at = now;
    const from = camera.get();
    const to = cameraOn(this.#editor, this.#goal);
    const share = wantsStillness() || isNear(from, to) ? 1 : 1 - Math.exp(-passed / CATCH_UP_MS);
    const next = share === 1 ? to : between(from, to, viewport.get(), share);
    if (share < 1) this.#frame = requestAnimationFrame(this.#step);
    if (share === 1 && from.x === to.x && from.y === to.y && from.zoom === to.zoom) return;
    this.#mine = next;
    camera.set(next);
  };
}

function isNear(from: Camera, to: Camera): boolean {
  return (
    Math.abs(from.zoom / to.zoom - 1) < NEAR.zoom &&
    Math.max(Math.abs(from.x - to.x), Math.abs(from.y - to.y)) * to.zoom < NEAR.pixels
  );
}
