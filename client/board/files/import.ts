/** Imports drawings: reads them in slices, stores their images, writes them as one step, and tells what has changed. */

import { readShape } from "../../../shared/board/kinds.ts";
import { plainFields } from "../../../shared/board/record.ts";
import type { Point, Shape } from "../../../shared/board/shape.ts";
import { FONTS, type Font } from "../../../shared/board/style.ts";
import { MAX_FILE_BYTES } from "../../../shared/limits.ts";
import { filesWords } from "../../words/files-words.ts";
import { readForeign } from "../clipboard/foreign/foreign.ts";
import { boundsOf } from "../clipboard/foreign/pages.ts";
import { Changes, type Foreign } from "../clipboard/foreign/values.ts";
import { type Spot, wayTo } from "../clipboard/way.ts";
import type { Editor } from "../editor.ts";
import { frameUnder } from "../frames/frame-under.ts";
import { type Box, boxCenter, boxContains, boxOf } from "../geometry.ts";
import { lettersReady } from "../text/letters.ts";
import { zoomToShapes } from "../view.ts";
import { readJson } from "./json.ts";
import { type ImportFault, type Ready, readyShapes } from "./ready.ts";
import { Cancelled, inSlices } from "./slices.ts";
import { type ImportPhase, importAt } from "./state.ts";
import { storeImages } from "./stored-images.ts";
import { type Place, written } from "./write.ts";

/** Units between what is there and a drawing that is put beside it. */
const BESIDE = 120;

/** Shapes that are selected after they have come, at most: a frame around more says nothing. */
const MOST_SELECTED = 2_000;

/** The shares of the reading at which the text is read, and the shapes are made; then their words are fitted. */
const READ = 0.3;
const FITTED = 0.4;

/** Where a drawing goes: beside all that is there; around a point, if nothing is there; or as something that is pasted. */
export type ImportSpot = "beside" | { readonly dropped: Point } | Spot;

/** A drawing: its name, and its content as JSON or as it was read from it. */
export interface Drawing {
  readonly name: string;
  readonly content: string | object;
  /** The summary leaves out what has become another thing. */
  readonly isQuiet?: boolean;
}

/** Imports a drawing. A bad one gets a sentence and changes nothing. Returns whether it has come. */
export async function importDrawing(
  editor: Editor,
  { name, content, isQuiet = false }: Drawing,
  spot: ImportSpot,
): Promise<boolean> {
  const state = importAt(editor);
  const { readOnly } = editor;
  if (readOnly.get() || state.get()?.kind === "importing") return false;
  const stop = new AbortController();
  const show = (phase: ImportPhase) => (share: number) =>
    state.set({ kind: "importing", name, phase, share, cancel: () => stop.abort() });
  show("reading")(0);
  try {
    const foreign = await readContent(content, stop.signal, show("reading"));
    if (typeof foreign === "string") return refuse(editor, foreign, name);
    // Texts are measured: that takes their letters.
    await lettersThere(foreign);
    const ready = await inSlices(readyShapes(foreign), stop.signal, (share) =>
      show("reading")(FITTED + share * (1 - FITTED)),
    );
    if (typeof ready === "string") return refuse(editor, ready, name);
    const whole = await withImages(editor, ready, foreign, stop.signal, show("images"));
    if (whole.length === 0) return refuse(editor, "nothing", name);
    await put(editor, whole, spot, show("writing"));
    tell(editor, name, isQuiet ? new Changes() : foreign.changes);
    return true;
  } catch (error) {
    state.set(null);
    if (error instanceof Cancelled) return false;
    throw error;
  }
}

async function readContent(
  content: string | object,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<Foreign | ImportFault> {
  if (typeof content === "string" && content.length > MAX_FILE_BYTES) return "too-large";
  try {
    const value =
      typeof content === "string"
        ? await inSlices(readJson(content), signal, (share) => onProgress(share * READ))
        : content;
    const rest = (share: number) => onProgress(READ + share * (FITTED - READ));
    return (await inSlices(readForeign(value), signal, rest)) ?? "none";
  } catch (error) {
    if (error instanceof SyntaxError) return "none";
    throw error;
  }
}

function refuse(editor: Editor, fault: ImportFault, name: string): false {
  importAt(editor).set(null);
  editor.page.say(filesWords.files.faults[fault](name));
  return false;
}

/** Letters by which it is found out which parts of a font are needed. */
const MOST_LETTERS = 20_000;

async function lettersThere({ shapes }: Foreign): Promise<void> {
  const written = new Map<Font, string>();
  for (const [, { text, font }] of shapes) {
    const known = FONTS.find((one) => one === font);
    const before = known === undefined ? "" : (written.get(known) ?? "");
    if (known === undefined || before.length > MOST_LETTERS) continue;
    const plain = typeof text === "string" ? text : JSON.stringify(text ?? "");
    written.set(known, before + plain.slice(0, MOST_LETTERS));
  }
  await Promise.all([...written].map(([font, letters]) => lettersReady(letters, font)));
}

/** Stores the images. A shape whose image cannot be had is left out, and counted. */
async function withImages(
  editor: Editor,
  ready: readonly Ready[],
  { images, changes }: Foreign,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<readonly Ready[]> {
  const wanted = new Set(ready.flatMap(({ image }) => image ?? []));
  if (wanted.size === 0) return ready;
  const own = new Map([...images].filter(([name]) => wanted.has(name)));
  const stored = await storeImages(editor, own, signal, onProgress);
  const whole = ready.flatMap((one): Ready[] => {
    const image = one.image === null ? undefined : stored.get(one.image);
    if (one.image === null) return [one];
    return image === undefined ? [] : [{ ...one, fields: { ...one.fields, ...image } }];
  });
  changes.note("imageRefused", ready.length - whole.length);
  return whole;
}

/** Puts shapes on the board, selects them, and brings them into view where they were put beside the others. */
async function put(
  editor: Editor,
  ready: readonly Ready[],
  spot: ImportSpot,
  onProgress: (share: number) => void,
): Promise<void> {
  const { left, top, right, bottom } = boundsOf(ready.map(({ id, fields }) => [id, fields]));
  const box = { minX: left, minY: top, maxX: right, maxY: bottom };
  const { place, isBeside } = placeFor(editor, ready, box, spot);
  editor.take("select");
  const { signal } = new AbortController();
  const ids = await inSlices(written(editor, ready, place), signal, onProgress);
  const { tree } = editor.scene.relations;
  const topmost = tree.topmost(ids.filter((id) => editor.scene.has(id)));
  editor.selection.set(topmost.length > MOST_SELECTED ? [] : topmost);
  if (isBeside || !isInView(editor, topmost)) zoomToShapes(editor, topmost);
}

interface Placing {
  readonly place: Place;
  readonly isBeside: boolean;
}

function placeFor(editor: Editor, ready: readonly Ready[], box: Box, spot: ImportSpot): Placing {
  if (spot === "beside") return beside(editor, box);
  const { scene } = editor;
  const aim = typeof spot === "object" && "dropped" in spot ? spot.dropped : spot;
  const [lowest] = ready.flatMap(({ fields }) => shapeOf(fields) ?? []);
  const by = wayTo(editor, { shapes: lowest === undefined ? [] : [lowest], box }, aim);
  const [x, y] = boxCenter(box);
  const moved = {
    ...{ minX: box.minX + by[0], minY: box.minY + by[1] },
    ...{ maxX: box.maxX + by[0], maxY: box.maxY + by[1] },
  };
  // A frame that is too small would cut them off.
  const holds = ({ locked, xy, size }: Shape) => !locked && boxContains(boxOf(xy, size), moved);
  const frame = frameUnder(scene, [x + by[0], y + by[1]], holds);
  const isTaken = frame === null && aim !== spot && scene.some(moved, () => true);
  return isTaken ? beside(editor, box) : { place: { by, frame }, isBeside: false };
}

/** The place right of all that is there. An empty board takes a drawing as it is. */
function beside({ scene }: Editor, box: Box): Placing {
  const there = scene.bounds();
  const by: Point =
    there === null ? [0, 0] : [there.maxX + BESIDE - box.minX, there.minY - box.minY];
  return { place: { by, frame: null }, isBeside: true };
}

function isInView(editor: Editor, ids: readonly string[]): boolean {
  const { width, height } = editor.view.viewport.get();
  const box = editor.scene.bounds(ids);
  if (box === null || width === 0) return true;
  const [minX, minY] = editor.view.toBoard([0, 0]);
  const [maxX, maxY] = editor.view.toBoard([width, height]);
  return boxContains({ minX, minY, maxX, maxY }, box);
}

function shapeOf(fields: Ready["fields"]): Shape | null {
  const text = "text" in fields ? { text: "" } : {};
  return readShape("some", plainFields({ ...fields, ...text }));
}

/** Tells what has become of things that are not known here. */
function tell(editor: Editor, name: string, changes: Changes): void {
  const told = [...changes];
  const depth = editor.history.depth.get().undo;
  importAt(editor).set(told.length === 0 ? null : { kind: "imported", name, changes: told, depth });
}
