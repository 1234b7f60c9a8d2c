/** Uploads: brings images into the room one after the other, and puts each on the board once it is stored. */

import type { AssetId } from "../../../shared/assets.ts";
import { addShape } from "../../../shared/board/document.ts";
import { stored } from "../../../shared/board/kinds/stretch.ts";
import type { Point, Size } from "../../../shared/board/record.ts";
import type { Editor } from "../editor.ts";
import { madeByMe, newShapeId } from "../new-shape.ts";
import { Job, type Wait } from "./job.ts";
import { type Prepared, type PrepareFault, prepare } from "./prepare.ts";

/** The share of the view that a new image fills at most. */
const MOST_OF_VIEW = 0.6;

/** Board units between images that are added at once, and how many stand in a row. */
const GAP = 24;
const IN_A_ROW = 4;

/** The surroundings that tests stand in for. */
export interface Surroundings {
  readonly prepare: (file: File) => Promise<Prepared | PrepareFault>;
  /** As the browser waits, unless it is given. */
  readonly wait?: Wait;
}

/** Adds images around a point of the board. Done when each is there, was left out, or waits for the user. */
export async function upload(
  editor: Editor,
  files: readonly File[],
  at: Point,
  { prepare: made, wait }: Surroundings = { prepare },
): Promise<void> {
  const jobs = files.map((file) => new Job(editor, file.name, wait));
  const ready: { readonly job: Job; readonly image: Prepared }[] = [];
  for (const [index, file] of files.entries()) {
    const job = jobs[index];
    if (job === undefined) continue;
    const image = await made(file);
    if (typeof image === "string") job.fail(image, null);
    else ready.push({ job, image });
  }
  const places = placesFor(
    editor,
    ready.map(({ image }) => image.size),
    at,
  );
  for (const [index, { job, image }] of ready.entries()) {
    const place = places[index];
    if (place !== undefined) await send(editor, job, image, place);
  }
}

/** A place and size on the board. */
interface Place {
  readonly xy: Point;
  readonly size: Size;
}

/** Stores an image, and puts it on the board. */
async function send(editor: Editor, job: Job, image: Prepared, place: Place): Promise<void> {
  const { assets } = editor;
  if (assets === null) return;
  const result = await job.attempt((options) => assets.store(image.blob, options));
  if (result === "left out") return;
  if (!result.ok) job.fail(result.error, () => void send(editor, job, image, place));
  else if (editor.readOnly.get()) job.fail("no-access", null);
  else {
    put(editor, result.value.id, image, place);
    job.end();
  }
}

function put(editor: Editor, asset: AssetId, image: Prepared, { xy, size }: Place): void {
  const id = newShapeId();
  const look = { stroke: "ink", width: "m", alt: "" } as const;
  const shape = { id, type: "image", xy, size, asset, natural: image.size, ...look } as const;
  editor.transact(() => addShape(editor.doc, { ...shape, ...madeByMe(editor) }));
  if (editor.text.editing.get() === null && editor.hand.tool.get() === "select")
    editor.selection.set([id]);
}

/** Places for images of these pixels: in rows around a point, none larger than most of the view. */
export function placesFor(editor: Editor, sizes: readonly Size[], [x, y]: Point): Place[] {
  const { width, height } = editor.view.viewport.get();
  const { zoom } = editor.view.camera.get();
  const fitted = sizes.map(([across, down]): Size => {
    const room = MOST_OF_VIEW / zoom;
    const scale = Math.min(1, (width * room) / across, (height * room) / down);
    return [stored(across * scale), stored(down * scale)];
  });
  const rows: Size[][] = [];
  for (let first = 0; first < fitted.length; first += IN_A_ROW) {
    rows.push(fitted.slice(first, first + IN_A_ROW));
  }
  const heights = rows.map((row) => Math.max(...row.map(([, down]) => down)));
  let top = y - (sum(heights) + GAP * (rows.length - 1)) / 2;
  return rows.flatMap((row, index) => {
    let left = x - (sum(row.map(([across]) => across)) + GAP * (row.length - 1)) / 2;
    const places = row.map((size): Place => {
      const place = { xy: [stored(left), stored(top)] as const, size };
      left += size[0] + GAP;
      return place;
    });
    top += (heights[index] ?? 0) + GAP;
    return places;
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, each) => total + each, 0);
}
