import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { addShape, type NewShape } from "../../shared/board/document.ts";
import type { Point, Size } from "../../shared/board/shape.ts";
import type { Fill } from "../../shared/board/style.ts";
import { hitAt, shapeAt, shapesTouching } from "./hit.ts";
import { Scene } from "./scene/scene.ts";

const style = { stroke: "ink", width: "m", dash: "solid", by: "", at: 0 } as const;
const lettering = { font: "hand", align: "middle" } as const;

interface BoxOptions {
  readonly fill?: Fill;
  readonly text?: string;
  readonly angle?: number;
}

function box(
  type: "rectangle" | "ellipse",
  id: string,
  xy: Point,
  size: Size,
  { fill = "none", text = "", angle = 0 }: BoxOptions = {},
): NewShape {
  return { ...style, ...lettering, id, type, xy, size, fill, text, angle, z: "a0" };
}

/** A scene of these shapes, the first at the bottom. */
function sceneOf(...shapes: NewShape[]): Scene {
  const doc = new Y.Doc();
  doc.transact(() => {
    for (const [index, shape] of shapes.entries()) addShape(doc, { ...shape, z: `a${index}` });
  });
  return new Scene(doc);
}

function idAt(scene: Scene, x: number, y: number, tolerance = 4): string | null {
  return shapeAt(scene, [x, y], tolerance)?.id ?? null;
}

function idsIn(scene: Scene, minX: number, minY: number, maxX: number, maxY: number): string[] {
  return shapesTouching(scene, { minX, minY, maxX, maxY }).map((shape) => shape.id);
}

const stroke: NewShape = {
  ...style,
  id: "ink",
  type: "ink",
  xy: [0, 0],
  size: [100, 100],
  points: [
    [0, 0, 0.5],
    [100, 0, 0.5],
    [100, 100, 0.5],
  ],
  z: "a0",
};

const arrow: NewShape = {
  ...style,
  id: "arrow",
  type: "arrow",
  xy: [0, 0],
  size: [100, 100],
  from: [0, 100],
  to: [100, 0],
  z: "a0",
};

describe("a press", () => {
  it("takes the topmost of the shapes under it", () => {
    const scene = sceneOf(
      box("rectangle", "below", [0, 0], [100, 100], { fill: "red" }),
      box("ellipse", "above", [0, 0], [100, 100], { fill: "blue" }),
    );
    expect(idAt(scene, 50, 50)).toBe("above");
    expect(idAt(scene, 5, 5)).toBe("below");
    expect(idAt(scene, 300, 50)).toBeNull();
  });

  it("looks through the hollow of an empty box", () => {
    const scene = sceneOf(
      box("rectangle", "below", [20, 20], [40, 40], { fill: "red" }),
      box("rectangle", "hollow", [0, 0], [100, 100]),
    );
    expect(idAt(scene, 40, 40)).toBe("below");
    expect(idAt(scene, 1, 50)).toBe("hollow");
  });

  it("takes the smallest hollow box around it when nothing else is there", () => {
    const scene = sceneOf(
      box("rectangle", "small", [20, 20], [60, 60]),
      box("ellipse", "large", [-100, -100], [300, 300]),
    );
    expect(idAt(scene, 50, 50)).toBe("small");
    expect(idAt(scene, 100, 100)).toBe("large");
  });

  it("takes a hollow box by its label, too", () => {
    const scene = sceneOf(
      box("rectangle", "small", [130, 80], [40, 40]),
      box("rectangle", "labelled", [0, 0], [300, 200], { text: "right in the middle" }),
    );
    expect(idAt(scene, 150, 100)).toBe("labelled");
  });

  it("takes an ellipse near its line and not at the corners of its box", () => {
    const scene = sceneOf(box("ellipse", "round", [0, 0], [200, 100], { fill: "red" }));
    expect(idAt(scene, 100, -3)).toBe("round");
    expect(idAt(scene, -3, 50)).toBe("round");
    expect(idAt(scene, 8, 8)).toBeNull();
  });

  it("finds a turned box where it is drawn", () => {
    const scene = sceneOf(
      box("rectangle", "turned", [0, 40], [200, 20], { fill: "red", angle: Math.PI / 2 }),
    );
    expect(idAt(scene, 100, -40)).toBe("turned");
    expect(idAt(scene, 20, 50)).toBeNull();
  });

  it("takes ink and arrows only along their lines", () => {
    const scene = sceneOf(stroke, arrow);
    expect(idAt(scene, 50, 3)).toBe("ink");
    expect(idAt(scene, 97, 50)).toBe("ink");
    expect(idAt(scene, 52, 52)).toBe("arrow");
    expect(idAt(scene, 30, 30)).toBeNull();
  });

  it("reaches as far as it is told", () => {
    const scene = sceneOf(stroke);
    expect(idAt(scene, 50, -12, 4)).toBeNull();
    expect(idAt(scene, 50, -12, 12)).toBe("ink");
  });

  it("finds ink that was stretched where it is drawn", () => {
    const scene = sceneOf({ ...stroke, size: [400, 50] });
    expect(idAt(scene, 398, 25)).toBe("ink");
    expect(idAt(scene, 100, 50)).toBeNull();
  });
});

describe("a marquee", () => {
  it("takes what is drawn in it, bottom to top", () => {
    const scene = sceneOf(stroke, box("rectangle", "solid", [50, -20], [20, 40], { fill: "red" }));
    expect(idsIn(scene, 40, -5, 60, 5)).toEqual(["ink", "solid"]);
  });

  it("takes a solid box from within, a hollow one only at its line", () => {
    const scene = sceneOf(
      box("rectangle", "solid", [0, 0], [100, 100], { fill: "red" }),
      box("ellipse", "hollow", [0, 0], [100, 100]),
    );
    expect(idsIn(scene, 45, 45, 55, 55)).toEqual(["solid"]);
    expect(idsIn(scene, 45, -10, 55, 5)).toEqual(["solid", "hollow"]);
  });

  it("leaves out what only has its box there", () => {
    const scene = sceneOf(stroke, arrow, box("ellipse", "round", [0, 0], [100, 100]));
    expect(idsIn(scene, 10, 30, 20, 40)).toEqual([]);
    expect(idsIn(scene, 45, 45, 55, 55)).toEqual(["arrow"]);
  });

  it("takes everything that it holds whole", () => {
    const scene = sceneOf(stroke, arrow, box("ellipse", "round", [0, 0], [100, 100]));
    expect(idsIn(scene, -10, -10, 110, 110)).toEqual(["ink", "arrow", "round"]);
  });

  it("takes a hollow box by its label", () => {
    const scene = sceneOf(
      box("rectangle", "labelled", [0, 0], [300, 200], { text: "right in the middle" }),
    );
    expect(idsIn(scene, 145, 95, 155, 105)).toEqual(["labelled"]);
    expect(idsIn(scene, 145, 20, 155, 40)).toEqual([]);
  });
});

describe("R250: the near rim of a hollow cylinder", () => {
  // Its lid reaches 20 units down on each side of its middle line.
  const cylinder = { ...box("rectangle", "can", [0, 0], [200, 160]), type: "cylinder" } as NewShape;
  const scene = sceneOf(cylinder);

  it("is hit, and its inside is looked through", () => {
    expect(hitAt(scene, [100, 41], 4)).toMatchObject({ place: "on" });
    expect(hitAt(scene, [100, 70], 4)).toMatchObject({ place: "inside" });
  });

  it("is touched by a box that touches nothing else of it", () => {
    expect(idsIn(scene, 90, 38, 110, 46)).toEqual(["can"]);
    expect(idsIn(scene, 90, 60, 110, 70)).toEqual([]);
  });
});
