/** Runs: a text as stretches of one look. They know no lines. */
import type * as Y from "yjs";

/** Letters of one look. */
export interface Run {
  readonly text: string;
  readonly bold: boolean;
  readonly italic: boolean;
}

/** A text in one look. */
export function plainRun(text: string): Run {
  return { text, bold: false, italic: false };
}

/** The runs of a shape's text, as programs have formatted it. Embeds are left out, as they are of its letters. */
export function runsOf(text: Y.Text): readonly Run[] {
  const runs: Run[] = [];
  for (const { insert, attributes } of text.toDelta() as readonly Piece[]) {
    if (typeof insert !== "string") continue;
    const bold = attributes?.["bold"] === true;
    const italic = attributes?.["italic"] === true;
    const last = runs.at(-1);
    if (last !== undefined && last.bold === bold && last.italic === italic) {
      runs[runs.length - 1] = { ...last, text: last.text + insert };
    } else runs.push({ text: insert, bold, italic });
  }
  return runs.length === 0 ? [plainRun("")] : runs;
}

interface Piece {
  readonly insert: unknown;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** Are two texts the same, look and all? */
export function sameRuns(a: readonly Run[], b: readonly Run[]): boolean {
  return (
    a.length === b.length &&
    a.every((run, index) => {
      const other = b[index];
      return run.text === other?.text && run.bold === other.bold && run.italic === other.italic;
    })
  );
}
