/** Uploads: brings images into the room one after the other, and puts each on the board once it is stored. */

import type { AssetId } from "../../../shared/assets.ts";
import { addShape } from "../../../shared/board/document.ts";
import { stored } from "../../../shared/board/kinds/stretch.ts";
import type { Point, Size } from "../../../shared/board/record.ts";
import { words } from "../../words/words.ts";
import type { Editor } from "../editor.ts";
import { madeByMe, newShapeId } from "../new-shape.ts";
import { type Prepared, type PrepareFault, prepare } from "./prepare.ts";
import { imagesOf } from "./state.ts";
import type { Upload } from "./upload.ts";

/** Milliseconds before a network or server that did not take an image is asked again: doubled up to the second. */
const AGAIN_MS = { first: 2_000, most: 30_000 } as const;

/** The share of the view that a new image fills at most. */
const MOST_OF_VIEW = 0.6;

/** Board units between images that are added at once, and how many stand in a row. */
const GAP = 24;
const IN_A_ROW = 4;

/** The surroundings that tests stand in for. */
export interface Surroundings {
  readonly prepare: (file: File) => Promise<Prepared | PrepareFault>;
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}

const BROWSER: Surroundings = { prepare, wait: waitOnline };

/** Adds images around a point of the board. Done when each is there, was left out, or waits for the user. */
export async function upload(
  editor: Editor,
  files: readonly File[],
  at: Point,
  { prepare, wait }: Surroundings = BROWSER,
): Promise<void> {
  const jobs = files.map((file) => new Job(editor, file.name, wait));
  const ready: { readonly job: Job; readonly image: Prepared }[] = [];
  for (const [index, file] of files.entries()) {
    const job = jobs[index];
    if (job === undefined) continue;
    const image = await prepare(file);
    if (typeof image === "string") job.fail(image, false);
    else ready.push({ job, image });
  }
  const places = placesFor(
    editor,
    ready.map(({ image }) => image.size),
    at,
  );
  for (const [index, { job, image }] of ready.entries()) {
    const place = places[index];
    if (place !== undefined) await job.send(image, place);
  }
}

/** A place and size on the board. */
interface Place {
  readonly xy: Point;
  readonly size: Size;
}

/** One image on its way. */
class Job {
  readonly #editor: Editor;
  readonly #wait: Surroundings["wait"];
  readonly #id = newShapeId();
  readonly #name: string;
  #again: (() => void) | null = null;
  #hurry = new AbortController();
  #isLeftOut = false;

  constructor(editor: Editor, name: string, wait: Surroundings["wait"]) {
    this.#editor = editor;
    this.#name = name;
    this.#wait = wait;
    this.#show({ state: "sending", why: "", canRetry: false });
  }

  /** Stores the image, and tries again until the room has answered. */
  async send(image: Prepared, place: Place): Promise<void> {
    const { assets } = this.#editor;
    let wait: number = AGAIN_MS.first;
    while (assets !== null && !this.#isLeftOut) {
      this.#show({ state: "sending", why: "", canRetry: false });
      const result = await assets.store(image.blob);
      if (this.#isLeftOut) return;
      if (result.ok) {
        this.#put(result.value.id, image, place);
        return;
      }
      if (result.isFinal) {
        this.#again = () => void this.send(image, place);
        this.fail(result.error, true);
        return;
      }
      this.#hurry = new AbortController();
      this.#show({ state: "waiting", why: "", canRetry: true });
      await this.#wait(wait, this.#hurry.signal);
      wait = Math.min(AGAIN_MS.most, 2 * wait);
    }
  }

  /** Says that the image was not added. */
  fail(error: string, canRetry: boolean): void {
    const why: Readonly<Record<string, string>> = words.images.why;
    const sentence = Object.hasOwn(why, error) ? why[error] : words.images.why.failed;
    this.#show({ state: "failed", why: sentence ?? "", canRetry });
  }

  #put(asset: AssetId, { size: natural }: Prepared, { xy, size }: Place): void {
    const editor = this.#editor;
    if (editor.readOnly.get()) {
      this.fail("no-access", false);
      return;
    }
    const id = newShapeId();
    const look = { stroke: "ink", width: "m", alt: "" } as const;
    const shape = { id, type: "image", xy, size, asset, natural, ...look } as const;
    editor.transact(() => addShape(editor.doc, { ...shape, ...madeByMe(editor) }));
    this.#hide();
    if (editor.text.editing.get() === null && editor.hand.tool.get() === "select")
      editor.selection.set([id]);
  }

  #show(state: Pick<Upload, "state" | "why" | "canRetry">): void {
    const shown: Upload = {
      id: this.#id,
      name: this.#name,
      ...state,
      again: () => {
        this.#hurry.abort();
        this.#again?.();
        this.#again = null;
      },
      leaveOut: () => {
        this.#isLeftOut = true;
        this.#hurry.abort();
        this.#hide();
      },
    };
    const { uploads } = imagesOf(this.#editor);
    const others = uploads.get();
    const isKnown = others.some(({ id }) => id === this.#id);
    uploads.set(
      isKnown ? others.map((each) => (each.id === this.#id ? shown : each)) : [...others, shown],
    );
  }

  #hide(): void {
    const { uploads } = imagesOf(this.#editor);
    uploads.set(uploads.get().filter(({ id }) => id !== this.#id));
  }
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

/** Waits for so long, or until the network is back, or until the user is impatient. */
function waitOnline(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
    signal.addEventListener("abort", done);
  });
}
