/** Words that keep their formatting when they are pasted onto the board: bold, italic, links and lists. */
import * as Y from "yjs";
import { runsOf } from "../../../shared/board/draw/runs.ts";
import { replaceByLines } from "../text/rich/edits.ts";
import type { PastedLine } from "../text/rich/html-lines.ts";
import { lettersOfLines, pastedLines } from "../text/rich/text-html.ts";
import type { Meant } from "./parse-text.ts";

/** The words of HTML as they are formatted; `null`: they are not, or no browser is here to read them. */
export function formattedIn(html: string): Extract<Meant, { kind: "formatted" }> | null {
  const lines = typeof DOMParser === "undefined" ? null : pastedLines(html);
  return lines === null ? null : formattedOf(lines);
}

/** Lines as words of a shape. Empty ones around them are left out. */
export function formattedOf(
  lines: readonly PastedLine[],
): Extract<Meant, { kind: "formatted" }> | null {
  const isWorded = ({ runs }: PastedLine) => runs.some(({ text }) => text.trim() !== "");
  const [from, to] = [lines.findIndex(isWorded), lines.findLastIndex(isWorded)];
  if (from < 0) return null;
  const within = lines.slice(from, to + 1);
  const length = lettersOfLines(within);
  const doc = new Y.Doc();
  const text = doc.getText();
  doc.transact(() => replaceByLines(text, [], { at: 0, remove: 0 }, within));
  return { kind: "formatted", runs: runsOf(text), delta: text.toDelta(), length };
}
