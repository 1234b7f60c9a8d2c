/** Tests of board files: a board that is written and read again is equal, and hostile files do no harm. */
import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { type AssetId, parseAssetId } from "../assets.ts";
import { MAX_FILE_SHAPES } from "../limits.ts";
import { bind } from "./binding-edits.ts";
import {
  type BoardFile,
  boardFileOf,
  isBoardFile,
  putBoardFile,
  readBoardFile,
} from "./board-file.ts";
import { pngWith, svgElementWith, textInPng, textInSvg } from "./carried.ts";
import { shapesOf, writeShape } from "./document.ts";
import { group } from "./group-edits.ts";
import { KINDS, readShape } from "./kinds.ts";
import { orderKeysAbove } from "./order.ts";
import { putInto } from "./place-edits.ts";
import { type Relations, watchRelations } from "./relations.ts";
import { standing } from "./standing.ts";

const TYPES = KINDS.map(({ type }) => type);
const CAT = parseAssetId("a".repeat(43)) as AssetId;

/** A board with two shapes of each type. */
function board() {
  const doc = new Y.Doc();
  const { relations } = watchRelations(doc);
  for (const [at, z] of orderKeysAbove(null, 2 * TYPES.length).entries()) {
    writeShape(shapesOf(doc), `shape ${at}`, {
      ...{ type: TYPES[at % TYPES.length], z, xy: [at * 50, at * 20], size: [40, 30] },
      ...{ stroke: "teal", width: "l", fill: "red", tone: "solid", dash: "dotted", opacity: 0.5 },
      ...{ text: `words </metadata> \u0007 ${at}`, by: "mina", at, from: [0, 30], to: [40, 0] },
      ...{ points: new Uint8Array([1, 2, 0, 0, 127, 64, 12, 127]), url: "https://stoa.example/" },
      ...{ asset: CAT, natural: [80, 60], alt: "a cat", name: "a sheet" },
    });
  }
  return { doc, relations, ids: [...relations.shapes.keys()] };
}

const edit = fc.record({
  does: fc.constantFrom("group", "nest", "bind", "lock", "turn", "bold"),
  a: fc.nat(1_000),
  b: fc.nat(1_000),
});
type Edit = typeof edit extends fc.Arbitrary<infer T> ? T : never;

function relate(relations: Relations, ids: readonly string[], { does, a, b }: Edit): void {
  const [one = "", other = ""] = [ids[a % ids.length], ids[b % ids.length]];
  const fields = relations.fieldsOf(one);
  const text = fields?.get("text");
  if (does === "group") group(relations, [one, other]);
  if (does === "nest") putInto(relations, [one], other);
  if (does === "lock") fields?.set("locked", true);
  if (does === "turn") fields?.set("angle", b / 100);
  if (does === "bold" && text instanceof Y.Text) text.format(0, 1 + (b % 4), { bold: true });
  const arrow = ids[TYPES.indexOf("arrow") + (a % 2) * TYPES.length] ?? "";
  if (does === "bind") bind(relations, arrow, "start", { shape: other, at: [0, 0.5], edge: true });
}

/** All shapes as they are seen, bottom to top, with what belongs together; without what a copy gets anew. */
function described(relations: Relations, names: ReadonlyMap<string, string>): unknown[] {
  const originals = new Map([...names].map(([id, copy]) => [copy, id]));
  const named = (id: string | null) => (id === null ? null : originals.get(id));
  const shapes = [...relations.shapes].flatMap(([id, fields]) => readShape(id, fields) ?? []);
  return shapes
    .map((shape) => standing(shape, relations))
    .sort((a, b) => relations.compare(a, b))
    .map(({ id, ...shape }) => ({
      ...{ ...shape, by: "", at: 0, z: "", id: named(id) },
      parent: named(relations.tree.parentOf(id)),
      groups: relations.groups.tagsOf(id).map((tag) => {
        return [...relations.groups.members(tag)].map(named).sort();
      }),
      text: "text" in shape ? shape.text.toDelta() : null,
      start: "start" in shape && shape.start && { ...shape.start, shape: named(shape.start.shape) },
      end: "end" in shape && shape.end && { ...shape.end, shape: named(shape.end.shape) },
    }));
}

function read(text: string): BoardFile {
  const file = readBoardFile(text);
  if (typeof file === "string") throw new Error(`The file cannot be read: ${file}`);
  return file;
}

function imported(file: BoardFile) {
  const doc = new Y.Doc();
  const { relations } = watchRelations(doc);
  const options = { by: [0, 0], made: { by: "jonas", at: 9 }, above: null } as const;
  const into = { shapes: shapesOf(doc), frame: null };
  return { relations, copies: doc.transact(() => putBoardFile(file, into, options)) };
}

test("R330: a board that is exported as JSON and imported is equal to itself", () => {
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 25 }), (edits) => {
      const { doc, relations, ids } = board();
      for (const one of edits) doc.transact(() => relate(relations, ids, one));
      const text = boardFileOf(relations, ids, { room: "here" });
      expect(isBoardFile(text)).toBe(true);
      const { relations: there, copies } = imported(read(text));
      expect(described(there, copies)).toEqual(
        described(relations, new Map(ids.map((id) => [id, id]))),
      );
    }),
    { numRuns: 30 },
  );
});

test("R330: a file holds its images, and says who has made its shapes", () => {
  const { relations } = board();
  const images = new Map([[CAT, "data:image/png;base64,AQID"]]);
  const text = boardFileOf(relations, ["shape 0"], { room: "here", images });
  expect(JSON.parse(text).shapes["shape 0"]).toMatchObject({ by: "mina", at: 0 });
  expect(read(text).images.get(CAT)).toEqual({
    type: "image/png",
    bytes: new Uint8Array([1, 2, 3]),
  });
});

test("R330: a hostile file is refused, or its bad parts are left out", () => {
  const { relations, ids } = board();
  const good = JSON.parse(boardFileOf(relations, ids));
  const readAs = (change: object) => readBoardFile(JSON.stringify({ ...good, ...change }));
  expect(readBoardFile("{")).toBe("none");
  expect(readAs({ version: 2 })).toBe("none");
  expect(readAs({ shapes: [] })).toBe("none");
  expect(readAs({ shapes: {} })).toBe("nothing");
  const many = Array.from({ length: MAX_FILE_SHAPES + 1 }, (_, at) => [`s${at}`, {}]);
  expect(readAs({ shapes: Object.fromEntries(many) })).toBe("too-large");
  const images = {
    [CAT]: "data:image/svg+xml;base64,AQID",
    ["b".repeat(43)]: "data:image/png;base64,%",
    c: 1,
  };
  expect(readAs({ images })).toMatchObject({ images: new Map(), leftOut: 0 });
  expect(
    readAs({ shapes: { ...good.shapes, bad: { type: "note", xy: [1e308, 0] } } }),
  ).toMatchObject({
    leftOut: 1,
  });
});

/** The smallest PNG: one transparent pixel. */
const PIXEL = Uint8Array.from(
  atob(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  ),
  (sign) => sign.charCodeAt(0),
);

test("R331: pictures carry a board: PNG as a chunk, SVG as an element", async () => {
  const { relations, ids } = board();
  const text = boardFileOf(relations, ids);
  const png = await pngWith(PIXEL, text);
  expect(await textInPng(png, 1e6)).toBe(text);
  expect(await textInPng(png, text.length - 1)).toBe(null);
  expect(await textInPng(PIXEL, 1e6)).toBe(null);
  for (let cut = 0; cut < png.length; cut += 7) {
    expect(await textInPng(png.subarray(0, cut), 1e6)).toBeOneOf([text, null]);
  }
  const element = svgElementWith(text);
  expect(element.match(/<|>|&/g)).toHaveLength(4);
  const carried = textInSvg(`<svg>${element}</svg>`) ?? "";
  expect(JSON.parse(carried)).toEqual(JSON.parse(text));
  expect(textInSvg("<svg></svg>")).toBe(null);
});
