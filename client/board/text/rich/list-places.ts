import { hangOf } from "../../../../shared/board/draw/lists.ts";
import { runsOf } from "../../../../shared/board/draw/runs.ts";
import type { ShownText } from "../../../../shared/board/draw/shape-text.ts";
import type { TextualShape } from "../../../../shared/board/shape.ts";
import { spareBefore, spareIn } from "../place.ts";
import { richLines } from "./rich-lines.ts";

/** Puts the lines of lists where the layout has them: each list is aligned as a whole. */
export function standLists(root: HTMLElement, shape: TextualShape, { layout }: ShownText): void {
  const { lines, size, maxWidth } = layout;
  const before = spareBefore(shape.align, spareIn(layout));
  let start = 0;
  let row = 0;
  richLines(runsOf(shape.text)).forEach((line, at) => {
    const element = root.childNodes[at];
    const first = start;
    start += line.runs.reduce((sum, { text }) => sum + text.length, 0) + 1;
    if (!(element instanceof HTMLElement)) return;
    while ((lines[row]?.start ?? Number.POSITIVE_INFINITY) < first) row++;
    const set = lines[row];
    if (line.look === null || set === undefined) {
      if (element.style.length > 0) element.removeAttribute("style");
      return;
    }
    element.style.setProperty("--hang", `${hangOf(line.look, size, maxWidth)}px`);
    const width = `${maxWidth ?? layout.width + spareIn(layout)}px`;
    const left = set.rtl
      ? `calc(${set.x + set.width + set.hang + before}px - ${width})`
      : `${set.x - set.hang + before}px`;
    Object.assign(element.style, { width, marginLeft: left });
  });
}
