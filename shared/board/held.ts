/** Held shapes: how shapes in a hand are told to others by their fields, and read by their kinds. They know no hand. */
import * as Y from "yjs";
import type { HeldShape } from "./gesture.ts";
import { differences, fieldOf, keysOf, readShape, type Shape } from "./kinds.ts";
import type { Fields } from "./record.ts";

/** Fields that no gesture tells: the document has them, or nobody needs them while a hand moves. */
const UNTOLD: ReadonlySet<string> = new Set(["text", "points", "by", "at", "locked"]);

/** A draft's words: a text must be in some document to be read. */
const NO_TEXT = new Y.Doc().getText();

/** Tells a new shape. */
export function heldDraft(shape: Shape): HeldShape {
  const keys = keysOf(shape).filter((key) => !UNTOLD.has(key));
  const fields = Object.fromEntries(keys.map((key) => [key, fieldOf(shape, key)]));
  return { id: shape.id, fields: { type: shape.type, ...fields } };
}

/** Tells a shape of the document by the fields in which the hand has it otherwise. */
export function heldChange(before: Shape, now: Shape): HeldShape {
  return { id: now.id, fields: differences(before, now) };
}

/**
 * Reads a shape as a hand has it: by what was told, and otherwise as the document has it. A shape that is not in the
 * document is a draft. `null` for one that its kind cannot read.
 */
export function readHeld({ id, fields = {} }: HeldShape, stored: Fields | undefined): Shape | null {
  const read = (key: string): unknown => {
    const isTold = Object.hasOwn(fields, key) && !UNTOLD.has(key);
    // No hand changes the type of a shape of the document.
    if (stored === undefined) return isTold ? fields[key] : key === "text" ? NO_TEXT : undefined;
    return isTold && key !== "type" ? fields[key] : stored.get(key);
  };
  return readShape(id, { get: read, map: stored });
}
