import { isRightToLeft } from "../../../../shared/board/draw/graphemes.ts";
import { ListCounter } from "../../../../shared/board/draw/lists.ts";
import {
  hasLists,
  isSameLook,
  type LineLook,
  type Run,
} from "../../../../shared/board/draw/runs.ts";

/** A line of a text, as the rich editor shows it. */
export interface RichLine {
  readonly runs: readonly Run[];
  readonly look: LineLook | null;
  /** The number before it in an ordered list. */
  readonly label: string;
  readonly rtl: boolean;
}

/** Cuts runs into lines at their line breaks, as the layout does. */
export function richLines(runs: readonly Run[]): RichLine[] {
  const lines: RichLine[] = [];
  const counter = new ListCounter();
  let current: Run[] = [];
  const end = (look: LineLook | null): void => {
    const rtl = isRightToLeft(current.map(({ text }) => text).join(""));
    lines.push({ runs: current, look, label: counter.next(look)?.label ?? "", rtl });
    current = [];
  };
  for (const run of runs) {
    const parts = run.text.split("\n");
    parts.forEach((text, at) => {
      if (text !== "") push(current, { ...run, text, line: null });
      if (at < parts.length - 1) end(run.line ?? null);
    });
  }
  if (current.length > 0 || lines.length === 0 || !hasLists(runs)) end(null);
  return lines;
}

function push(runs: Run[], run: Run): void {
  const last = runs.at(-1);
  if (last !== undefined && isSameLook(last, run)) {
    runs[runs.length - 1] = { ...last, text: last.text + run.text };
  } else runs.push(run);
}
