/** The outline of a board: its frames, shapes and connections as Markdown, in reading order. It knows no page. */
import type { ShownShape } from "./board-shapes.ts";
import { hasText, type Shape } from "./kinds.ts";
import type { Relations } from "./relations.ts";

/** Letters of one shape's words, or of its name in a connection. */
const MOST_LETTERS = 2_000;
const MOST_NAME = 80;

/** Shapes whose tops differ by less than this stand in one row, in board units. */
const ROW = 40;

/** Writes the outline. Strokes of a pen have no words, so they are counted. */
export function boardOutline(shapes: readonly ShownShape[], relations: Relations): string {
  const byId = new Map(shapes.map(({ shape }) => [shape.id, shape]));
  const inside = new Map<string | null, Shape[]>();
  for (const { shape } of shapes) {
    const parent = relations.tree.parentOf(shape.id);
    const frame = parent !== null && byId.has(parent) ? parent : null;
    const siblings = inside.get(frame);
    if (siblings === undefined) inside.set(frame, [shape]);
    else siblings.push(shape);
  }
  const lines = ["# Board"];
  const strokes = shapes.filter(({ shape }) => shape.type === "ink").length;
  writeLevel(inside, null, 2, lines);
  const connections = shapes.flatMap(({ shape }) => connectionOf(shape, byId) ?? []);
  if (connections.length > 0) lines.push("", "## Connections", "", ...connections);
  if (strokes > 0) lines.push("", `Strokes by hand: ${strokes}`);
  return `${lines.join("\n")}\n`;
}

function writeLevel(
  inside: ReadonlyMap<string | null, readonly Shape[]>,
  frame: string | null,
  level: number,
  lines: string[],
): void {
  const ordered = readingOrder(inside.get(frame) ?? []);
  const listed = ordered.flatMap((shape) => itemOf(shape) ?? []);
  if (listed.length > 0) lines.push("", ...listed);
  for (const shape of ordered) {
    if (shape.type !== "frame") {
      if (inside.has(shape.id)) writeLevel(inside, shape.id, level, lines);
      continue;
    }
    lines.push("", `${"#".repeat(Math.min(level, 6))} ${wordsOf(shape, MOST_NAME) || "Frame"}`);
    writeLevel(inside, shape.id, level + 1, lines);
  }
}

function itemOf(shape: Shape): string | null {
  if (shape.type === "frame" || shape.type === "ink") return null;
  const bound = shape.type === "arrow" && (shape.start !== null || shape.end !== null);
  const words = wordsOf(shape, MOST_LETTERS);
  // A bound arrow is among the connections, and lines without words say nothing.
  if (bound || (words === "" && (shape.type === "arrow" || shape.type === "line"))) return null;
  const address =
    shape.type === "link" ? ` <${shape.url.replace(/[<>\s]/g, encodeURIComponent)}>` : "";
  return `- ${shape.type}${words === "" ? "" : `: ${words}`}${address}`;
}

function connectionOf(shape: Shape, byId: ReadonlyMap<string, Shape>): string | null {
  if (shape.type !== "arrow" || (shape.start === null && shape.end === null)) return null;
  const nameOf = (anchor: { readonly shape: string } | null): string => {
    const there = anchor === null ? undefined : byId.get(anchor.shape);
    if (there === undefined) return "(nothing)";
    return wordsOf(there, MOST_NAME) || `(${there.type})`;
  };
  const words = wordsOf(shape, MOST_NAME);
  const label = words === "" ? "" : ` (${words})`;
  return `- ${nameOf(shape.start)} → ${nameOf(shape.end)}${label}`;
}

/** The words of a shape in one line. */
function wordsOf(shape: Shape, most: number): string {
  const own = shape.type === "frame" ? shape.name : shape.type === "image" ? shape.alt : "";
  const words = hasText(shape) ? shape.text.toString() : own;
  const line = words
    .slice(0, most * 2)
    .replace(/\s+/g, " ")
    .trim();
  return escaped(line.length > most ? `${line.slice(0, most)}…` : line);
}

/** Escapes what Markdown, or HTML in it, would read as more than letters. */
function escaped(text: string): string {
  return text.replace(/[\\`*_[\]<>#|]/g, (sign) => (sign === "<" ? "&lt;" : `\\${sign}`));
}

function readingOrder(shapes: readonly Shape[]): Shape[] {
  const byTop = [...shapes].sort((a, b) => a.xy[1] - b.xy[1]);
  const rows: Shape[][] = [];
  let top = Number.NEGATIVE_INFINITY;
  for (const shape of byTop) {
    const row = rows.at(-1);
    if (row !== undefined && shape.xy[1] - top < ROW) row.push(shape);
    else {
      rows.push([shape]);
      top = shape.xy[1];
    }
  }
  return rows.flatMap((row) => row.sort((a, b) => a.xy[0] - b.xy[0]));
}
