/** The events of each row of the board's benchmark: the same for every board, one a frame. */

/** A board with the drawing on it, as a page offers it to the benchmark. */
export interface BoardPage {
  /** Is the drawing on the screen? */
  isShown(): boolean;
  /** The place from which it is seen now. */
  camera(): readonly [x: number, y: number, zoom: number];
  /** The element that takes the wheel over the board: names that lie over it take none in some boards. */
  wheelTarget(): Element | null;
  /** Where the top left corner of a shape is on the board, as it is seen. */
  placeOf(id: string): readonly [x: number, y: number] | null;
  /** Looks at the board from a place: screen = (board − [x, y]) × zoom. */
  look(x: number, y: number, zoom: number): void;
  select(ids: readonly string[]): void;
  /** Takes the pen into the hand, or else the tool that selects. */
  take(tool: "pen" | "select"): void;
  /** Shows other people's pointers at these places of the board. */
  point(places: readonly (readonly [number, number])[]): void;
  /** The pixels of a wheel's event with ctrl that zooms by two per cent at a zoom. */
  zoomDelta(zoom: number): number;
}

/** The motion of a row. */
export type Motion = "pan" | "zoom" | "drag" | "draw" | "pointers";

export interface Run {
  readonly motion: Motion;
  readonly frames: number;
  /** Milliseconds after which it ends with fewer frames. */
  readonly most: number;
  /** The camera that it begins with. */
  readonly camera: { readonly x: number; readonly y: number; readonly zoom: number };
  /** The shapes that are selected and dragged. */
  readonly ids: readonly string[];
  /** Where the hand comes down, in CSS pixels. */
  readonly at: readonly [number, number];
}

export interface BoardBench {
  /** Milliseconds from the link to the picture; `null`: not yet. */
  shownAt: number | null;
  /** Makes ready for a run. */
  prepare(run: Run): Promise<void>;
  /** Runs, and says how many frames there were. */
  run(run: Run): Promise<number>;
  /** Lets go, and waits until the board rests. */
  end(run: Run): Promise<void>;
}

declare global {
  interface Window {
    boardBench: BoardBench;
  }
}

/** Other people whose pointers move. */
const PEOPLE = 50;

/** Milliseconds after which each board has come to rest. */
const REST = 400;

const frame = (): Promise<void> => new Promise((resolve) => requestAnimationFrame(() => resolve()));
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Offers a board to the benchmark that drives this page. */
export function offer(page: BoardPage): void {
  // These events are made by script: their pointers cannot be captured, and none of them were joined.
  Element.prototype.setPointerCapture = () => undefined;
  Element.prototype.releasePointerCapture = () => undefined;
  PointerEvent.prototype.getCoalescedEvents = function coalesced(): PointerEvent[] {
    return [this];
  };
  window.boardBench = {
    shownAt: null,
    async prepare({ motion, camera, ids }) {
      page.take(motion === "draw" ? "pen" : "select");
      page.select([]);
      page.look(camera.x, camera.y, camera.zoom);
      await pause(REST);
      if (motion === "drag") page.select(ids);
      await pause(REST / 2);
    },
    async run(run) {
      const start = performance.now();
      const step = stepOf(page, run);
      const before = stateOf(page, run);
      let hasMoved = false;
      let frames = 0;
      while (frames === 0 || (frames < run.frames && performance.now() - start < run.most)) {
        step(frames);
        frames += 1;
        await frame();
        hasMoved ||= before !== null && stateOf(page, run) !== before;
      }
      // A board that does not do what it is asked would be the fastest.
      if (before !== null && !hasMoved) throw new Error(`nothing moved in ${run.motion}`);
      // A board may repaint when it comes to rest: that is a part of the work.
      await pause(REST);
      return frames;
    },
    async end({ motion, at }) {
      if (motion === "drag" || motion === "draw") {
        pointer("pointerup", at[0], at[1], 0);
        await pause(REST);
      }
      page.take("select");
      page.select([]);
      page.point([]);
      await frame();
    },
  };
  void watch(page);
}

/** The state that a run changes, as far as a board tells it. */
function stateOf(page: BoardPage, { motion, ids }: Run): string | null {
  if (motion === "pan" || motion === "zoom") return String(page.camera());
  const [first] = ids;
  return motion === "drag" && first !== undefined ? String(page.placeOf(first)) : null;
}

async function watch(page: BoardPage): Promise<void> {
  while (!page.isShown()) await frame();
  await frame();
  window.boardBench.shownAt = performance.now();
}

/** The step of each frame. */
function stepOf(page: BoardPage, { motion, camera, at }: Run): (frame: number) => void {
  const back = (index: number) => (Math.floor(index / 15) % 2 === 0 ? 1 : -1);
  const [x, y] = at;
  switch (motion) {
    case "pan":
      return (index) => wheel(page, 9 * back(index), 5 * back(index), false);
    case "zoom": {
      let { zoom } = camera;
      return (index) => {
        // Out first: that uncovers what was not in view.
        wheel(page, 0, page.zoomDelta(zoom) * back(index), true);
        zoom *= 1.02 ** -back(index);
      };
    }
    case "drag":
      pointer("pointermove", x, y, 0);
      pointer("pointerdown", x, y, 1);
      return (index) => pointer("pointermove", x + 6 + index * 3, y + 6 + index * 2, 1);
    case "draw":
      pointer("pointermove", x, y, 0);
      pointer("pointerdown", x, y, 1);
      return (index) => {
        const turn = index / 9;
        const far = 20 + index * 2;
        pointer("pointermove", x + far * Math.cos(turn), y + far * Math.sin(turn), 1);
      };
    case "pointers":
      return (index) =>
        page.point(
          Array.from({ length: PEOPLE }, (_, person) => {
            const turn = index / 12 + person;
            const left = 640 + (60 + person * 9) * Math.cos(turn);
            const top = 400 + (40 + person * 6) * Math.sin(turn);
            return [camera.x + left / camera.zoom, camera.y + top / camera.zoom] as const;
          }),
        );
  }
}

/** Where the wheel is turned, in CSS pixels. */
const WHEEL_AT = [600, 330] as const;

/** The red of a pixel that is drawn on: paper and the dots of a grid have more. */
const DRAWN = 120;

/** Says whether something is drawn in the middle half of a canvas: by shapes of any colour but red and orange. */
export function isDrawnOn(canvas: HTMLCanvasElement): boolean {
  const pixels = canvas.getContext("2d")?.getImageData(320, 200, 640, 400).data ?? [];
  for (let index = 0; index < pixels.length; index += 4) {
    const isSeen = (pixels[index + 3] ?? 0) > 0;
    if (isSeen && (pixels[index] ?? 255) < DRAWN) return true;
  }
  return false;
}

function wheel(page: BoardPage, deltaX: number, deltaY: number, ctrlKey: boolean): void {
  const [clientX, clientY] = WHEEL_AT;
  const event = new WheelEvent("wheel", {
    bubbles: true,
    cancelable: true,
    composed: true,
    view: window,
    deltaX,
    deltaY,
    ctrlKey,
    clientX,
    clientY,
  });
  page.wheelTarget()?.dispatchEvent(event);
}

function pointer(type: string, clientX: number, clientY: number, buttons: number): void {
  const event = new PointerEvent(type, {
    bubbles: true,
    cancelable: true,
    composed: true,
    view: window,
    pointerId: 1,
    pointerType: "mouse",
    isPrimary: true,
    button: type === "pointermove" ? -1 : 0,
    buttons,
    pressure: buttons === 0 ? 0 : 0.5,
    clientX,
    clientY,
  });
  const target = document.elementFromPoint(clientX, clientY);
  if (target === null && type === "pointerdown") throw new Error("the hand is not on the page");
  target?.dispatchEvent(event);
}
