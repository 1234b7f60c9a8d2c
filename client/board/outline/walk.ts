/** The keys of the outline's tree: where each leads. It knows no page. */
import type { OutlineModel, Row } from "./model.ts";

/** Rows of one step by page. */
const PAGE = 10;

/** Milliseconds after which letters begin a new word. */
const WORD_MS = 900;

/** The act that a key asks of the tree at a row: to go to another row, or to open or close this one. */
export type Step = { readonly to: Row } | { readonly open: boolean } | null;

/** Says what a key does at a row, as trees have it everywhere. */
export function stepOf(model: OutlineModel, at: number, key: string): Step {
  const rows = model.rows.get();
  const row = rows[at];
  if (row === undefined) return null;
  const go = (index: number): Step => {
    const to = rows[Math.max(0, Math.min(rows.length - 1, index))];
    return to === undefined ? null : { to };
  };
  switch (key) {
    case "ArrowDown":
      return go(at + 1);
    case "ArrowUp":
      return go(at - 1);
    case "PageDown":
      return go(at + PAGE);
    case "PageUp":
      return go(at - PAGE);
    case "Home":
      return go(0);
    case "End":
      return go(rows.length - 1);
    case "ArrowRight":
      if (row.isOpen === false) return { open: true };
      return row.isOpen ? go(at + 1) : null;
    case "ArrowLeft":
      if (row.isOpen) return { open: false };
      return row.parent === null ? null : go(model.indexOf(row.parent));
    default:
      return null;
  }
}

/** The row that takes the focus when the one that had it is gone: the next that is still there, or the one before. */
export function heirOf(before: readonly Row[], key: string, model: OutlineModel): Row | null {
  const at = before.findIndex((row) => row.key === key);
  const isThere = (row: Row) => model.indexOf(row.key) >= 0;
  const parent = before[at]?.parent ?? null;
  const isBeside = (row: Row) => isThere(row) && row.parent === parent;
  const after = before.slice(at + 1);
  const heir =
    after.find(isBeside) ??
    before.slice(0, at).findLast(isBeside) ??
    before.slice(0, at).findLast(isThere) ??
    after.find(isThere);
  return heir ?? model.rows.get()[0] ?? null;
}

/** Finds rows by the letters that are typed: several letters go together, one again and again goes on. */
export class Typed {
  #word = "";
  #at = Number.NEGATIVE_INFINITY;

  /** Does a blank belong to a word that has begun? */
  isOpen(now: number): boolean {
    return this.#word !== "" && now - this.#at < WORD_MS;
  }

  /** The row to go to, of those that `nameOf` gives a name in lower case; null: none fits. */
  find(
    letter: string,
    now: number,
    rows: readonly Row[],
    at: number,
    nameOf: (row: Row) => string,
  ): Row | null {
    this.#word = this.isOpen(now) ? this.#word + letter : letter;
    this.#at = now;
    const [first = ""] = this.#word;
    const isRun = [...this.#word].every((one) => one === first);
    const wanted = isRun ? first : this.#word;
    // A longer word may still mean the row at which it is.
    const from = isRun ? at + 1 : at;
    for (let step = 0; step < rows.length; step++) {
      const row = rows[(from + step) % rows.length];
      if (row !== undefined && nameOf(row).startsWith(wanted)) return row;
    }
    return null;
  }
}
