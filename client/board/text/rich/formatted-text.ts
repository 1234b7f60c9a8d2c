import type * as Y from "yjs";
import {
  type Attributes,
  type LineLook,
  type Look,
  readLine,
  readLook,
} from "../../../../shared/board/draw/runs.ts";

/** A sign that stands for an embed, so that indices are those of the `Y.Text`. */
const EMBED = "\ufffc";

interface Piece {
  readonly end: number;
  readonly attributes: Attributes;
}

const NO_ATTRIBUTES: Attributes = {};

/** A text as it is at one moment, for edits by index. Make a new one after each edit. */
export class FormattedText {
  /** The letters, an embed as one sign. */
  readonly flat: string;
  readonly #pieces: readonly Piece[];

  constructor(text: Y.Text) {
    let flat = "";
    this.#pieces = (text.toDelta() as readonly { insert: unknown; attributes?: Attributes }[]).map(
      ({ insert, attributes = NO_ATTRIBUTES }) => {
        flat += typeof insert === "string" ? insert : EMBED;
        return { end: flat.length, attributes };
      },
    );
    this.flat = flat;
  }

  /** The formatting of the character at an index. */
  attributesAt(index: number): Attributes {
    return this.#pieces.find(({ end }) => end > index)?.attributes ?? NO_ATTRIBUTES;
  }

  /** The index at which the line begins in which a place is. */
  lineStart(index: number): number {
    return this.flat.lastIndexOf("\n", index - 1) + 1;
  }

  /** The index of the line break that ends the line in which a place is, or that behind the last letter. */
  lineEnd(index: number): number {
    const end = this.flat.indexOf("\n", index);
    return end === -1 ? this.flat.length : end;
  }

  /** The list of the line in which a place is. */
  lineLook(index: number): LineLook | null {
    const end = this.lineEnd(index);
    return end === this.flat.length ? null : readLine(this.attributesAt(end));
  }

  /** The starts of the lines that a selection touches. */
  linesIn(from: number, to: number): number[] {
    const starts = [this.lineStart(from)];
    for (let end = this.lineEnd(from); end < to; end = this.lineEnd(end + 1)) starts.push(end + 1);
    return starts;
  }

  /** The look of the next letter that is typed at an index: that of the letter before it in its line, or behind it. */
  lookAt(index: number): Look {
    const isFirst = index === 0 || this.flat[index - 1] === "\n";
    const at = isFirst ? index : index - 1;
    if (isFirst && (this.flat[index] ?? "\n") === "\n") return {};
    const look = readLook(this.attributesAt(at));
    // A link ends with its last letter.
    const behind = readLook(this.attributesAt(index)).link;
    return isFirst || look.link !== behind ? { ...look, link: null } : look;
  }

  /** The look of letters that take the place of others, or are typed between them. */
  lookFor(index: number, removed: string): Look {
    return removed === "" || removed.startsWith("\n")
      ? this.lookAt(index)
      : readLook(this.attributesAt(index));
  }

  /** The letters around a place that have one link. */
  linkAround(index: number): [from: number, to: number] {
    const linkAt = (at: number) => readLook(this.attributesAt(at)).link ?? null;
    const link = linkAt(index) ?? (index > 0 ? linkAt(index - 1) : null);
    if (link === null) return [index, index];
    let [from, to] = [index, index];
    while (from > 0 && linkAt(from - 1) === link) from--;
    while (to < this.flat.length && linkAt(to) === link) to++;
    return [from, to];
  }

  /** The look that all letters of a selection have in common. */
  lookOf(from: number, to: number): Look {
    let common: Look | null = null;
    let start = 0;
    for (const { end, attributes } of this.#pieces) {
      const letters = this.flat.slice(Math.max(start, from), Math.min(end, to));
      start = end;
      if (letters.replaceAll("\n", "") === "") continue;
      const look = readLook(attributes);
      common = common === null ? look : commonLook(common, look);
    }
    return common ?? {};
  }
}

function commonLook(a: Look, b: Look): Look {
  const both = (key: "bold" | "italic" | "underline" | "strike" | "code") =>
    a[key] === true && b[key] === true;
  return {
    bold: both("bold"),
    italic: both("italic"),
    underline: both("underline"),
    strike: both("strike"),
    code: both("code"),
    color: a.color === b.color ? (a.color ?? null) : null,
    link: a.link === b.link ? (a.link ?? null) : null,
  };
}
