import { encodeGesture, type Gesture, handOf } from "../../shared/board/gesture.ts";
import type { Point } from "../../shared/board/shape.ts";
import { MAX_LASER_POINTS } from "../../shared/limits.ts";
import { gestureFrame } from "../../shared/wire/frames.ts";
import { Pace } from "./pace.ts";
import { SetTeller } from "./set-teller.ts";

type ViewGesture = Extract<Gesture, { kind: "view" }>;
type HandGesture = Exclude<Gesture, ViewGesture>;
type Ink = Extract<Gesture, { kind: "ink" }>;

/** Numbers in one ink gesture (three a point); `gestureSchema` takes no more. */
const MAX_NUMBERS = 600;

/**
 * Sends my gestures at the pace that the room asks for. Pen points are joined
 * and none is dropped; of everything else the newest wins. A set of many shapes
 * is parted into payloads that the room takes. The end of a gesture
 * goes out at once, after its earlier frames. A gesture in the hand carries the
 * hand's place, so that one frame tells both.
 */
export class GestureSender {
  readonly #send: (frame: Uint8Array) => void;
  readonly #pace = new Pace(() => this.#flush());
  readonly #sets = new SetTeller();
  #queued: HandGesture[] = [];
  /** My view, which is told beside what the hand does: it joins with nothing. */
  #view: ViewGesture | null = null;

  constructor(send: (frame: Uint8Array) => void) {
    this.#send = send;
  }

  setInterval(milliseconds: number): void {
    this.#pace.setInterval(milliseconds);
  }

  send(gesture: Gesture): void {
    if (gesture.kind === "view") this.#view = gesture;
    else this.#queue(gesture);
    if (gesture.kind === "done" || gesture.kind === "cancel") this.#pace.flush();
    else this.#pace.touch();
  }

  /** The connection is gone: what is queued would be old news. */
  clear(): void {
    this.#pace.clear();
    this.#queued = [];
    this.#view = null;
    this.#sets.forget();
  }

  #queue(gesture: HandGesture): void {
    const last = this.#queued.at(-1);
    const joined = last === undefined ? null : join(last, gesture);
    if (joined === null) this.#queued.push(gesture);
    else this.#queued[this.#queued.length - 1] = joined;
  }

  #flush(): void {
    const queued = this.#queued;
    const view = this.#view;
    this.#queued = [];
    this.#view = null;
    for (const gesture of queued) {
      const payloads = gesture.kind === "set" ? this.#sets.payloads(gesture) : [gesture];
      for (const payload of payloads) this.#tell(payload);
      if (gesture.kind === "done" || gesture.kind === "cancel") this.#sets.forget();
    }
    if (view !== null) this.#tell(view);
  }

  #tell(gesture: Gesture): void {
    const payload = encodeGesture(gesture);
    // A pointer, laser or view is a frame already: it is allowed to those who may draw nothing.
    const isFrame = ["point", "laser", "view"].includes(gesture.kind);
    this.#send(isFrame ? payload : gestureFrame(payload));
  }
}

/** One gesture that tells what two of them tell, the later first where they differ; `null` when it takes both. */
function join(last: HandGesture, next: HandGesture): HandGesture | null {
  switch (next.kind) {
    case "ink":
      if (last.kind === "point") return next;
      if (last.kind !== "ink" || !continues(last, next)) return null;
      return { ...last, points: [...last.points, ...next.points] };
    case "point":
      if (last.kind === "set") return { ...last, hand: next.xy };
      if (last.kind === "ink" || last.kind === "laser") return last;
      return last.kind === "point" ? next : null;
    case "laser":
      if (last.kind === "point") return next;
      if (last.kind !== "laser" || next.begins) return null;
      return { ...last, places: thinned([...last.places, ...next.places]) };
    case "set": {
      if (last.kind !== "point" && last.kind !== next.kind) return null;
      const hand = next.hand ?? handOf(last);
      return hand === null ? next : { ...next, hand };
    }
    case "done":
    case "cancel":
      return last.kind === next.kind ? next : null;
  }
}

/** Leaves out every second place of a line that is too long for one frame; the newest stays. */
function thinned(places: readonly Point[]): readonly Point[] {
  if (places.length <= MAX_LASER_POINTS) return places;
  const last = places.length - 1;
  return thinned(places.filter((_, index) => (last - index) % 2 === 0));
}

function continues(last: Ink, next: Ink): boolean {
  return (
    last.id === next.id &&
    last.start + last.points.length / 3 === next.start &&
    last.points.length + next.points.length <= MAX_NUMBERS
  );
}
