import { dashesOf } from "../../../shared/board/draw/dashes.ts";
import type { Dash } from "../../../shared/board/style.ts";

/** More dashes than this in one line are drawn as a whole line: nobody sees them, and they take seconds. */
const MOST_DASHES = 20_000;

/** Dashes that repeat in fewer device pixels than this run together anyway. */
const LEAST_PERIOD = 2.5;

/** A canvas context that sets a style only when it is another than before. */
export class Brush {
  readonly context: CanvasRenderingContext2D;
  private fillStyle = "";
  private strokeStyle = "";
  private lineWidth = -1;
  private alpha = -1;
  private dashes = "";
  private font = "";
  private rtl = false;

  constructor(context: CanvasRenderingContext2D) {
    this.context = context;
    this.reset();
  }

  /** Call it when the context has been resized or restored: its style is unknown then. */
  reset(): void {
    this.fillStyle = "";
    this.strokeStyle = "";
    this.lineWidth = -1;
    this.alpha = -1;
    this.font = "";
    this.rtl = false;
    this.dashes = "";
    this.context.setLineDash([]);
    this.context.lineCap = "round";
    this.context.lineJoin = "round";
    this.context.textBaseline = "alphabetic";
    this.context.textAlign = "left";
    this.context.direction = "ltr";
    this.context.textRendering = "geometricPrecision";
  }

  opacity(alpha: number): void {
    if (alpha === this.alpha) return;
    this.alpha = alpha;
    this.context.globalAlpha = alpha;
  }

  fill(color: string): void {
    if (color === this.fillStyle) return;
    this.fillStyle = color;
    this.context.fillStyle = color;
  }

  stroke(color: string, width: number): void {
    if (color !== this.strokeStyle) {
      this.strokeStyle = color;
      this.context.strokeStyle = color;
    }
    if (width !== this.lineWidth) {
      this.lineWidth = width;
      this.context.lineWidth = width;
    }
  }

  /** Dashes for a line of this width and length, in board units, at a scale. */
  dash(dash: Dash, width: number, length: number, scale: number): void {
    const dashes = dashesOf(dash, width);
    const period = dashes === null ? 0 : dashes[0] + dashes[1];
    const whole = dashes === null || period * scale < LEAST_PERIOD || length / period > MOST_DASHES;
    const key = whole ? "" : `${dash} ${width}`;
    if (key === this.dashes) return;
    this.dashes = key;
    this.context.setLineDash(whole ? [] : [...dashes]);
  }

  text(font: string, rtl: boolean): void {
    if (font !== this.font) {
      this.font = font;
      this.context.font = font;
    }
    if (rtl !== this.rtl) {
      this.rtl = rtl;
      this.context.direction = rtl ? "rtl" : "ltr";
      this.context.textAlign = rtl ? "right" : "left";
    }
  }
}
