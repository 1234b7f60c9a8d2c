import * as encoding from "lib0/encoding";
import { awarenessFrameOf, gestureFrameOf, syncFrame } from "../../testkit/wire.ts";

/** How a server wants to be spoken to. It crosses from process to process, so it is plain data. */
export interface Wire {
  /** The socket's address, to which the room's name is appended. */
  readonly address: string;
  readonly protocols: readonly string[];
  /** Every frame begins with the document's name, and the first frame is a token (Hocuspocus). */
  readonly namesDocuments: boolean;
  /** Does it answer sync step 1? A bare relay does not. */
  readonly answers: boolean;
  /** Offer permessage-deflate, as browsers do. */
  readonly offersCompression: boolean;
}

/** An empty state vector, and an update that says nothing. */
const EMPTY_VECTOR = new Uint8Array([0]);
const NOTHING = new Uint8Array([0, 0]);

/** Puts together the frames that a client sends into one room. */
export class Frames {
  /** Bytes before y-protocols' own in every frame, in both directions. */
  readonly prefixLength: number;
  readonly #prefix: Uint8Array;
  readonly #namesDocuments: boolean;

  constructor(wire: Wire, room: string) {
    const encoder = encoding.createEncoder();
    if (wire.namesDocuments) encoding.writeVarString(encoder, room);
    this.#prefix = encoding.toUint8Array(encoder);
    this.prefixLength = this.#prefix.byteLength;
    this.#namesDocuments = wire.namesDocuments;
  }

  /** The first frames of a client: its identity, and its state vector. */
  greeting(stateVector: Uint8Array = EMPTY_VECTOR): readonly Uint8Array[] {
    const step1 = this.#frame(syncFrame("step1", stateVector));
    if (!this.#namesDocuments) return [step1];
    const token = encoding.createEncoder();
    encoding.writeVarUint(token, 2);
    encoding.writeVarUint(token, 0);
    encoding.writeVarString(token, "anybody");
    return [this.#frame(encoding.toUint8Array(token)), step1];
  }

  /** "I have nothing that you lack." */
  nothing(): Uint8Array {
    return this.#frame(syncFrame("step2", NOTHING));
  }

  update(update: Uint8Array): Uint8Array {
    return this.#frame(syncFrame("update", update));
  }

  awareness(client: number, clock: number, state: string): Uint8Array {
    return this.#frame(awarenessFrameOf(client, clock, state));
  }

  gesture(payload: Uint8Array): Uint8Array {
    return this.#frame(gestureFrameOf(payload));
  }

  #frame(own: Uint8Array): Uint8Array {
    if (this.prefixLength === 0) return own;
    const frame = new Uint8Array(this.prefixLength + own.byteLength);
    frame.set(this.#prefix);
    frame.set(own, this.prefixLength);
    return frame;
  }
}
