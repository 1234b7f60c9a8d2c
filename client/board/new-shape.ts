import type { NewShape } from "../../shared/board/document.ts";
import { decodeInk } from "../../shared/board/ink.ts";
import { orderKeyAbove } from "../../shared/board/order.ts";
import { hasText, type Shape } from "../../shared/board/shape.ts";
import { randomToken } from "../../shared/ids.ts";
import type { Editor } from "./editor.ts";

/** A new shape's id: no two people draw the same. */
export function newShapeId(): string {
  return randomToken(12);
}

/** The fields of every new shape of mine: its place on top of the pile, its author and its time. */
export function madeByMe(editor: Editor): { z: string; by: string; at: number } {
  return { z: orderKeyAbove(editor.scene.topZ()), by: editor.myId, at: Date.now() };
}

/** A shape's twin, ready to be written; `null` for a stroke whose points cannot be read. */
export function copyOf(
  shape: Shape,
  made: Pick<NewShape, "id" | "z" | "by" | "at">,
): NewShape | null {
  const { xy, size, angle, stroke, width, opacity } = shape;
  const base = { ...made, xy, size, angle, stroke, width, opacity };
  if (hasText(shape)) {
    const words = { text: shape.text.toString(), font: shape.font, align: shape.align };
    if (shape.type === "text" || shape.type === "note")
      return { ...base, ...words, type: shape.type };
    return { ...base, ...words, type: shape.type, fill: shape.fill, dash: shape.dash };
  }
  if (shape.type === "arrow") {
    return { ...base, type: "arrow", from: shape.from, to: shape.to, dash: shape.dash };
  }
  const points = decodeInk(shape.points);
  return points === null ? null : { ...base, type: "ink", points };
}
