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

  clear(): void {
    this.brush.context.setTransform(1, 0, 0, 1, 0, 0);
    this.brush.context.clearRect(0, 0, this.canvas.width, this.canvas.height);
  }

  destroy(): void {
    this.canvas.remove();
  }
}
