import type { HeldShape, SetGesture } from "../../shared/board/gesture.ts";

/** Bytes of the shapes in one payload, of the 16 KiB that the room takes: the hand's place and the rest come on top. */
const MAX_BYTES = 12 * 1024;

/** Bytes of shapes without fields that are told again each time: about forty. */
const REPEATED_BYTES = 1024;

/** Milliseconds after which all is told again: others have forgotten a hand of which they heard nothing for ten seconds. */
const FORGOTTEN_MS = 5_000;

/**
 * Parts what a hand holds into payloads. All of it is told once. Then the same shapes are told by how far the hand has
 * come, and some of them each time, in turn. So a person who comes in the middle, or
 * who has missed something, soon knows all of them.
 */
export class SetTeller {
  #told: readonly HeldShape[] = [];
  #toldAt = 0;
  #next = 0;

  /** The gesture has ended, or nobody can have heard of it. */
  forget(): void {
    this.#told = [];
    this.#next = 0;
  }

  /** The payloads that tell this. */
  payloads(set: SetGesture): SetGesture[] {
    const { shapes } = set;
    const now = Date.now();
    const isKnown = isSame(this.#told, shapes) && now - this.#toldAt < FORGOTTEN_MS;
    this.#told = shapes;
    this.#toldAt = now;
    return isKnown ? [this.#again(set)] : this.#all(set);
  }

  #all(set: SetGesture): SetGesture[] {
    const payloads: SetGesture[] = [];
    let start = 0;
    do {
      const part = partOf(set.shapes, start, MAX_BYTES);
      payloads.push(part.length === set.shapes.length ? set : { ...set, shapes: part, more: true });
      start += part.length;
    } while (start < set.shapes.length);
    const [first, ...others] = payloads;
    this.#next = 0;
    return first === undefined ? [] : [{ ...set, shapes: first.shapes }, ...others];
  }

  #again(set: SetGesture): SetGesture {
    const { shapes } = set;
    const isPlain = shapes.every(({ fields }) => fields === undefined);
    const most = isPlain ? REPEATED_BYTES : MAX_BYTES;
    if (this.#next >= shapes.length) this.#next = 0;
    const part = partOf(shapes, this.#next, most);
    if (part.length === shapes.length) return set;
    this.#next += part.length;
    return { ...set, shapes: part, more: true };
  }
}

/** As many shapes as fit into so many bytes, and one at least. */
function partOf(shapes: readonly HeldShape[], start: number, most: number): HeldShape[] {
  const part: HeldShape[] = [];
  let bytes = 0;
  for (let at = start; at < shapes.length; at++) {
    const shape = shapes[at];
    if (shape === undefined) break;
    bytes += sizeOf(shape);
    if (part.length > 0 && bytes > most) break;
    part.push(shape);
  }
  return part;
}

/** Bytes of a shape in a payload, or somewhat more: a character has three at most. */
function sizeOf(shape: HeldShape): number {
  const json = JSON.stringify(shape);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters of one byte.
  return (/^[\u0000-\u007f]*$/.test(json) ? json.length : json.length * 3) + 1;
}

function isSame(told: readonly HeldShape[], shapes: readonly HeldShape[]): boolean {
  if (told === shapes) return true;
  return (
    told.length === shapes.length &&
    told.every(({ id, fields }, at) => {
      const shape = shapes[at];
      return shape?.id === id && (fields === undefined) === (shape.fields === undefined);
    })
  );
}
