/** Makes shapes of a reading ready to be written: with ids of their own, bounded, and each one that can be drawn. */
import { readShape } from "../../../shared/board/kinds.ts";
import { isReactionKey } from "../../../shared/board/reactions.ts";
import { plainFields } from "../../../shared/board/record.ts";
import {
  MAX_CLIPPING_FIELDS,
  MAX_FILE_SHAPES,
  MAX_GROUPS,
  MAX_PARENTS,
  MAX_SHAPE_TEXT,
} from "../../../shared/limits.ts";
import type { Changes, Foreign, Made, Rest, Values } from "../clipboard/foreign/values.ts";
import { isValues, listOf, textOf, valuesOf } from "../clipboard/foreign/values.ts";
import { newShapeId } from "../new-shape.ts";
import { fittedBox, fittedLabel } from "./fitted.ts";
import type { Sliced } from "./slices.ts";

/** Bytes of all shapes of one import, about: redo brings them in one update, which must be smaller than a frame. */
const MOST_BYTES = 12 * 1024 * 1024;

/** Characters of a field that is no text. */
const MOST_LETTERS = 4_000;

/** Shapes between two pauses: the words of a long text take a millisecond. */
const STRETCH = 4;

/** A shape that is ready to be written. */
export interface Ready {
  readonly id: string;
  readonly fields: Values;
  /** The name of its image in the reading, which is still to be stored. */
  readonly image: string | null;
}

/** Why a file cannot be imported. */
export type ImportFault = "none" | "nothing" | "too-large";

/** Makes the shapes of a reading ready. Those that nobody could see are left out, and counted. */
export function* readyShapes({ shapes, images, changes }: Foreign): Sliced<Ready[] | ImportFault> {
  if (shapes.length > MAX_FILE_SHAPES) return "too-large";
  const names = new Names(shapes);
  const ready: Ready[] = [];
  let bytes = 0;
  for (const [at, [, own, rest]] of shapes.entries()) {
    if (at % STRETCH === 0) yield at / shapes.length;
    const id = names.at(at);
    const bounded = boundedFields(own, changes);
    const fitted = { ...bounded, ...fittedTo(bounded, rest) };
    const fields = { ...fitted, ...names.relationsOf(fitted) };
    const image = rest?.image !== undefined && images.has(rest.image) ? rest.image : null;
    if (!canBeDrawn(fields, image !== null)) {
      changes.note("unknown");
      continue;
    }
    bytes += bytesOf(fields, 4);
    if (bytes > MOST_BYTES) return "too-large";
    ready.push({ id, fields, image });
  }
  return ready.length === 0 ? "nothing" : ready;
}

/** The change of a shape that other fonts ask for. Boards of ours say themselves what fits. */
function fittedTo(fields: Values, rest: Rest | undefined): Values {
  if (rest?.wrap !== undefined) return fittedBox(fields, rest.wrap);
  return rest?.fits === true ? fittedLabel(fields) : {};
}

/** An asset that could be one: an image has none before it is stored. */
const SOME_ASSET = "A".repeat(43);

function canBeDrawn(fields: Values, isImage: boolean): boolean {
  const text = "text" in fields ? { text: "" } : {};
  const asset = isImage ? { asset: SOME_ASSET } : {};
  const { points } = fields;
  const ink = isValues(points) ? { points: new Uint8Array() } : {};
  return readShape("some", plainFields({ ...fields, ...text, ...asset, ...ink })) !== null;
}

/** The fields that may be stored, none of them long beyond measure. */
function boundedFields(fields: Values, changes: Changes): Values {
  const kept: [string, unknown][] = [];
  for (const [key, value] of Object.entries(fields).slice(0, MAX_CLIPPING_FIELDS)) {
    if (value === undefined || isReactionKey(key)) continue;
    if (key === "text") kept.push([key, boundedText(value, changes)]);
    else kept.push([key, typeof value === "string" ? value.slice(0, MOST_LETTERS) : value]);
  }
  return Object.fromEntries(kept);
}

/** A text, or the steps of a delta, up to the letters that are drawn. */
function boundedText(value: unknown, changes: Changes): unknown {
  if (typeof value === "string") {
    if (value.length > MAX_SHAPE_TEXT) changes.note("cut");
    return value.slice(0, MAX_SHAPE_TEXT);
  }
  let left = MAX_SHAPE_TEXT;
  const steps: unknown[] = [];
  for (const step of listOf(value)) {
    const { insert } = valuesOf(step);
    if (typeof insert !== "string") continue;
    if (insert.length > left) changes.note("cut");
    if (left > 0) steps.push({ ...valuesOf(step), insert: insert.slice(0, left) });
    left = Math.max(0, left - insert.length);
  }
  return steps;
}

/** The new ids of shapes and groups, and what names them. */
class Names {
  /** Made when they are first asked for: thousands at once would take long. */
  readonly #ids: (string | undefined)[] = [];
  readonly #byOld = new Map<string, { readonly at: number; readonly fields: Values }>();
  readonly #groups = new Map<string, string>();

  constructor(shapes: readonly Made[]) {
    for (const [at, [old, fields]] of shapes.entries()) {
      if (!this.#byOld.has(old)) this.#byOld.set(old, { at, fields });
    }
  }

  at(index: number): string {
    const id = this.#ids[index] ?? newShapeId();
    this.#ids[index] = id;
    return id;
  }

  /** The fields that name other shapes and groups, by their new names. */
  relationsOf(fields: Values): Values {
    const { parent, groups, start, end } = fields;
    const tags = [...new Set(listOf(groups).filter((tag) => typeof tag === "string"))];
    return {
      parent: this.#parent(parent),
      groups:
        tags.length === 0 ? undefined : tags.slice(0, MAX_GROUPS).map((tag) => this.#group(tag)),
      start: this.#anchor(start),
      end: this.#anchor(end),
    };
  }

  #group(tag: string): string {
    const known = this.#groups.get(tag) ?? newShapeId();
    this.#groups.set(tag, known);
    return known;
  }

  #parent(parent: unknown): Values | undefined {
    const frame = this.#byOld.get(textOf(valuesOf(parent)["id"]));
    if (frame === undefined || !this.#ends(frame.fields)) return undefined;
    return { ...valuesOf(parent), id: this.at(frame.at) };
  }

  /** Does the way up from a frame end? */
  #ends(fields: Values): boolean {
    let above = fields;
    // The shape itself is the first below it.
    for (let level = 1; level < MAX_PARENTS; level++) {
      const frame = this.#byOld.get(textOf(valuesOf(above["parent"])["id"]));
      if (frame === undefined) return true;
      above = frame.fields;
    }
    return false;
  }

  #anchor(anchor: unknown): Values | undefined {
    const target = this.#byOld.get(textOf(valuesOf(anchor)["shape"]));
    const isLine = ["arrow", "line"].includes(textOf(target?.fields["type"]));
    return target === undefined || isLine
      ? undefined
      : { ...valuesOf(anchor), shape: this.at(target.at) };
  }
}

/** About how many bytes a value takes in an update. */
function bytesOf(value: unknown, levels: number): number {
  if (typeof value === "string") return 2 + value.length;
  if (value instanceof Uint8Array) return 4 + value.length;
  if (typeof value !== "object" || value === null) return 9;
  if (levels === 0) return 0;
  let bytes = 4;
  for (const [key, one] of Object.entries(value))
    bytes += key.length + 8 + bytesOf(one, levels - 1);
  return bytes;
}
