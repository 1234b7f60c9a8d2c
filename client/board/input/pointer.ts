import type { InkPoint } from "../../../shared/board/ink.ts";
import type { Point } from "../../../shared/board/shape.ts";
import { isAvailable } from "../commands/command.ts";
import type { Editor } from "../editor.ts";
import type { Interaction } from "../interaction.ts";
import { panDrag } from "../tools/hand.ts";
import type { Drag, PointerInput } from "../tools/tool.ts";
import { AutoPan } from "./auto-pan.ts";
import { Fingers } from "./fingers.ts";
import { fingerDrag, penModeOf, seePen } from "./pen-mode.ts";

/** Two presses so close in time (milliseconds) and place (CSS pixels) are a double click. */
const DOUBLE_MS = 400;
const DOUBLE_DISTANCE = 8;

const MIDDLE_BUTTON = 1;

/** A finger that rests so long, in milliseconds, and does not stray so far, in CSS pixels, opens the menu. */
const LONG_PRESS_MS = 500;
const LONG_PRESS_DISTANCE = 8;

/** For so many milliseconds after a pen, fingers that tap are a palm. */
const PALM_MS = 500;

/** Mouse, pen and fingers on the board element, turned into the events of tools. */
export class PointerSource {
  readonly #host: HTMLElement;
  readonly #editor: Editor;
  readonly #interaction: Interaction;
  readonly #onPoint: (at: Point | null) => void;
  readonly #onMenu: (at: Point, pointer: PointerInput["pointer"]) => void;
  readonly #listening = new AbortController();
  readonly #fingers: Fingers;
  /** When a pen was last on the board: a palm beside it taps nothing. */
  #penAt = Number.NEGATIVE_INFINITY;
  /** The pointer whose press began the drag. */
  #active: number | null = null;
  /** Two fingers have met: until all are lifted, no finger draws. */
  #pinching = false;
  #last: PointerInput | null = null;
  readonly #autoPan: AutoPan;
  /** A finger that may come to rest: where it came down. */
  #resting: { at: Point; timer: ReturnType<typeof setTimeout> } | null = null;
  #press: { at: number; screen: Point; clicks: number } | null = null;
  /** The space bar is down: a drag moves the board. */
  spaceHeld = false;

  constructor(
    host: HTMLElement,
    editor: Editor,
    interaction: Interaction,
    onPoint: (at: Point | null) => void,
    onMenu: (at: Point, pointer: PointerInput["pointer"]) => void = () => undefined,
  ) {
    this.#host = host;
    this.#editor = editor;
    this.#interaction = interaction;
    this.#onPoint = onPoint;
    this.#onMenu = onMenu;
    this.#fingers = new Fingers(editor.view);
    this.#autoPan = new AutoPan(editor, () => this.refresh());
    const { signal } = this.#listening;
    host.addEventListener("pointerdown", this.#onDown, { signal });
    host.addEventListener("pointermove", this.#onMove, { signal });
    host.addEventListener("pointerup", this.#onUp, { signal });
    host.addEventListener("pointercancel", this.#onCancel, { signal });
    host.addEventListener("lostpointercapture", this.#onCancel, { signal });
    host.addEventListener("pointerleave", this.#onLeave, { signal });
    const refuse = (event: Event) => event.preventDefault();
    host.addEventListener("contextmenu", this.#onContextMenu, { signal });
    // The middle button would scroll by itself, and a press would select the page's text.
    host.addEventListener("mousedown", refuse, { signal });
  }

  /** The board has moved under a resting hand: a drag goes on from there. */
  refresh(): void {
    if (this.#last === null || !this.#interaction.isDragging) {
      this.#autoPan.end();
      return;
    }
    const board = this.#editor.view.toBoard(this.#last.screen);
    this.#interaction.move({ ...this.#last, board, trail: [] });
  }

  destroy(): void {
    this.#listening.abort();
    this.#autoPan.end();
    this.#endRest();
  }

  readonly #onDown = (event: PointerEvent): void => {
    const isTouch = event.pointerType === "touch";
    if (event.pointerType === "pen") {
      seePen(this.#editor);
      this.#penAt = event.timeStamp;
      // A palm that has touched the glass before the pen.
      this.#endRest();
      this.#fingers.wereNone(event.timeStamp);
      this.#pinching = false;
    }
    if (isTouch) {
      // While a pen draws, the hand that holds it rests on the glass.
      if (this.#active !== null && !this.#fingers.has(this.#active)) return;
      this.#fingers.come(event.pointerId, this.#screenOf(event), event.timeStamp);
      this.#host.setPointerCapture(event.pointerId);
      if (this.#fingers.count > 1) this.#beginPinch();
      if (this.#pinching) return;
    }
    // One hand, one drag; but a pen takes it from a palm that has touched the glass before.
    if (this.#active !== null && event.pointerType !== "pen") return;
    const isPan = event.button === MIDDLE_BUTTON || this.spaceHeld;
    if (event.button !== 0 && !isPan) return;
    this.#host.setPointerCapture(event.pointerId);
    this.#active = event.pointerId;
    const input = this.#inputOf(event, this.#countClicks(event));
    this.#last = input;
    const other = isPan ? (press: PointerInput) => panDrag(this.#editor, press) : null;
    const drag = other ?? (isTouch ? this.#dragOfFinger() : null);
    this.#interaction.press(input, drag ?? undefined);
    if (drag === null && this.#mayAutoPan()) this.#autoPan.begin(input);
    this.#onPoint(input.board);
    if (isTouch && this.#mayLookAround()) this.#beginRest(input.screen);
  };

  readonly #onMove = (event: PointerEvent): void => {
    if (event.pointerType === "pen") this.#penAt = event.timeStamp;
    if (this.#fingers.has(event.pointerId)) {
      if (this.#pinching) {
        this.#fingers.pinch(event.pointerId, this.#screenOf(event));
        return;
      }
      this.#fingers.move(event.pointerId, this.#screenOf(event));
    } else if (event.pointerType === "touch") return;
    if (this.#active !== null && event.pointerId !== this.#active) return;
    const input = this.#inputOf(event, 1);
    this.#last = input;
    this.#strayFromRest(input.screen);
    if (this.#active !== null) this.#autoPan.follow(input);
    if (this.#active !== null || event.pointerType !== "touch") this.#interaction.move(input);
    this.#onPoint(this.#editor.view.toBoard(input.screen));
  };

  readonly #onUp = (event: PointerEvent): void => {
    this.#endRest();
    if (event.pointerType === "pen") this.#penAt = event.timeStamp;
    const tapped = this.#fingers.lift(event.pointerId, event.timeStamp);
    if (this.#fingers.count === 0) this.#pinching = false;
    if (tapped > 1 && event.timeStamp - this.#penAt > PALM_MS) this.#tap(tapped);
    if (event.pointerId !== this.#active) return;
    this.#active = null;
    this.#autoPan.end();
    const input = this.#inputOf(event, 1);
    this.#interaction.lift(input);
    if (event.pointerType === "touch") this.#onPoint(null);
    else this.#interaction.move({ ...input, board: this.#editor.view.toBoard(input.screen) });
  };

  readonly #onCancel = (event: PointerEvent): void => {
    this.#endRest();
    this.#fingers.cancel(event.pointerId);
    if (this.#fingers.count === 0) this.#pinching = false;
    if (event.pointerId !== this.#active) return;
    this.#active = null;
    this.#autoPan.end();
    this.#interaction.cancel();
    this.#onPoint(null);
  };

  readonly #onLeave = (event: PointerEvent): void => {
    if (this.#active !== null) return;
    if (event.pointerType !== "touch") this.#interaction.leave();
    this.#onPoint(null);
  };

  /** The right button, Ctrl and a click on a Mac, or a finger that rests, as some browsers tell by themselves. */
  readonly #onContextMenu = (event: PointerEvent | MouseEvent): void => {
    event.preventDefault();
    const isTouch = "pointerType" in event && event.pointerType === "touch";
    if (isTouch ? !this.#mayLookAround() : event.button !== 2 && !event.ctrlKey) return;
    this.#openMenu(this.#screenOf(event), isTouch ? "touch" : "mouse");
  };

  #openMenu(at: Point, pointer: PointerInput["pointer"]): void {
    this.#endRest();
    this.#active = null;
    this.#autoPan.end();
    this.#interaction.cancel();
    this.#onMenu(at, pointer);
  }

  /** Does a finger that rests mean what lies under it? With a tool that draws, it draws. */
  #mayLookAround(): boolean {
    return this.#editor.kindOf(this.#editor.hand.tool.get()).shelf === "look";
  }

  /** Does the board move by itself when the hand is at its edge? Not under a line that is drawn by hand, or a hand that moves it. */
  #mayAutoPan(): boolean {
    const { name, shelf } = this.#editor.kindOf(this.#editor.hand.tool.get());
    return shelf !== "draw" && name !== "hand";
  }

  #beginRest(at: Point): void {
    this.#endRest();
    this.#resting = { at, timer: setTimeout(() => this.#openMenu(at, "touch"), LONG_PRESS_MS) };
  }

  #strayFromRest([x, y]: Point): void {
    if (this.#resting === null) return;
    const [fromX, fromY] = this.#resting.at;
    if (Math.hypot(x - fromX, y - fromY) > LONG_PRESS_DISTANCE) this.#endRest();
  }

  #endRest(): void {
    if (this.#resting !== null) clearTimeout(this.#resting.timer);
    this.#resting = null;
  }

  /** Whatever the first finger has begun, it was not meant. */
  #beginPinch(): void {
    this.#endRest();
    this.#pinching = true;
    this.#active = null;
    this.#autoPan.end();
    this.#interaction.cancel();
    this.#onPoint(null);
  }

  /** A tap of two fingers undoes, and one of three does it again. */
  #tap(fingers: number): void {
    if (fingers > 3 || this.#editor.hand.finger !== null) return;
    const command = this.#editor.commandOf(fingers === 2 ? "undo" : "redo");
    if (isAvailable(command, this.#editor)) void command.run(this.#editor);
  }

  /**
   * The drag that a finger makes in place of the tool's. In pen mode it moves the board; its tap means what it means
   * with a tool that looks.
   */
  #dragOfFinger(): ((press: PointerInput) => Drag) | null {
    const { finger } = this.#editor.hand;
    if (finger !== null || penModeOf(this.#editor).get() !== "on") return finger;
    return (press) =>
      fingerDrag(this.#editor, press, () => {
        if (!this.#mayLookAround()) return;
        this.#interaction.press(press);
        this.#interaction.lift(press);
      });
  }

  #countClicks(event: PointerEvent): number {
    const screen = this.#screenOf(event);
    const before = this.#press;
    const isRepeated =
      before !== null &&
      event.timeStamp - before.at < DOUBLE_MS &&
      Math.hypot(screen[0] - before.screen[0], screen[1] - before.screen[1]) < DOUBLE_DISTANCE;
    // A third press begins anew, or it would open what the second has just opened.
    const clicks = isRepeated && before.clicks === 1 ? 2 : 1;
    this.#press = { at: event.timeStamp, screen, clicks };
    return clicks;
  }

  #screenOf(event: MouseEvent): Point {
    const { left, top } = this.#host.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top];
  }

  #inputOf(event: PointerEvent, clicks: number): PointerInput {
    const screen = this.#screenOf(event);
    const offset: Point = [event.clientX - screen[0], event.clientY - screen[1]];
    const all = event.type === "pointermove" ? event.getCoalescedEvents() : [];
    const trail = (all.length === 0 ? [event] : all).map((each): InkPoint => {
      const [x, y] = this.#editor.view.toBoard([
        each.clientX - offset[0],
        each.clientY - offset[1],
      ]);
      return [x, y, pressureOf(each)];
    });
    return {
      screen,
      board: this.#editor.view.toBoard(screen),
      shift: event.shiftKey,
      alt: event.altKey,
      ctrl: event.ctrlKey || event.metaKey,
      pointer: pointerOf(event),
      pressure: pressureOf(event),
      clicks,
      trail,
    };
  }
}

function pointerOf({ pointerType }: PointerEvent): PointerInput["pointer"] {
  return pointerType === "touch" || pointerType === "pen" ? pointerType : "mouse";
}

/** Only pens feel how hard they press; they report none as they lift. */
function pressureOf(event: PointerEvent): number {
  return event.pointerType === "pen" && event.pressure > 0 ? event.pressure : 0.5;
}
