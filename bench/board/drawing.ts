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
  readonly kind: "rectangle" | "ellipse" | "ink" | "arrow" | "text" | "frame" | "image";
  readonly xy: readonly [number, number];
  readonly size: readonly [number, number];
  readonly color: Color;
  readonly width: Width;
  readonly isFilled: boolean;
  /** The words in it or, of a frame, its name. */
  readonly label: string;
  /** The frame in which it lies, by its id. */
  readonly frame: string | null;
  /** The number of the picture that an image shows; `null`: it is no image. */
  readonly picture: number | null;
  /** The shapes that an arrow binds, by their ids. */
  readonly ends: readonly [from: string, to: string] | null;
  /** Relative to `xy`. */
  readonly points: readonly (readonly [number, number])[];
}

/** The kinds of shapes, one after another: an arrow leads from the shape before the last to the last. */
const KINDS = [
  ...([
    "rectangle",
    "ellipse",
    "arrow",
    "ink",
    "ink",
    "rectangle",
    "text",
    "ink",
    "ink",
    "ink",
  ] as const),
  ...([
    "rectangle",
    "rectangle",
    "arrow",
    "ink",
    "ink",
    "ellipse",
    "text",
    "image",
    "ellipse",
    "arrow",
  ] as const),
] as const;

/** The pictures that images show: so many, of one size in pixels. */
export const PICTURES = 10;
export const PICTURE_SIZE = [320, 200] as const;

/** The arrows that are bound to the hub, the columns of the shapes that they lead to, and what these take. */
const SPOKES = 100;
const RIM_COLUMNS = 10;
const RIM_CELL = [110, 70] as const;
const RIM_SIZE = [60, 30] as const;

/** The shape with a hundred arrows, by its id. */
export const HUB = "hub";

/** One shape of so many is a frame, around the shapes that follow it in its row. */
const FRAME_EACH = 50;
const FRAMED = 5;

/**
 * `count` shapes in rows: rectangles and texts with words, ellipses, strokes, images, bound and loose arrows, and
 * frames. The last 201 of them stand to the left of the rest: a hub with its hundred arrows, and what these lead to.
 */
export function drawing(count: number): Drawn[] {
  const hub = hubAt([-RIM_CELL[0] * (RIM_COLUMNS + 1), 0]);
  return [...inRows(count - hub.length), ...hub];
}

/** The shapes of the hub, with their top left corner at a place. */
function hubAt([left, top]: readonly [number, number]): Drawn[] {
  const plain = { color: "blue", width: "s", label: "", frame: null, ends: null } as const;
  const solid = { ...plain, isFilled: true, picture: null, points: [] } as const;
  const middle = [left + (RIM_CELL[0] * (RIM_COLUMNS - 1)) / 2, top + RIM_CELL[1] * 4.5] as const;
  const hub: Drawn = { ...solid, id: HUB, kind: "ellipse", xy: middle, size: [90, 50] };
  const made: Drawn[] = [];
  for (let index = 0; index < SPOKES; index++) {
    const [column, row] = [index % RIM_COLUMNS, Math.floor(index / RIM_COLUMNS)];
    const xy = [left + column * RIM_CELL[0], top + row * RIM_CELL[1]] as const;
    const rim: Drawn = { ...solid, id: `rim-${index}`, kind: "rectangle", xy, size: RIM_SIZE };
    const from = [hub.xy[0] + hub.size[0] / 2, hub.xy[1] + hub.size[1] / 2] as const;
    const size = [xy[0] + RIM_SIZE[0] / 2 - from[0], xy[1] + RIM_SIZE[1] / 2 - from[1]] as const;
    const bound = { ends: [HUB, rim.id], isFilled: false } as const;
    made.push(rim, { ...solid, ...bound, id: `spoke-${index}`, kind: "arrow", xy: from, size });
  }
  return [...made, hub];
}

function inRows(count: number): Drawn[] {
  const side = Math.ceil(Math.sqrt(count));
  // Kinds repeat after twenty: in rows of a multiple of ten, they would stand in columns.
  const columns = side % 10 === 0 ? side + 3 : side;
  const source = new Random(7);
  const random = (): number => source.next();
  const colors = COLORS.slice(0, 9);
  const made: Drawn[] = [];
  let frame: Drawn | null = null;
  for (let index = 0; index < count; index++) {
    const column = index % columns;
    const [left, top] = [column * CELL[0], Math.floor(index / columns) * CELL[1]];
    const color = colors[Math.floor(random() * colors.length)] ?? "ink";
    const width = STROKES[Math.floor(random() * STROKES.length)] ?? "m";
    // Where a frame has no room in its row there is none, and what follows lies in no other one.
    if (index % FRAME_EACH === 0) frame = null;
    if (index % FRAME_EACH === 0 && column + FRAMED < columns) {
      const size = [CELL[0] * (FRAMED + 1), CELL[1] - 10] as const;
      const place = { id: `shape-${index}`, xy: [left, top] as const, size, color, width };
      const rest = { isFilled: false, frame: null, ends: null, points: [], picture: null };
      frame = { ...place, ...rest, kind: "frame", label: `Part ${index / FRAME_EACH + 1}` };
      made.push(frame);
      continue;
    }
    const isFramed = frame !== null && index % FRAME_EACH <= FRAMED;
    const place = {
      id: `shape-${index}`,
      xy: [left + random() * 40, top + random() * 30] as const,
      color,
      width,
      frame: isFramed && frame !== null ? frame.id : null,
    };
    made.push(drawnAt(place, index, random, made));
  }
  return made;
}

function drawnAt(
  place: Pick<Drawn, "id" | "xy" | "color" | "width" | "frame">,
  index: number,
  random: () => number,
  before: readonly Drawn[],
): Drawn {
  const kind = KINDS[index % KINDS.length] ?? "ink";
  const plain = {
    ...place,
    kind,
    isFilled: false,
    label: "",
    points: [],
    ends: null,
    picture: null,
  };
  const size = [110 + random() * 40, 60 + random() * 40] as const;
  switch (kind) {
    case "ellipse":
      return { ...plain, size, isFilled: index % 2 === 1 };
    case "rectangle":
      return { ...plain, size, isFilled: index % 2 === 0, label: `Idea number ${index}` };
    case "image":
      return { ...plain, size: [136, 85], picture: index % PICTURES };
    case "text":
      return { ...plain, size: [150, 25], label: `Note ${index}` };
    case "ink": {
      const points = scribble(random);
      return { ...plain, size: [130, Math.max(...points.map(([, top]) => top))], points };
    }
    case "arrow": {
      const [from, to] = before.slice(-2);
      const canBind = from && to && isBox(from) && isBox(to) && to.xy[0] > from.xy[0];
      if (!canBind) return { ...plain, size: [100 + random() * 40, 40 + random() * 40] };
      return { ...plain, ...between(from, to), ends: [from.id, to.id] };
    }
  }
}

function isBox({ kind }: Drawn): boolean {
  return kind === "rectangle" || kind === "ellipse";
}

/** The box of an arrow from the right side of one shape to the left side of another: about where a board draws it. */
function between(from: Drawn, to: Drawn): Pick<Drawn, "xy" | "size"> {
  const start = [from.xy[0] + from.size[0], from.xy[1] + from.size[1] / 2] as const;
  const end = [to.xy[0], to.xy[1] + to.size[1] / 2] as const;
  return { xy: start, size: [Math.max(1, end[0] - start[0]), end[1] - start[1]] };
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
