/** Strokes, lines and arrows of tldraw. */
import { anchoredPoint } from "../../../../shared/board/anchor.ts";
import type { InkPoint } from "../../../../shared/board/ink.ts";
import type { Point } from "../../../../shared/board/shape.ts";
import { fillOf, wordsOf } from "./tldraw-look.ts";
import { pathPoints } from "./tldraw-path.ts";
import { plainOf } from "./tldraw-text.ts";
import { onBoard, type Stand, type Tree } from "./tldraw-tree.ts";
import {
  anchorTo,
  courseOf,
  endFields,
  entryOf,
  isValues,
  listOf,
  numberOf,
  polylineFields,
  strokeFields,
  textOf,
  type Values,
  valuesOf,
} from "./values.ts";

const HEADS: Readonly<Record<string, string>> = {
  none: "none",
  arrow: "open",
  triangle: "filled",
  inverted: "filled",
  square: "filled",
  diamond: "filled",
  dot: "dot",
  pipe: "bar",
  bar: "bar",
};

/** A stroke of the pen or the highlighter. */
export function strokeOf({ type, props }: Values, stand: Stand): Values | null {
  const values = valuesOf(props);
  const { segments, scale, scaleX, scaleY } = values;
  const by: Point = [
    numberOf(scaleX, 1) * numberOf(scale, 1),
    numberOf(scaleY, 1) * numberOf(scale, 1),
  ];
  const points = listOf(segments).flatMap((segment) => pathPoints(valuesOf(segment)));
  if (points.length === 0) return null;
  const placed = points.map(([x, y, pressure]): InkPoint => {
    const [across, down] = onBoard(stand, [x * by[0], y * by[1]]);
    return [across, down, pressure];
  });
  const inside = fillOf(values);
  if (values["isClosed"] === true && inside["fill"] !== "none") {
    return { angle: 0, ...polylineFields(placed, true), ...inside, finish: "neat" };
  }
  const nib = type === "highlight" ? { nib: "marker" } : {};
  return { type: "ink", angle: 0, ...strokeFields(placed), ...nib };
}

/** A line, or one with corners. Earlier versions call its points handles. */
export function lineOf(props: Values, stand: Stand): Values | null {
  const corners = Object.values(valuesOf(props["points"] ?? props["handles"]))
    .filter(isValues)
    .sort((a, b) => (textOf(a["index"]) < textOf(b["index"]) ? -1 : 1))
    .map(({ x, y }) => onBoard(stand, [numberOf(x), numberOf(y)]));
  const [from, to] = [corners[0], corners.at(-1)];
  if (from === undefined || to === undefined) return null;
  if (corners.length <= 2) return { type: "line", angle: 0, ...endFields(from, to) };
  return { angle: 0, ...polylineFields(corners, false), round: props["spline"] === "cubic" };
}

interface End {
  readonly point: Point;
  readonly anchor: Values | undefined;
}

/** An arrow. Where an end is bound, its own point is what it was once. */
export function arrowOf(record: Values, stand: Stand, tree: Tree): Values {
  const props = valuesOf(record["props"]);
  const bindings = tree.bindingsOf(record);
  const end = (terminal: string): End => {
    const binding = bindings.find((one) => valuesOf(one["props"])["terminal"] === terminal);
    // Earlier versions have the binding in the arrow itself.
    const own = valuesOf(props[terminal]);
    const point = onBoard(stand, [numberOf(own["x"]), numberOf(own["y"])]);
    const { normalizedAnchor, isPrecise, isExact } = valuesOf(binding?.["props"] ?? own);
    const shape = textOf(binding?.["toId"] ?? own["boundShapeId"]);
    const box = tree.boxOf(shape);
    if (box === null) return { point, anchor: undefined };
    const { x, y } = valuesOf(isPrecise === false ? {} : normalizedAnchor);
    const anchor = anchorTo(shape, [x, y], isExact !== true);
    return { point: anchoredPoint(anchor as unknown as { at: Point }, box), anchor };
  };
  const [start, last] = [end("start"), end("end")];
  const bend = numberOf(props["bend"]);
  const words = { ...wordsOf(props, "middle"), valign: undefined };
  return {
    ...{ type: "arrow", angle: 0, ...endFields(start.point, last.point) },
    ...{ start: start.anchor, end: last.anchor },
    ...(props["kind"] === "elbow" ? { route: "elbow" } : courseOf(start.point, last.point, bend)),
    tail: entryOf(HEADS, props["arrowheadStart"], "none"),
    head: entryOf(HEADS, props["arrowheadEnd"], "open"),
    ...(plainOf(props) !== "" && words),
  };
}
