/** Shapes of other whiteboards on the clipboard. Loaded when there are any. */
import { orderKeysAbove } from "../../../../shared/board/order.ts";
import {
  type Clipping,
  type ClippingFault,
  clippingFrom,
} from "../../../../shared/board/read-clipping.ts";
import { MAX_CLIPPING_SHAPES } from "../../../../shared/limits.ts";
import { readExcalidraw } from "./excalidraw.ts";
import { readTldraw } from "./tldraw.ts";
import { tldrawContent } from "./tldraw-content.ts";
import { type Foreign, valuesOf } from "./values.ts";

/** Reads shapes of Excalidraw or tldraw; `"none"`: these are neither. */
export function foreignClipping(html: string, text: string): Clipping | ClippingFault {
  const content = tldrawContent(html) ?? tldrawContent(text);
  if (content !== null) return clippingOf(readTldraw(content));
  const { type, elements } = excalidrawContent(text);
  const isExcalidraw = type === "excalidraw/clipboard" || type === "excalidraw";
  return isExcalidraw ? clippingOf(readExcalidraw({ elements })) : "none";
}

function clippingOf({ shapes, leftOut }: Foreign): Clipping | ClippingFault {
  if (shapes.length > MAX_CLIPPING_SHAPES) return "too-large";
  const keys = orderKeysAbove(null, shapes.length);
  const read = clippingFrom(shapes.map(([id, fields], at) => [id, { ...fields, z: keys[at] }]));
  return typeof read === "string" ? read : { ...read, leftOut: read.leftOut + leftOut };
}

function excalidrawContent(text: string): { type?: unknown; elements?: unknown } {
  try {
    return valuesOf(JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
