/** Paths in PDF: straight lines and cubic curves, of which all others are made. */
import type { PDFOperator } from "@cantoo/pdf-lib";
import { appendBezierCurve, closePath, lineTo, moveTo } from "@cantoo/pdf-lib";
import type { Path, PathSink } from "../../../shared/board/draw/path.ts";

/** How far the handles of a quarter of a circle reach, as a share of its radius. */
const ROUND = 0.5523;

/** Returns the steps of a path. */
export function pdfSteps(path: Path): PDFOperator[] {
  const sink = new PdfSink();
  path.trace(sink);
  return sink.steps;
}

class PdfSink implements PathSink {
  readonly steps: PDFOperator[] = [];
  #x = 0;
  #y = 0;

  moveTo(x: number, y: number): void {
    this.steps.push(moveTo(x, y));
    this.#at(x, y);
  }

  lineTo(x: number, y: number): void {
    this.steps.push(lineTo(x, y));
    this.#at(x, y);
  }

  quadraticCurveTo(controlX: number, controlY: number, x: number, y: number): void {
    const third = (from: number, control: number) => from + (2 / 3) * (control - from);
    this.#curve(
      third(this.#x, controlX),
      third(this.#y, controlY),
      third(x, controlX),
      third(y, controlY),
      x,
      y,
    );
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.moveTo(x, y);
    this.lineTo(x + width, y);
    this.lineTo(x + width, y + height);
    this.lineTo(x, y + height);
    this.closePath();
  }

  roundRect(x: number, y: number, width: number, height: number, radius: number): void {
    const [right, bottom] = [x + width, y + height];
    const k = radius * (1 - ROUND);
    this.moveTo(x + radius, y);
    this.lineTo(right - radius, y);
    this.#curve(right - k, y, right, y + k, right, y + radius);
    this.lineTo(right, bottom - radius);
    this.#curve(right, bottom - k, right - k, bottom, right - radius, bottom);
    this.lineTo(x + radius, bottom);
    this.#curve(x + k, bottom, x, bottom - k, x, bottom - radius);
    this.lineTo(x, y + radius);
    this.#curve(x, y + k, x + k, y, x + radius, y);
    this.closePath();
  }

  ellipse(x: number, y: number, radiusX: number, radiusY: number): void {
    const [kx, ky] = [radiusX * ROUND, radiusY * ROUND];
    this.moveTo(x - radiusX, y);
    this.#curve(x - radiusX, y - ky, x - kx, y - radiusY, x, y - radiusY);
    this.#curve(x + kx, y - radiusY, x + radiusX, y - ky, x + radiusX, y);
    this.#curve(x + radiusX, y + ky, x + kx, y + radiusY, x, y + radiusY);
    this.#curve(x - kx, y + radiusY, x - radiusX, y + ky, x - radiusX, y);
    this.closePath();
  }

  closePath(): void {
    this.steps.push(closePath());
  }

  #curve(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void {
    this.steps.push(appendBezierCurve(x1, y1, x2, y2, x, y));
    this.#at(x, y);
  }

  #at(x: number, y: number): void {
    this.#x = x;
    this.#y = y;
  }
}
