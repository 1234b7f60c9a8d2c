import * as encoding from "lib0/encoding";

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
    const token = this.#frame((encoder) => {
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarString(encoder, "anybody");
    });
    const step1 = this.#sync(0, stateVector);
    return this.#namesDocuments ? [token, step1] : [step1];
  }

  /** "I have nothing that you lack." */
  nothing(): Uint8Array {
    return this.#sync(1, NOTHING);
  }

  update(update: Uint8Array): Uint8Array {
    return this.#sync(2, update);
  }

  awareness(client: number, clock: number, state: string): Uint8Array {
    const inner = encoding.createEncoder();
    encoding.writeVarUint(inner, 1);
    encoding.writeVarUint(inner, client);
    encoding.writeVarUint(inner, clock);
    encoding.writeVarString(inner, state);
    return this.#frame((encoder) => {
      encoding.writeVarUint(encoder, 1);
      encoding.writeVarUint8Array(encoder, encoding.toUint8Array(inner));
    });
  }

  gesture(payload: Uint8Array): Uint8Array {
    return this.#frame((encoder) => {
      encoding.writeVarUint(encoder, 64);
      encoding.writeVarUint8Array(encoder, payload);
    });
  }

  #sync(type: number, body: Uint8Array): Uint8Array {
    return this.#frame((encoder) => {
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint(encoder, type);
      encoding.writeVarUint8Array(encoder, body);
    });
  }

  #frame(write: (encoder: encoding.Encoder) => void): Uint8Array {
    const encoder = encoding.createEncoder();
    encoding.writeUint8Array(encoder, this.#prefix);
    write(encoder);
    return encoding.toUint8Array(encoder);
  }
}
