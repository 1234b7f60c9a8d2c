/** The board's own movement under a hand that drags something to its edge. */
import type { Point } from "../../../shared/board/shape.ts";
import { type Insets, panBy, type Viewport } from "../camera.ts";
import type { Editor } from "../editor.ts";
import { isDrag, type PointerInput } from "../tools/tool.ts";

/** CSS pixels from an edge of the free board at which it begins to move. A finger hides what lies under it. */
const ZONE = { mouse: 32, pen: 32, touch: 44 } as const;

/** CSS pixels a second at the edge and beyond it. */
const FASTEST = 1_400;

/** Milliseconds that the hand has to stay there: one that passes on its way moves nothing. */
const DELAY_MS = 180;

/** Milliseconds of one step at the most: after a pause of the page, the board does not jump. */
const LONGEST_STEP_MS = 50;

/** Returns how fast the content moves, in CSS pixels a second across and down: faster the nearer the hand is to an edge. */
export function edgeSpeed(
  [x, y]: Point,
  { width, height }: Viewport,
  { left, right }: Pick<Insets, "left" | "right">,
  zone: number,
): Point {
  return [speedAlong(x, left, width - right, zone), speedAlong(y, 0, height, zone)];
}

function speedAlong(at: number, least: number, most: number, zone: number): number {
  // In a narrow board, the zones would meet in its middle.
  const wide = Math.min(zone, (most - least) / 6);
  if (wide <= 0) return 0;
  const before = share((least + wide - at) / wide);
  const after = share((at - most + wide) / wide);
  return FASTEST * (before ** 2 - after ** 2);
}

function share(value: number): number {
  return Math.min(1, Math.max(0, value));
}

/** Moves the board while a drag is held at its edge, frame by frame. */
export class AutoPan {
  readonly #editor: Editor;
  readonly #onMove: () => void;
  #press: PointerInput | null = null;
  #now: PointerInput | null = null;
  #dragged = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #frame = 0;
  #last = 0;

  /** `onMove`: the board has moved under the hand. */
  constructor(editor: Editor, onMove: () => void) {
    this.#editor = editor;
    this.#onMove = onMove;
  }

  /** A drag begins, which takes something along or marks it. */
  begin(press: PointerInput): void {
    this.end();
    this.#press = press;
  }

  /** The hand is there now. */
  follow(now: PointerInput): void {
    if (this.#press === null) return;
    this.#now = now;
    this.#dragged ||= isDrag(this.#press, now);
    if (!this.#dragged || !this.#isAtEdge()) this.#rest();
    else if (this.#frame === 0) this.#timer ??= setTimeout(this.#start, DELAY_MS);
  }

  end(): void {
    this.#rest();
    this.#press = null;
    this.#now = null;
    this.#dragged = false;
  }

  #speed(): Point {
    const { viewport, insets, styleCover } = this.#editor.view;
    if (this.#now === null) return [0, 0];
    const { left, right } = insets.get();
    // The style panel comes and goes with the drag: its place counts as free.
    const free = { left: Math.max(0, left - styleCover.get().left), right };
    return edgeSpeed(this.#now.screen, viewport.get(), free, ZONE[this.#now.pointer]);
  }

  #isAtEdge(): boolean {
    const [across, down] = this.#speed();
    return across !== 0 || down !== 0;
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#frame !== 0) cancelAnimationFrame(this.#frame);
    this.#frame = 0;
  }

  readonly #start = (): void => {
    this.#timer = undefined;
    this.#last = performance.now();
    this.#frame = requestAnimationFrame(this.#step);
  };

  readonly #step = (): void => {
    const now = performance.now();
    const seconds = Math.min(LONGEST_STEP_MS, now - this.#last) / 1_000;
    this.#last = now;
    const [across, down] = this.#speed();
    this.#frame = requestAnimationFrame(this.#step);
    const { camera } = this.#editor.view;
    camera.set(panBy(camera.get(), across * seconds, down * seconds));
    this.#onMove();
  };
}
