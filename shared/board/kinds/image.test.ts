/** Tests of images on the board: what is read, and what is drawn before and instead of the picture. */
import { expect, test } from "vitest";
import type { AssetId } from "../../assets.ts";
import { MAX_ALT } from "../../limits.ts";
import { LEAST_SHARE, WHOLE } from "../crop.ts";
import { drawShape } from "../draw/draw-shape.ts";
import { PALETTES } from "../draw/palette.ts";
import { RecordingPen } from "../draw/recording-pen.ts";
import { SvgPen } from "../draw/svg-pen.ts";
import { readShape } from "../kinds.ts";
import { shapeBox } from "../outline.ts";
import { plainFields } from "../record.ts";
import type { ImageShape } from "./image.ts";

const ASSET = "A1_-".repeat(10).concat("abc") as AssetId;

function imageOf(rest: Readonly<Record<string, unknown>> = {}): ImageShape {
  const fields = {
    type: "image",
    xy: [10, 20],
    size: [200, 100],
    asset: ASSET,
    natural: [800, 400],
    ...rest,
  };
  const shape = readShape("one", plainFields(fields));
  if (shape?.type !== "image") throw new Error("The image cannot be read.");
  return shape;
}

test.each([
  ["no asset", { asset: undefined }],
  ["an asset that is no id", { asset: "../x" }],
  ["an asset that is no text", { asset: 7 }],
])("R266: an image with %s is not drawn", (_, rest) => {
  expect(() => imageOf(rest)).toThrow();
});

test("R266: a field of an image that makes no sense falls back to one that can be drawn", () => {
  const broken = [[0, 0, 2, 1], [0.5, 0, 0.6, 1], [0, 0, 0, 1], [-1, 0, 1, 1], "x", [0, 0, 1]];
  for (const crop of broken) expect(imageOf({ crop }).crop).toEqual(WHOLE);
  expect(imageOf({ crop: [0.25, 0.5, LEAST_SHARE, 0.5] }).crop).toEqual([
    0.25,
    0.5,
    LEAST_SHARE,
    0.5,
  ]);
  expect(imageOf({ natural: [1e9, 5] }).natural).toEqual([200, 100]);
  expect(imageOf({ alt: "x".repeat(9_999) }).alt).toHaveLength(MAX_ALT);
  expect(imageOf({ alt: 3 }).alt).toBe("");
});

test("R266: an image is drawn into its box, turned or not", () => {
  const pen = new RecordingPen();
  drawShape(imageOf({ crop: [0.5, 0, 0.5, 1] }), pen, PALETTES.light);
  expect(pen.marks).toMatchObject([
    {
      as: "image",
      asset: ASSET,
      crop: [0.5, 0, 0.5, 1],
      box: { minX: 10, minY: 20, maxX: 210, maxY: 120 },
    },
  ]);
  const turned = imageOf({ angle: Math.PI / 2 });
  const other = new RecordingPen();
  drawShape(turned, other, PALETTES.light);
  const [mark] = other.marks;
  const box = mark?.as === "image" ? mark.box : null;
  expect(box?.minX).toBeCloseTo(60);
  expect(shapeBox(turned).maxY).toBeCloseTo(171);
});

test("R266: an image that is on its way, or cannot be had, shows its words; then a mark, too", () => {
  const alt = "A very long description of the cat on the keyboard";
  const marksOf = (state: "loading" | "failed", rest = {}) => {
    const pen = new RecordingPen({ pictureOf: () => state });
    drawShape(imageOf({ alt, ...rest }), pen, PALETTES.light);
    return pen;
  };
  const loading = marksOf("loading");
  expect(loading.marks.map(({ as }) => as)).toEqual(["fill", "text"]);
  expect(loading.texts[0]).toMatch(/^A very long.*…$/);
  const failed = marksOf("failed");
  expect(failed.marks.map(({ as }) => as)).toEqual(["fill", "stroke", "stroke", "text"]);
  // Where there is no room for words, there are none.
  expect(marksOf("loading", { size: [30, 20] }).texts).toEqual([]);
});

test("R266: as SVG, an image is the part that is shown, and nothing of a document becomes markup", () => {
  const within = { minX: 0, minY: 0, maxX: 300, maxY: 200 };
  const pen = new SvgPen(within, { hrefOf: (asset) => `data:image/png;base64,"${asset}"` });
  drawShape(imageOf({ crop: [0.5, 0, 0.5, 1] }), pen, PALETTES.light);
  const svg = pen.finish({ paper: null });
  expect(svg).toContain('viewBox="400 0 400 400" preserveAspectRatio="none"');
  expect(svg).toContain(`href="data:image/png;base64,&quot;${ASSET}&quot;"`);
  const without = new SvgPen(within);
  drawShape(imageOf({ alt: "<b>&" }), without, PALETTES.light);
  expect(without.finish({ paper: null })).toContain("&lt;b&gt;&amp;");
  expect(without.finish({ paper: null })).not.toContain("<image");
});

test("R308: an image is mirrored by every pen, and a flip that cannot be read is none", () => {
  const image = imageOf({ flip: "xy" });
  const pen = new RecordingPen();
  drawShape(image, pen, PALETTES.light);
  expect(pen.marks).toMatchObject([{ as: "image", flip: "xy" }]);
  const svg = new SvgPen(shapeBox(image), { hrefOf: () => "data:image/png;base64,AA" });
  drawShape(image, svg, PALETTES.light);
  expect(svg.finish({ paper: null })).toContain('<g transform="matrix(-1 0 0 -1 200 100)"><svg');
  expect(svg.finish({ paper: null })).toMatch(/<\/svg><\/g><\/g><\/svg>$/);
  expect(imageOf({ flip: 7 }).flip).toBe("none");
});
