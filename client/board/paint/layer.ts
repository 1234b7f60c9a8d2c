import { Brush } from "./brush.ts";

/** One of the canvases that lie on each other. */
export class Layer {
  readonly canvas: HTMLCanvasElement;
  readonly brush: Brush;

  constructor(host: HTMLElement) {
    this.canvas = document.createElement("canvas");
    this.canvas.setAttribute("aria-hidden", "true");
    Object.assign(this.canvas.style, {
      position: "absolute",
      left: "0",
      top: "0",
      transformOrigin: "0 0",
      pointerEvents: "none",
    });
    const context = this.canvas.getContext("2d");
    if (context === null) throw new Error("this browser gives no 2d canvas");
    host.append(this.canvas);
    this.brush = new Brush(context);
  }

  /** Makes it so many CSS pixels large; the picture is gone then. */
  resize(width: number, height: number, pixelRatio: number): void {
    this.canvas.width = Math.round(width * pixelRatio);
    this.canvas.height = Math.round(height * pixelRatio);
    this.canvas.style.width = `${width}px`;
    this.canvas.style.height = `${height}px`;
    this.brush.reset();
  }

  show(visible: boolean): void {
    this.canvas.style.visibility = visible ? "visible" : "hidden";
  }

  /** Another layer of the same host covers this one from now on. */
  putBelow(other: Layer): void {
    const { canvas } = other;
    if (canvas.previousSibling !== this.canvas) canvas.before(this.canvas);
  }

  /** Shows the picture elsewhere and in another size, in CSS pixels, as it stands: nothing is painted. */
  stretch(scale: number, left: number, top: number): void {
    this.canvas.style.transform = `matrix(${scale}, 0, 0, ${scale}, ${left}, ${top})`;
  }

  /** Shows the picture as it is again. */
  unstretch(): void {
    this.canvas.style.transform = "";
  }

  clear(): void {
    this.brush.context.setTransform(1, 0, 0, 1, 0, 0);
    this.brush.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  destroy(): void {
    this.canvas.remove();
  }
}
