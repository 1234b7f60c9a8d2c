/** Lines, arrows and strokes of Excalidraw, and the elements that they lead to. */
import type { TurnedBox } from "../../../../shared/board/anchor.ts";
import type { InkPoint } from "../../../../shared/board/ink.ts";
import type { Point } from "../../../../shared/board/shape.ts";
import { type Inside, nearestFill } from "./colors.ts";
import { wordsOf } from "./excalidraw-words.ts";
import {
  aimedAt,
  anchorTo,
  courseOf,
  endFields,
  listOf,
  numberOf,
  polylineFields,
  strokeFields,
  textOf,
  turned,
  type Values,
  valuesOf,
} from "./values.ts";

const LABELLED: readonly unknown[] = ["rectangle", "ellipse", "diamond", "arrow"];

/** Full elements of one colour that are remembered, and units by which a box may differ from another. */
const MOST_FULL = 500;
const NEAR = 16;

/** The elements of a file by how they belong together. */
export class Elements {
  readonly #byId: ReadonlyMap<unknown, Values>;
  readonly #labels = new Map<unknown, Values>();
  readonly #isLabel: ReadonlySet<Values>;
  readonly #full = new Map<unknown, Values[]>();

  constructor(elements: readonly Values[]) {
    this.#byId = new Map(elements.map((element) => [element["id"], element]));
    for (const element of elements) {
      const container = this.#byId.get(element["containerId"]);
      if (element["type"] === "text" && LABELLED.includes(container?.["type"])) {
        this.#labels.set(container?.["id"], element);
      }
    }
    this.#isLabel = new Set(this.#labels.values());
    for (const element of elements) {
      const color = element["backgroundColor"];
      const full = this.#full.get(color) ?? [];
      if (element["fillStyle"] !== "solid" || full.length >= MOST_FULL) continue;
      full.push(element);
      this.#full.set(color, full);
    }
  }

  isLabel(element: Values): boolean {
    return this.#isLabel.has(element);
  }

  labelOf({ id }: Values): Values | undefined {
    return this.#labels.get(id);
  }

  /** The frame around an element. */
  frameOf({ frameId }: Values): Values | undefined {
    const frame = this.#byId.get(frameId);
    const isFrame = frame?.["type"] === "frame" || frame?.["type"] === "magicframe";
    return isFrame ? frame : undefined;
  }

  /** Does a full element of the same colour and about the same box lie there? Icons are drawn so. */
  liesOnItself(element: Values): boolean {
    const near = (other: Values, key: string) =>
      Math.abs(numberOf(other[key]) - numberOf(element[key])) < NEAR;
    const full = this.#full.get(element["backgroundColor"]) ?? [];
    return full.some((other) => ["x", "y", "width", "height"].every((key) => near(other, key)));
  }

  /** The box of an element by its id. */
  boxOf(id: unknown): TurnedBox | null {
    const element = this.#byId.get(id);
    if (element === undefined) return null;
    const { x, y, width, height, angle } = element;
    return {
      xy: [numberOf(x), numberOf(y)],
      size: [Math.abs(numberOf(width)), Math.abs(numberOf(height))],
      angle: numberOf(angle),
    };
  }
}

/** A stroke of the pen, turned as it is. */
export function strokeOf(element: Values, known: Elements): Values | null {
  const pressures = element["simulatePressure"] === false ? listOf(element["pressures"]) : [];
  const points = pointsOf(element).map(
    ([x, y], at): InkPoint => [x, y, numberOf(pressures[at], 0.5)],
  );
  if (points.length === 0) return null;
  const inside = insideOf(element, known);
  if (inside.fill !== "none" && isClosed(points)) {
    return { ...polylineFields(points, true), ...inside, finish: "neat" };
  }
  return { type: "ink", ...strokeFields(points) };
}

/** The points on the board, before they are turned; the first files have arrows and lines without any. */
function pointsOf({ x, y, width, height, points }: Values): Point[] {
  const [left, top] = [numberOf(x), numberOf(y)];
  if (!Array.isArray(points)) {
    return [
      [left, top],
      [left + numberOf(width), top + numberOf(height)],
    ];
  }
  return points.map((point) => {
    const [across, down] = listOf(point);
    return [left + numberOf(across), top + numberOf(down)];
  });
}

/** The inside of an element. A hatched one is light, unless the same lies below it and is full. */
export function insideOf(element: Values, known: Elements): Inside {
  const { backgroundColor, fillStyle } = element;
  const isHatched = fillStyle === "hachure" || fillStyle === "cross-hatch";
  return nearestFill(backgroundColor, isHatched && !known.liesOnItself(element));
}

function isClosed(points: readonly (readonly [number, number, ...unknown[]])[]): boolean {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined || points.length < 3) return false;
  return Math.hypot(last[0] - first[0], last[1] - first[1]) < 8;
}

/** A line, an arrow, or a line with corners. */
export function lineOf(element: Values, known: Elements): Values | null {
  const { type, angle } = element;
  const flat = pointsOf(element);
  const points = turned(flat, numberOf(angle));
  const [from, to] = [points[0], points.at(-1)];
  if (from === undefined || to === undefined) return null;
  const heads = {
    tail: headOf(element["startArrowhead"]),
    head: headOf(
      element["endArrowhead"] ??
        (type === "arrow" && !("endArrowhead" in element) ? "arrow" : null),
    ),
  };
  const isArrow = type === "arrow" || heads.tail !== "none" || heads.head !== "none";
  if (isArrow) return arrowOf(element, known, points, heads);
  if (points.length <= 2) return { type: "line", angle: 0, ...endFields(from, to) };
  return brokenLine(element, known, flat);
}

function brokenLine(element: Values, known: Elements, corners: readonly Point[]): Values {
  return {
    ...polylineFields(corners, isClosed(corners)),
    ...insideOf(element, known),
    round: isCurved(element),
  };
}

/** Are the corners of a line round? Files of before said so by another name, and the first ones always were. */
function isCurved({ type, roundness, strokeSharpness }: Values): boolean {
  if (type === "draw") return true;
  if (strokeSharpness !== undefined) return strokeSharpness === "round";
  return roundness !== null && roundness !== undefined;
}

function arrowOf(
  element: Values,
  known: Elements,
  points: readonly Point[],
  heads: { readonly tail: string; readonly head: string },
): Values | null {
  const [from, second] = points;
  const to = points.at(-1);
  if (from === undefined || to === undefined) return null;
  const label = known.labelOf(element);
  const isElbow = element["elbowed"] === true;
  const anchor = (binding: unknown, end: Point, before: Point) =>
    anchorOf(binding, known, isElbow, end, before);
  return {
    type: "arrow",
    angle: 0,
    ...endFields(from, to),
    ...(label !== undefined && { ...wordsOf(label, "middle"), valign: undefined }),
    ...(isElbow || isStepped(points) ? { route: "elbow" } : courseThrough(points, from, to)),
    ...heads,
    // A loop at one shape leads nowhere once both ends aim at its middle.
    ...(!isLoop(element) && {
      start: anchor(element["startBinding"], from, second ?? to),
      end: anchor(element["endBinding"], to, points.at(-2) ?? from),
    }),
  };
}

function isLoop({ startBinding, endBinding }: Values): boolean {
  const start = valuesOf(startBinding)["elementId"];
  return start !== undefined && start === valuesOf(endBinding)["elementId"];
}

/** Does a line with corners go along the board's sides? */
function isStepped(points: readonly Point[]): boolean {
  if (points.length < 3) return false;
  return points.every(([x, y], at) => {
    const before = points[at - 1];
    return before === undefined || Math.abs(x - before[0]) < 1 || Math.abs(y - before[1]) < 1;
  });
}

/** The course of an arrow with more than two points: an arc through the one that is farthest from its chord. */
function courseThrough(points: readonly Point[], from: Point, to: Point): Values {
  const [across, down] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(across, down);
  if (points.length < 3 || length === 0) return {};
  let farthest = 0;
  for (const [x, y] of points) {
    const beside = (across * (y - from[1]) - down * (x - from[0])) / length;
    if (Math.abs(beside) > Math.abs(farthest)) farthest = beside;
  }
  return courseOf(from, to, farthest);
}

function headOf(head: unknown): string {
  if (typeof head !== "string") return "none";
  if (/many|crow/.test(head)) return "crow";
  if (/dot|circle/.test(head)) return "dot";
  if (/bar|one/.test(head)) return "bar";
  return head === "arrow" ? "open" : "filled";
}

function isInside(point: unknown): point is readonly unknown[] {
  const isShare = (value: unknown) => typeof value === "number" && value > 0 && value < 1;
  return Array.isArray(point) && point.length === 2 && point.every(isShare);
}

/** The anchor of an end. Where its line leads says more than older files do, which have no point. */
function anchorOf(
  binding: unknown,
  known: Elements,
  isElbow: boolean,
  end: Point,
  before: Point,
): Values | undefined {
  const { elementId, fixedPoint, mode } = valuesOf(binding);
  const box = known.boxOf(elementId);
  if (box === null) return undefined;
  const id = textOf(elementId);
  // Versions after 0.18 say whether an end lies at the outline, and at which point inside it aims.
  if (mode === "inside" && Array.isArray(fixedPoint)) return anchorTo(id, fixedPoint, false);
  if (mode === "orbit" && isInside(fixedPoint)) return anchorTo(id, fixedPoint, true);
  return isElbow && Array.isArray(fixedPoint)
    ? anchorTo(id, fixedPoint, true)
    : aimedAt(id, box, end, before);
}
