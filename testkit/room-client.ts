/** The part of a client that is the same everywhere: its answers to what a room sends, by docs/PROTOCOL.md. */
import * as Y from "yjs";
import { type Frame, readFrame, syncFrame } from "./wire.ts";

/** A text frame of the room, as far as every client looks. */
export interface RoomText {
  readonly type: string;
  readonly [field: string]: unknown;
}

/** A client with a document. A subclass opens sockets, and hands in what comes. */
export abstract class RoomClient {
  readonly doc: Y.Doc;
  /** Tells whether this client answers the room's questions. One that is stuck does not. */
  answers = true;
  /** Tells whether step 2 has come on the present socket. */
  isSynced = false;
  /** The position up to which this client has everything, as the room told it; offered when it comes back. */
  position: string | null = null;

  constructor(doc: Y.Doc) {
    this.doc = doc;
  }

  /** Sends one frame, by whatever socket there is. */
  abstract sends(data: Uint8Array | string): void;

  /** Begins on a new socket: offers the position, if there is one, and asks for what the document lacks. */
  protected asksForDocument(position: string | null = null): void {
    if (position !== null) this.sends(JSON.stringify({ type: "resume", at: position }));
    this.sends(syncFrame("step1", Y.encodeStateVector(this.doc)));
  }

  /**
   * Takes one frame from the room.
   *
   * @throws when it is not in the protocol.
   */
  protected hears(data: ArrayBuffer | Uint8Array | string): void {
    if (typeof data === "string") {
      this.#hearsText(data);
      return;
    }
    const bytes = data instanceof ArrayBuffer ? new Uint8Array(data) : data;
    const frame = readFrame(bytes);
    this.onFrame(frame, bytes);
    switch (frame.kind) {
      case "step1":
        if (!this.answers) return;
        this.onAnswered();
        this.sends(syncFrame("step2", Y.encodeStateAsUpdate(this.doc, frame.body)));
        return;
      case "step2":
        Y.applyUpdate(this.doc, frame.body, this);
        this.isSynced = true;
        return;
      case "update":
        Y.applyUpdate(this.doc, frame.body, this);
    }
  }

  #hearsText(text: string): void {
    if (text === "pong") {
      this.onPong();
      return;
    }
    const event = JSON.parse(text) as RoomText;
    // Before step 2 the room tells a position that this client has not come to.
    if (event.type === "position" && this.isSynced) this.position = String(event["at"]);
    this.onText(event, text);
    if (event.type === "tick" && this.answers) this.sends(text);
  }

  /** Called with every binary frame before it is acted on. */
  protected onFrame(_frame: Frame, _bytes: Uint8Array): void {
    // For subclasses.
  }

  /** Called with every text frame but `pong`. */
  protected onText(_event: RoomText, _text: string): void {
    // For subclasses.
  }

  /** Called before the answer to step 1 leaves: the room counts document frames from here on. */
  protected onAnswered(): void {
    // For subclasses.
  }

  /** Called when the runtime answers `ping`. */
  protected onPong(): void {
    // For subclasses.
  }
}
