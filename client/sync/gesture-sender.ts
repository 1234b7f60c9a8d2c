import { encodeGesture, type Gesture } from "../../shared/board/gesture.ts";
import { gestureFrame } from "../../shared/wire/frames.ts";
import { Pace } from "./pace.ts";

type Ink = Extract<Gesture, { kind: "ink" }>;

/** Numbers in one ink gesture (three a point); `gestureSchema` takes no more. */
const MAX_NUMBERS = 600;

/**
 * Sends my gestures at the pace that the room asks for: pen points are joined
 * and none is dropped, of everything else the newest wins, and the end of a
 * gesture goes out at once, after what led to it.
 */
export class GestureSender {
  readonly #send: (frame: Uint8Array) => void;
  readonly #pace = new Pace(() => this.#flush());
  #queued: Gesture[] = [];

  constructor(send: (frame: Uint8Array) => void) {
    this.#send = send;
  }

  setInterval(milliseconds: number): void {
    this.#pace.setInterval(milliseconds);
  }

  send(gesture: Gesture): void {
    this.#queue(gesture);
    if (gesture.kind === "done" || gesture.kind === "cancel") this.#pace.flush();
    else this.#pace.touch();
  }

  /** The connection is gone: what is queued would be old news. */
  clear(): void {
    this.#pace.clear();
    this.#queued = [];
  }

  #queue(gesture: Gesture): void {
    const last = this.#queued.at(-1);
    if (gesture.kind === "ink" && last?.kind === "ink" && continues(last, gesture)) {
      const points = [...last.points, ...gesture.points];
      this.#queued[this.#queued.length - 1] = { ...last, points };
    } else if (last?.kind === gesture.kind && gesture.kind !== "ink") {
      this.#queued[this.#queued.length - 1] = gesture;
    } else {
      this.#queued.push(gesture);
    }
  }

  #flush(): void {
    const queued = this.#queued;
    this.#queued = [];
    for (const gesture of queued) this.#send(gestureFrame(encodeGesture(gesture)));
  }
}

function continues(last: Ink, next: Ink): boolean {
  return (
    last.id === next.id &&
    last.start + last.points.length / 3 === next.start &&
    last.points.length + next.points.length <= MAX_NUMBERS
  );
}
