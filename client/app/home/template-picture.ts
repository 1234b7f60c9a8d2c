/** Pictures of templates, painted as the board paints them. */
import * as Y from "yjs";
import { addShape } from "../../../shared/board/document.ts";
import type { Theme } from "../../../shared/board/draw/palette.ts";
import { paintPicture } from "../../board/picture.ts";
import { Scene } from "../../board/scene/scene.ts";
import type { TemplateName } from "../beginning.ts";
import { shapesOfTemplate } from "../templates/templates.ts";

/** Fills a canvas with the picture of a template, at the size at which the page shows it. */
export function paintTemplate(canvas: HTMLCanvasElement, name: TemplateName, theme: Theme): void {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const shape of shapesOfTemplate(name, null, 0)) addShape(doc, shape);
  });
  const scene = new Scene(doc);
  const pixelRatio = window.devicePixelRatio;
  canvas.width = Math.round(canvas.clientWidth * pixelRatio);
  canvas.height = Math.round(canvas.clientHeight * pixelRatio);
  paintPicture(canvas, scene, theme, pixelRatio);
  scene.destroy();
  doc.destroy();
}
