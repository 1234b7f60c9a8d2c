/** The drawing that every board shows in the benchmark: what it is made of, whoever draws it. */
import { COLORS, type Color, type Width } from "../../shared/board/style.ts";
import { Random } from "../../testkit/random.ts";

/** Board units from one shape to the next. */
const CELL = [180, 130] as const;

/** Points of each pen stroke. */
const STROKE_POINTS = 40;

const STROKES = ["s", "m", "l"] as const;

/** One shape, with its top left corner and its size in board units. */
export interface Drawn {
  readonly id: string;
  readonly kind: "rectangle" | "ellipse" | "ink" | "arrow";
  readonly xy: readonly [number, number];
  readonly size: readonly [number, number];
  readonly color: Color;
  readonly width: Width;
  readonly isFilled: boolean;
  readonly label: string;
  /** Relative to `xy`. */
  readonly points: readonly (readonly [number, number])[];
}

/** `count` shapes in rows: 30 % labelled rectangles, 20 % ellipses, 40 % strokes, 10 % arrows. */
export function drawing(count: number): Drawn[] {
  const side = Math.ceil(Math.sqrt(count));
  // Kinds repeat after ten: in rows of a multiple of ten, they would stand in columns.
  const columns = side % 10 === 0 ? side + 3 : side;
  const source = new Random(7);
  const random = (): number => source.next();
  const colors = COLORS.slice(0, 9);
  return Array.from({ length: count }, (_, index): Drawn => {
    const x = (index % columns) * CELL[0] + random() * 40;
    const y = Math.floor(index / columns) * CELL[1] + random() * 30;
    const color = colors[Math.floor(random() * colors.length)] ?? "ink";
    const width = STROKES[Math.floor(random() * STROKES.length)] ?? "m";
    const place = { id: `shape-${index}`, xy: [x, y] as const, color, width };
    const plain = { ...place, isFilled: false, label: "", points: [] };
    const kind = index % 10;
    if (kind < 5) {
      const size = [110 + random() * 40, 60 + random() * 40] as const;
      const isFilled = index % 2 === 0;
      if (kind >= 3) return { ...plain, kind: "ellipse", size, isFilled };
      return { ...plain, kind: "rectangle", size, isFilled, label: `Idea number ${index}` };
    }
    if (kind < 9) {
      const points = scribble(random);
      const size = [130, Math.max(...points.map(([, top]) => top))] as const;
      return { ...plain, kind: "ink", size, points };
    }
    return { ...plain, kind: "arrow", size: [100 + random() * 40, 40 + random() * 40] };
  });
}

function scribble(random: () => number): (readonly [number, number])[] {
  const turns = 2 + random() * 6;
  const points = Array.from({ length: STROKE_POINTS }, (_, index): readonly [number, number] => {
    const along = index / (STROKE_POINTS - 1);
    return [along * 130, 40 + Math.sin(along * turns * Math.PI) * 40];
  });
  const top = Math.min(...points.map(([, y]) => y));
  return points.map(([x, y]) => [x, y - top]);
}
