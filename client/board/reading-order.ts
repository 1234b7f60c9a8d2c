import { nameOf } from "../../shared/board/link-address.ts";
import { hasText, type Shape, type TextualShape } from "../../shared/board/shape.ts";
import { boardWords } from "../words/board-words.ts";

/** Shapes whose tops differ by less than this stand in one row, in board units. */
const ROW = 40;

/** Shapes as one reads them: row by row from the top, each from the left. */
export function readingOrder(shapes: readonly Shape[]): Shape[] {
  const byTop = [...shapes].sort((a, b) => a.xy[1] - b.xy[1]);
  const rows: Shape[][] = [];
  let rowTop = Number.NEGATIVE_INFINITY;
  for (const shape of byTop) {
    const row = rows.at(-1);
    if (row !== undefined && shape.xy[1] - rowTop < ROW) row.push(shape);
    else {
      rows.push([shape]);
      rowTop = shape.xy[1];
    }
  }
  return rows.flatMap((row) => row.sort((a, b) => a.xy[0] - b.xy[0]));
}

/** How much of a shape's text is said. */
const SAID = 80;

/** How much of it is looked at. */
const READ = 1_000;

/** The words of a shape; a link without a title is called by its host. */
function wordsOf(shape: TextualShape): string {
  if (shape.type === "link" && shape.text.length === 0) return nameOf(shape.url).host;
  return shape.text.toString();
}

/** A shape in words, for those who do not see it. */
export function inWords(shape: Shape): string {
  const own = hasText(shape) ? wordsOf(shape) : shape.type === "image" ? shape.alt : "";
  const text = own.slice(0, READ).replace(/\s+/g, " ").trim();
  const said = text.length > SAID ? `${text.slice(0, SAID)}…` : text;
  const name = boardWords.shapes[shape.type];
  const reactions = (shape.reactions ?? []).map((reaction) =>
    boardWords.reactions.counted(boardWords.reactions.names[reaction.name], reaction.people.length),
  );
  return [said === "" ? name : `${name}: ${said}`, ...reactions].join(", ");
}

/** A selection in words. */
export function selectionInWords(shapes: readonly Shape[]): string {
  const [only] = shapes;
  if (only === undefined) return boardWords.selection.none;
  if (shapes.length > 1) return boardWords.selection.many(shapes.length);
  return only.locked
    ? boardWords.selection.locked(inWords(only))
    : boardWords.selection.one(inWords(only));
}
