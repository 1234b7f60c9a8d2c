/** The picture of all shapes on the minimap, as boxes. It is painted in slices while nothing else is to do. */
import { fillColor, PALETTES, type Theme } from "../../../shared/board/draw/palette.ts";
import type { Shape } from "../../../shared/board/shape.ts";
import type { Editor } from "../editor.ts";
import type { Box } from "../geometry.ts";
import type { Placed } from "../scene/scene.ts";

/** Milliseconds after a change until the picture is made anew: a drag on another screen changes the board all the time. */
const CALM_MS = 400;

/** Milliseconds of one slice, and shapes between two looks at the clock. */
const SLICE_MS = 4;
const STRIDE = 100;

/** Pixels of a shape that would be too small to see. */
const LEAST = 1.5;

/** A part of a canvas's context. */
export type MapPen = Pick<
  CanvasRenderingContext2D,
  "clearRect" | "fillRect" | "strokeRect" | "fillStyle" | "strokeStyle" | "globalAlpha"
>;

/** Where a picture of so many pixels is painted. */
export interface MapSheet<Image> {
  readonly pen: MapPen;
  readonly image: Image;
}

export interface MapPictureOptions<Image> {
  readonly editor: Editor;
  /** The pixels of a picture. */
  readonly size: { readonly width: number; readonly height: number };
  makeSheet(): MapSheet<Image>;
  /** Calls when there is nothing else to do. Returns the function that takes this back. */
  whenIdle(work: () => void): () => void;
  /** A new picture is there. */
  onNew(): void;
}

/** Keeps the picture up to date, at most once in a moment. */
export class MapPicture<Image> {
  /** The newest picture, and the part of the board that it shows; null: nothing is drawn. */
  current: { readonly image: Image; readonly box: Box } | null = null;
  readonly #options: MapPictureOptions<Image>;
  readonly #stop: () => void;
  #theme: Theme;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #giveUp: (() => void) | null = null;

  constructor(options: MapPictureOptions<Image>, theme: Theme) {
    this.#options = options;
    this.#theme = theme;
    this.#stop = options.editor.scene.subscribe(() => {
      // A picture that is being painted may be old already: the timer brings the next one.
      this.#timer ??= setTimeout(this.#begin, CALM_MS);
    });
    this.#begin();
  }

  setTheme(theme: Theme): void {
    if (theme === this.#theme) return;
    this.#theme = theme;
    this.#begin();
  }

  destroy(): void {
    clearTimeout(this.#timer);
    this.#giveUp?.();
    this.#stop();
  }

  readonly #begin = (): void => {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#giveUp?.();
    const { editor, size, makeSheet, onNew } = this.#options;
    const box = editor.scene.bounds();
    if (box === null) {
      this.#giveUp = null;
      this.current = null;
      onNew();
      return;
    }
    const placed = editor.scene.placedIn();
    const { pen, image } = makeSheet();
    const scale = {
      x: size.width / Math.max(box.maxX - box.minX, 1e-6),
      y: size.height / Math.max(box.maxY - box.minY, 1e-6),
    };
    let at = 0;
    const paint = () => {
      const until = performance.now() + SLICE_MS;
      while (at < placed.length) {
        const end = Math.min(placed.length, at + STRIDE);
        for (; at < end; at++) {
          const one = placed[at];
          if (one !== undefined) paintBox(pen, one, box, scale, this.#theme);
        }
        if (performance.now() >= until && at < placed.length) {
          this.#giveUp = this.#options.whenIdle(paint);
          return;
        }
      }
      this.#giveUp = null;
      this.current = { image, box };
      onNew();
    };
    this.#giveUp = this.#options.whenIdle(paint);
  };
}

function paintBox(
  pen: MapPen,
  { shape, box }: Placed,
  all: Box,
  scale: { readonly x: number; readonly y: number },
  theme: Theme,
): void {
  const left = (box.minX - all.minX) * scale.x;
  const top = (box.minY - all.minY) * scale.y;
  const width = Math.max(LEAST, (box.maxX - box.minX) * scale.x);
  const height = Math.max(LEAST, (box.maxY - box.minY) * scale.y);
  const { color, alpha } = inkOf(shape, theme);
  pen.fillStyle = color;
  pen.globalAlpha = alpha;
  pen.fillRect(left, top, width, height);
}

/** The colour of a shape's box: that of its inside, else its line's, lighter. */
function inkOf(shape: Shape, theme: Theme): { readonly color: string; readonly alpha: number } {
  const palette = PALETTES[theme];
  if (shape.type === "frame") return { color: palette.sheetEdge, alpha: 0.3 };
  const fill = "fill" in shape ? fillColor(palette, shape.fill, "solid") : null;
  if (fill !== null) return { color: fill, alpha: 0.9 };
  return { color: palette.stroke[shape.stroke], alpha: 0.4 };
}
