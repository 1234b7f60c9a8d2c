import * as Y from "yjs";
import { inkBox } from "../../client/board/draft.ts";
import { GestureSender } from "../../client/sync/gesture-sender.ts";
import { PresenceLink } from "../../client/sync/presence-link.ts";
import { addShape, changeShape } from "../../shared/board/document.ts";
import type { Gesture } from "../../shared/board/gesture.ts";
import type { InkPoint } from "../../shared/board/ink.ts";
import type { Point } from "../../shared/board/shape.ts";
import type { LoadClient } from "./client.ts";
import { markOf, stamp } from "./moves.ts";

/** Times a second that a hand moves: a screen's frames. */
export const MOVES_PER_SECOND = 60;

/** Seconds from press to lift. */
const SECONDS_PER_GESTURE = 2;

const BOX = [160, 90] as const;

/** The functions of its client that a hand needs. */
export type HandClient = Pick<
  LoadClient,
  "number" | "clientId" | "frames" | "presenceInterval" | "send"
>;

/**
 * A hand at our board: one of two draws with the pen, the other drags a box. Pointer and gestures go through
 * our client's own pacing and coding, so that the measurement is of real traffic. That is gestures that
 * carry the pointer at the rate that the room tells, and one document update when the hand lifts. Frames
 * that come in are only counted: a hundred boards in one process would be a measurement of boards.
 */
export class Hand {
  readonly #client: HandClient;
  readonly #doc = new Y.Doc();
  readonly #gestures: GestureSender;
  readonly #presence: PresenceLink;
  readonly #draws: boolean;
  #moves: number;
  #pressedAt: number;
  #stroke: InkPoint[] = [];
  #sent = 0;
  #movedAt = 0;
  /** Where the box is stored that it drags. */
  #boxAt: Point = [0, 0];
  #countsFrom = 0;
  /** The frames of movements that have been sent since counting began. */
  readonly sent = { gestures: 0, presence: 0, updates: 0 };

  constructor(client: HandClient) {
    this.#client = client;
    this.#doc.clientID = client.clientId;
    this.#draws = client.number % 2 === 0;
    // Hands lift at different moments.
    this.#moves = (client.number * 37) % (MOVES_PER_SECOND * SECONDS_PER_GESTURE);
    this.#pressedAt = this.#moves;
    this.#gestures = new GestureSender((frame) => this.#tell(frame, "gestures"));
    this.#presence = new PresenceLink(this.#doc, (frame) => this.#tell(frame, "presence"));
    this.#doc.on("update", (update: Uint8Array) => {
      if (this.#movedAt >= this.#countsFrom) this.sent.updates += 1;
      client.send(client.frames.update(update));
    });
    this.#presence.awareness.setLocalState({
      user: { id: "", name: markOf(client.number, 0), color: "#0f766e" },
      pointer: { x: this.#place()[0], y: this.#place()[1] },
      selection: [],
      activity: null,
    });
    this.#presence.announce();
    if (!this.#draws) {
      this.#boxAt = this.#place();
      this.#doc.transact(() =>
        addShape(this.#doc, {
          ...this.#made(),
          id: this.#shapeId,
          type: "rectangle",
          xy: this.#boxAt,
          size: BOX,
          fill: "yellow",
          dash: "solid",
          text: "",
          font: "hand",
          align: "middle",
        }),
      );
    }
  }

  /** The hand moves on; every two seconds it lifts and presses again. `now` is on the caller's clock. */
  move(now: number): void {
    this.#movedAt = now;
    this.#moves += 1;
    this.#gestures.setInterval(this.#client.presenceInterval);
    this.#presence.setInterval(this.#client.presenceInterval);
    const xy = this.#place();
    if (this.#draws) this.#draw([...xy, 0.5]);
    else this.#gestures.send(this.#dragged(xy));
    // As the board does; what is in the hand carries it.
    this.#gestures.send({ kind: "point", xy });
    if (this.#moves - this.#pressedAt >= MOVES_PER_SECOND * SECONDS_PER_GESTURE) this.#lift(xy);
  }

  /** How far the document has come that this hand has made. */
  get clock(): number {
    return Y.getState(this.#doc.store, this.#doc.clientID);
  }

  /** Begins counting what is sent of movements from now on. */
  countFrom(now: number): void {
    this.#countsFrom = now;
    Object.assign(this.sent, { gestures: 0, presence: 0, updates: 0 });
  }

  /** Sends nothing more. */
  rest(): void {
    this.#gestures.clear();
    this.#presence.destroy();
  }

  #draw(point: InkPoint): void {
    this.#stroke.push(point);
    const points = this.#stroke.slice(this.#sent).flat();
    const look = { stroke: "ink", width: "m" } as const;
    this.#gestures.send({ kind: "ink", id: this.#shapeId, ...look, start: this.#sent, points });
    this.#sent = this.#stroke.length;
  }

  #lift(xy: Point): void {
    this.#doc.transact(() => {
      if (this.#draws) {
        const made = { ...this.#made(), id: markOf(this.#client.number, this.#movedAt) };
        addShape(this.#doc, { ...made, type: "ink", ...inkBox(this.#stroke) });
      } else {
        changeShape(this.#doc, this.#shapeId, { xy });
        this.#boxAt = xy;
      }
    });
    this.#gestures.send({ kind: "done" });
    this.#pressedAt = this.#moves;
    this.#stroke = [];
    this.#sent = 0;
  }

  /** Stamped with the time of the newest movement that it tells. */
  #tell(frame: Uint8Array, what: "gestures" | "presence"): void {
    // The end of a gesture tells no place.
    const tellsPlace = stamp(frame, this.#movedAt);
    if (tellsPlace && this.#movedAt >= this.#countsFrom) this.sent[what] += 1;
    this.#client.send(frame);
  }

  /** As long as the ids that our board makes. */
  get #shapeId(): string {
    return `${markOf(this.#client.number, 0)}abcd`;
  }

  #made() {
    return {
      z: "a1V",
      stroke: "ink",
      width: "m",
      by: "bench-person-0001",
      at: Date.now(),
    } as const;
  }

  #dragged([x, y]: Point): Gesture {
    const by: Point = [x - this.#boxAt[0], y - this.#boxAt[1]];
    return { kind: "set", shapes: [{ id: this.#shapeId }], by };
  }

  /** Where the hand is: about a large circle, at the precision of the board. */
  #place(): Point {
    const turn = this.#moves / 100;
    const at = (value: number): number => Math.round(value * 8) / 8;
    return [at(1_000 + 400 * Math.cos(turn)), at(600 + 300 * Math.sin(turn))];
  }
}
