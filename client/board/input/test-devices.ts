/** A hand of tests with real devices: a mouse, a pen, and two fingers. */
import type { Point } from "../../../shared/board/shape.ts";
import { openMenuAt } from "../context-menu.ts";
import { TestHand } from "../test-hand.ts";
import { PointerSource } from "./pointer.ts";

/** The ids of the devices. */
export const MOUSE = 1;
export const PEN = 2;
export const FINGER = 3;
export const THUMB = 4;

/** The board element, as far as pointers need it. */
class Glass extends EventTarget {
  getBoundingClientRect() {
    return { left: 20, top: 10 };
  }

  setPointerCapture(): void {
    // Events of a test come here anyway.
  }
}

type Kind = "mouse" | "pen" | "touch";

/** A person with real devices: each event goes the way it goes in a browser. */
export class Devices extends TestHand {
  readonly glass = new Glass();
  readonly seen: (Point | null)[] = [];
  readonly source = new PointerSource(
    this.glass as unknown as HTMLElement,
    this.editor,
    this.interaction,
    (at) => this.seen.push(at),
    (at, pointer) => openMenuAt(this.editor, at, pointer),
  );
  #now = 0;

  /** `at` is on the board, at 100 % and unmoved. */
  event(type: string, id: number, at: Point, more: object = {}): this {
    const kind: Kind = id === 1 ? "mouse" : id === 2 ? "pen" : "touch";
    const event = Object.assign(new Event(type), {
      pointerId: id,
      pointerType: kind,
      clientX: at[0] + 20,
      clientY: at[1] + 10,
      button: 0,
      pressure: 0.5,
      shiftKey: false,
      altKey: false,
      getCoalescedEvents: () => [],
      ...more,
    });
    this.#now += 20;
    Object.defineProperty(event, "timeStamp", { value: this.#now });
    this.glass.dispatchEvent(event);
    return this;
  }

  down(id: number, at: Point, more?: object): this {
    return this.event("pointerdown", id, at, more);
  }

  go(id: number, at: Point, more?: object): this {
    return this.event("pointermove", id, at, more);
  }

  up(id: number, at: Point): this {
    return this.event("pointerup", id, at).event("lostpointercapture", id, at);
  }

  wait(milliseconds: number): this {
    this.#now += milliseconds;
    return this;
  }
}

/** Devices with the tool Pen in the hand. */
export function withPen(): Devices {
  const devices = new Devices();
  devices.editor.take("pen");
  return devices;
}
