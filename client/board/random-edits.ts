/** Random edits of a board for tests: numbers choose what is done, to what, and where. */
import * as Y from "yjs";
import { bind, letGo } from "../../shared/board/binding-edits.ts";
import { clippingOf } from "../../shared/board/clipping.ts";
import { copyShapes } from "../../shared/board/copies.ts";
import { croppedBy, uncropped } from "../../shared/board/crop.ts";
import { changeShape, writeShape } from "../../shared/board/document.ts";
import { LISTS } from "../../shared/board/draw/runs.ts";
import { group, ungroup } from "../../shared/board/group-edits.ts";
import { differences, readShape } from "../../shared/board/kinds.ts";
import { compareOrder, orderKeyAbove, readOrderKey } from "../../shared/board/order.ts";
import { contentOf, putInto, setPlace } from "../../shared/board/place-edits.ts";
import { setReaction } from "../../shared/board/reactions.ts";
import { putClipping, readClipping } from "../../shared/board/read-clipping.ts";
import type { Point } from "../../shared/board/record.ts";
import type { Relations } from "../../shared/board/relations.ts";
import { keysForPile, movedInPile, type PileWay } from "../../shared/board/reorder.ts";
import type { Shape } from "../../shared/board/shape.ts";
import { standing } from "../../shared/board/standing.ts";
import { ROUTES } from "../../shared/board/style.ts";
import { dissolveFrame, moveShapes, removeShapes } from "../../shared/board/subtree-edits.ts";
import { boxOf } from "./geometry.ts";
import { formatLetters, toggleList } from "./text/rich/edits.ts";
import { resizedBox, resizedShapes } from "./tools/select/resize.ts";
import { flippedShape, turnedShape } from "./tools/select/transformed.ts";

/** Three numbers by which an edit chooses. */
export interface Numbers {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** Makes ids that are the same each time a script is played, and in no order. */
export class Ids {
  #made = 0;

  next(): string {
    this.#made += 1;
    return `${(this.#made * 7919) % 1000}-${this.#made}`;
  }
}

type Edit = (board: Relations, choice: Choice, numbers: Numbers, ids: Ids) => void;

/** The shapes that the numbers have chosen. */
interface Choice {
  readonly one: string;
  readonly some: readonly string[];
  readonly frame: string | null;
  readonly arrow: string;
  readonly image: string;
  readonly other: string;
  readonly by: Point;
}

/** The edits by name. */
export const EDITS = {
  create: (board, _choice, { a, b, c }, ids) =>
    createShape(board, pick(TYPES, a) ?? "frame", [b % 500, c % 500], ids),
  move: (board, { one, some, by }, { c }) => moveShapes(board, c % 2 === 0 ? [one] : some, by),
  moveAsOldClient(board, { one }, { b, c }) {
    board.fieldsOf(one)?.set("xy", [b % 500, c % 500]);
  },
  putIntoFrame(board, { one, some, frame }, { c }) {
    putInto(board, c % 2 === 0 ? some : [one], frame);
  },
  takeOut(board, { one }) {
    putInto(board, [one], null);
  },
  group(board, { some }) {
    group(board, some);
  },
  ungroup: (board, { some }) => ungroup(board, some),
  bind(board, { arrow, other }, { a, b, c }) {
    const at = [(b % 5) / 4, (c % 5) / 4] as const;
    bind(board, arrow, a % 2 === 0 ? "start" : "end", { shape: other, at, edge: c % 2 === 0 });
  },
  reorder(board, { some }, { b, c }) {
    const moving = new Set(some);
    const pile = [...board.shapes.keys()]
      .filter((id) => board.tree.parentOf(id) === null)
      .map((id) => ({ id, z: readOrderKey(board.fieldsOf(id)?.get("z")) }))
      .sort(compareOrder);
    const moved = movedInPile(pile, moving, pick(WAYS, b) ?? "front", () => c % 3 > 0);
    for (const [id, z] of keysForPile(moved, moving)) board.fieldsOf(id)?.set("z", z);
  },
  reroute(board, { arrow }, { b, c }) {
    board.fieldsOf(arrow)?.set("route", ROUTES[b % ROUTES.length]);
    board.fieldsOf(arrow)?.set("bend", (c % 9) / 4 - 1);
  },
  format(board, { one }, { a, b, c }) {
    const text = board.fieldsOf(one)?.get("text");
    if (!(text instanceof Y.Text)) return;
    const [from, to] = [Math.min(a % 9, text.length), Math.min((a % 9) + (b % 5), text.length)];
    if (c % 2 === 0) toggleList(text, from, to, pick(LISTS, b) ?? "bullet");
    else formatLetters(text, from, to, { bold: c % 3 > 0 ? true : null });
  },
  letGo: (board, { arrow }) => letGo(board, arrow, () => true),
  deleteWithAll(board, { one }) {
    removeShapes(board, [one]);
  },
  resizeFrame(board, { frame, by }, { b, c }) {
    const xy = frame === null ? null : board.tree.boardXy(frame);
    if (frame === null || xy === null) return;
    const content = contentOf(board, frame);
    board.fieldsOf(frame)?.set("size", [b % 400, c % 300]);
    setPlace(board, frame, [xy[0] + by[0], xy[1] + by[1]]);
    for (const [id, place] of content) setPlace(board, id, place);
  },
  deleteFrameAlone: (board, { frame }) => dissolveFrame(board, frame ?? ""),
  deleteAsProgram: (board, { one }) => board.shapes.delete(one),
  copy(board, { one, some, by }, { c }, ids) {
    const made = { by: "", at: c };
    const newId = () => ids.next();
    copyShapes(board, c % 2 === 0 ? some : [one], { by, made, above: "a5", newId });
  },
  paste: (board, { one, some, by }, { c }, ids) =>
    pasteCopied(board, c % 2 === 0 ? some : [one], by, ids),
  cutAndPaste(board, { one, by }, _numbers, ids) {
    pasteCopied(board, [one], by, ids);
    removeShapes(board, [one]);
  },
  react(board, { one }, { a, b, c }) {
    const name = b % 2 === 0 ? "dot" : "heart";
    const fields = board.fieldsOf(one);
    if (fields !== undefined) setReaction(fields, name, `person${a % 3}`, c % 3 > 0);
  },
  restyle(board, { some }, { b, c }) {
    for (const id of some) {
      board.fieldsOf(id)?.set("stroke", b % 2 === 0 ? "red" : "blue");
      if (c % 2 === 0) board.fieldsOf(id)?.set("opacity", (c % 5) / 4);
    }
  },
  /** As an alignment does, which moves each shape its own way. */
  moveApart(board, { some }, { b, c }) {
    for (const [at, id] of board.tree.topmost(some).entries()) {
      moveShapes(board, [id], [(b % 40) - at * 7, at * 11 - (c % 30)]);
    }
  },
  flip(board, { some }, { a, b }) {
    for (const id of some) {
      const shape = shapeIn(board, id);
      if (shape !== null) change(board, shape, flippedShape(shape, a % 2 === 0 ? "x" : "y", b));
    }
  },
  resize(board, { some, by }, { a }) {
    const handle = a % 2 === 0 ? "e" : "s";
    for (const id of some) {
      const shape = shapeIn(board, id);
      if (shape === null) continue;
      const from = boxOf(shape.xy, shape.size);
      const to = resizedBox(from, handle, by, { keep: a % 3 === 0, centre: false });
      for (const next of resizedShapes([shape], from, to, handle)) change(board, shape, next);
    }
  },
  turn(board, { some }, { a, b, c }) {
    for (const id of some) {
      const shape = shapeIn(board, id);
      const by = (((a % 24) - 12) * Math.PI) / 12;
      if (shape !== null) change(board, shape, turnedShape(shape, by, [b % 500, c % 500]));
    }
  },
  crop(board, { image }, { a, b, c }) {
    const shape = shapeIn(board, image);
    if (shape?.type !== "image") return;
    const handle = pick(["nw", "n", "e", "se", "w"] as const, a) ?? "n";
    const cropped =
      c % 3 === 0 ? uncropped(shape) : croppedBy(shape, handle, [(b % 61) - 30, (c % 41) - 20]);
    change(board, shape, { ...shape, ...cropped });
  },
  describe(board, { image }, { a }) {
    board.fieldsOf(image)?.set("alt", `a cat, ${a}`);
  },
  lock(board, { some }, { c }) {
    for (const id of some) board.fieldsOf(id)?.set("locked", c % 2 === 0);
  },
  name(board, { frame }, { a }) {
    board.fieldsOf(frame ?? "")?.set("name", `frame ${a}`);
  },
  frameAround(board, { some, by }, { c }, ids) {
    const frame = createShape(board, "frame", [by[0], c % 300], ids);
    putInto(board, some, frame);
  },
  connect(board, { one, by }, { b, c }, ids) {
    if (board.boxOf(one) === undefined) return;
    const next = createShape(board, "note", [b % 500, c % 500], ids);
    const arrow = createShape(board, "arrow", by, ids);
    const middle = { at: [0.5, 0.5], edge: true } as const;
    bind(board, arrow, "start", { shape: one, ...middle });
    bind(board, arrow, "end", { shape: next, ...middle });
    const frame = board.tree.parentOf(one);
    if (frame !== null) putInto(board, [next, arrow], frame);
  },
} satisfies Record<string, Edit>;
export type EditName = keyof typeof EDITS;

/** Copies shapes as text, and pastes what is read of it. */
function pasteCopied(board: Relations, some: readonly string[], by: Point, ids: Ids): void {
  const clipping = readClipping(clippingOf(board, some, "") ?? "");
  if (typeof clipping === "string") return;
  const into = { shapes: board.shapes, frame: null };
  const options = { by, made: { by: "", at: 0 }, above: "a5", newId: () => ids.next() };
  putClipping(clipping, into, options);
}

/** Does an edit; one for which there is nothing does nothing. */
export function edit(board: Relations, name: EditName, numbers: Numbers, ids: Ids): void {
  const { a, b, c } = numbers;
  const all = [...board.shapes.keys()].sort();
  const typed = (type: string) => all.filter((id) => board.fieldsOf(id)?.get("type") === type);
  const every = 2 + (c % 3);
  const choice: Choice = {
    one: pick(all, a) ?? "",
    some: all.filter((_, at) => at % every === a % every),
    frame: pick(typed("frame"), b) ?? null,
    arrow: pick(typed("arrow"), a) ?? "",
    image: pick(typed("image"), a) ?? "",
    other: pick(all, b) ?? "",
    by: [(b % 21) * 10 - 100, (c % 21) * 10 - 100],
  };
  EDITS[name](board, choice, numbers, ids);
}

const WAYS: readonly PileWay[] = ["front", "forward", "backward", "back"];

const TYPES = ["frame", "note", "arrow", "frame", "note", "image"] as const;

/** The id of an image that no room has. */
const ASSET = "a".repeat(43);

/** A shape as it stands on the board; `null` for one that cannot be drawn. */
function shapeIn(board: Relations, id: string): Shape | null {
  const fields = board.fieldsOf(id);
  const shape = fields === undefined ? null : readShape(id, fields);
  return shape === null ? null : standing(shape, board);
}

function change({ shapes }: Relations, before: Shape, now: Shape): void {
  if (shapes.doc !== null) changeShape(shapes.doc, before.id, differences(before, now));
}

/** Creates a shape of a type, frames and images included, and returns its id. */
export function createShape(board: Relations, type: string, xy: Point, ids: Ids): string {
  const size = type === "frame" ? [300, 200] : [80, 60];
  const id = ids.next();
  writeShape(board.shapes, id, {
    ...{ type, xy, size, z: orderKeyAbove(`a${id.length}`), stroke: "ink", by: "", at: 0 },
    ...(type === "arrow" && { from: [0, 0], to: size }),
    ...(type === "note" && { text: "words" }),
    ...(type === "image" && { asset: ASSET, natural: [800, 600] }),
  });
  return id;
}

function pick<T>(from: readonly T[], number: number): T | undefined {
  return from[number % Math.max(1, from.length)];
}
