/** The list of all kinds of shapes: a new one is a file in `kinds/` and a line here. */
import type { ShapeKind, ShapeOf } from "./kind.ts";
import { arrow } from "./kinds/arrow.ts";
import { callout } from "./kinds/callout.ts";
import { cloud } from "./kinds/cloud.ts";
import { cylinder } from "./kinds/cylinder.ts";
import { diamond } from "./kinds/diamond.ts";
import { ellipse } from "./kinds/ellipse.ts";
import { frame } from "./kinds/frame.ts";
import { hexagon } from "./kinds/hexagon.ts";
import { image } from "./kinds/image.ts";
import { ink } from "./kinds/ink.ts";
import { line } from "./kinds/line.ts";
import { link } from "./kinds/link.ts";
import { note } from "./kinds/note.ts";
import { polyline } from "./kinds/polyline.ts";
import { rectangle } from "./kinds/rectangle.ts";
import { star } from "./kinds/star.ts";
import { text } from "./kinds/text.ts";
import { triangle } from "./kinds/triangle.ts";
import { BASE_KEYS, type Fields, readBase, sameValue, type Words } from "./record.ts";
import type { ObstacleFinder } from "./route/follow.ts";
import type { TargetFinder } from "./route/target.ts";

const LIST = [
  rectangle,
  ellipse,
  diamond,
  triangle,
  hexagon,
  cylinder,
  cloud,
  star,
  callout,
  arrow,
  line,
  ink,
  polyline,
  text,
  note,
  frame,
  link,
  image,
] as const;

export type Shape = ShapeOf<(typeof LIST)[number]>;
export type ShapeType = Shape["type"];
export type TextualShape = Extract<Shape, Words>;

/** A kind as one that takes any shape: it is given only those of its type. */
export type AnyKind = Omit<ShapeKind<Shape>, "keys"> & { readonly keys: readonly string[] };

/** Every kind. */
export const KINDS = LIST as readonly unknown[] as readonly AnyKind[];

const byType: ReadonlyMap<string, AnyKind> = new Map(KINDS.map((kind) => [kind.type, kind]));

/** The kind of a shape. */
export function kindOf(shape: Shape): AnyKind {
  const kind = byType.get(shape.type);
  if (kind === undefined)
    throw new Error(`got a shape of the type ${shape.type}, which has no kind`);
  return kind;
}

/** The kind of a type. */
export function kindOfType(type: ShapeType): AnyKind {
  const kind = byType.get(type);
  if (kind === undefined) throw new Error(`got the type ${type}, which has no kind`);
  return kind;
}

/** Does a shape of this type cut off what reaches beyond it of the shapes that lie in it? */
export function isClipping(type: unknown): boolean {
  return byType.get(String(type))?.container?.clips === true;
}

/** Does this shape carry text? */
export function hasText(shape: Shape): shape is TextualShape {
  return kindOf(shape).textFrame !== undefined;
}

/** Is it a shape that is all words, and has none? Nobody could see or find it. */
export function isNothing(shape: Shape): boolean {
  return hasText(shape) && shape.text.length === 0 && kindOf(shape).words?.only === true;
}

/**
 * Reads one shape and checks every field, because any client may have written
 * it. A missing or unreadable style falls back to its default. A shape without
 * a readable place, size or type is `null`: it is not drawn. It stays in the
 * document, because a later version may know it.
 */
export function readShape(id: string, fields: Fields): Shape | null {
  const type = fields.get("type");
  const kind = typeof type === "string" ? byType.get(type) : undefined;
  const base = kind === undefined ? null : readBase(id, fields);
  return kind === undefined || base === null ? null : kind.read(base, fields);
}

/** The names of all fields that a shape's kind stores, besides its type. */
export function keysOf(shape: Shape): readonly string[] {
  return [...BASE_KEYS, ...kindOf(shape).keys];
}

/** The value of a field by its name. */
export function fieldOf(shape: Shape, key: string): unknown {
  return (shape as unknown as Readonly<Record<string, unknown>>)[key];
}

/** The fields in which a shape is another than it was, as it is now. Text is no such field: it changes by itself. */
export function differences(before: Shape, now: Shape): Readonly<Record<string, unknown>> {
  const { together = [] } = kindOf(now);
  const isOther = (key: string) =>
    key !== "text" && !sameValue(fieldOf(before, key), fieldOf(now, key));
  const all = together.some(isOther);
  const changed = keysOf(now).filter((key) => isOther(key) || (all && together.includes(key)));
  return Object.fromEntries(changed.map((key) => [key, fieldOf(now, key)]));
}

/** The shape with its bound ends where the shapes are that they follow. */
export function follow(shape: Shape, targetOf: TargetFinder, obstaclesIn?: ObstacleFinder): Shape {
  return kindOf(shape).follow?.(shape, targetOf, obstaclesIn) ?? shape;
}
