/** A client without a document, over `ws`: it answers what a room asks, counts, and says and reads as little as possible. */
import type { Socket } from "node:net";
import WebSocket from "ws";
import { syncFrame } from "./wire.ts";

/** The client id 2^32 in an awareness update, as which a room of Stoa asks whether it is read. */
const NOBODY = [0x80, 0x80, 0x80, 0x80, 0x10];

/** The answer to step 1 of a client that has nothing. */
const NOTHING = syncFrame("step2", new Uint8Array([0, 0]));

/** The most bytes of a frame that comes. */
const MOST_PAYLOAD = 256 * 2 ** 20;

/** How a server wants to be spoken to. */
export interface BareSettings {
  readonly protocols?: readonly string[];
  /** Offers permessage-deflate, as browsers do. */
  readonly offersCompression?: boolean;
  /** Bytes before y-protocols' own in every binary frame. */
  readonly prefixLength?: number;
  /** The answer to step 1, where frames have such bytes. */
  readonly nothing?: Uint8Array;
}

/** One socket. A subclass looks at what comes. */
export class BareClient {
  /** Binary frames that came in, and their bytes. */
  received = 0;
  receivedBytes = 0;
  /** The code that the socket was closed with. */
  closedWith: number | null = null;
  protected readonly socket: WebSocket;
  readonly #prefixLength: number;
  readonly #nothing: Uint8Array;
  #failure: Error | null = null;
  #stream: Socket | null = null;

  constructor(address: string, settings: BareSettings = {}) {
    this.#prefixLength = settings.prefixLength ?? 0;
    this.#nothing = settings.nothing ?? NOTHING;
    this.socket = new WebSocket(address, [...(settings.protocols ?? [])], {
      perMessageDeflate: settings.offersCompression ?? false,
      maxPayload: MOST_PAYLOAD,
      skipUTF8Validation: true,
    });
    this.socket.once("upgrade", ({ socket }) => {
      this.#stream = socket;
    });
    this.socket.on("error", (error) => this.fails(error));
    this.socket.on("close", (code, reason) => {
      this.closedWith = code;
      this.fails(new Error(`was closed with ${code} ${reason}`));
    });
    this.socket.on("message", (data, isBinary) => this.#hears(data as Buffer, isBinary));
  }

  /** Resolves once the socket is open. */
  async opened(): Promise<void> {
    if (this.socket.readyState === WebSocket.OPEN) return;
    await new Promise<void>((resolve, reject) => {
      this.socket.once("open", resolve);
      this.socket.once("close", () => reject(this.#failure));
    });
  }

  send(data: Uint8Array | string): void {
    this.socket.send(data);
  }

  /** Lets what is sent in `work` leave in one piece: one call of the system instead of one for each frame. */
  together(work: () => void): void {
    this.#stream?.cork();
    work();
    this.#stream?.uncork();
  }

  /** Bytes that wait to be sent. */
  get waiting(): number {
    return this.socket.bufferedAmount;
  }

  /** @throws when the socket has died on the way. */
  assertAlive(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  leave(): void {
    this.socket.terminate();
  }

  /** Keeps why this client is no good any more; the first reason stands. */
  protected fails(error: Error): void {
    this.#failure ??= error;
  }

  /** Called with each text frame that is no question of the room's. */
  protected onText(_text: string): void {
    // For subclasses.
  }

  /** Called with each binary frame that is no question; `from` is where y-protocols' own bytes begin. */
  protected onFrame(_data: Buffer, _from: number): void {
    // For subclasses.
  }

  #hears(data: Buffer, isBinary: boolean): void {
    if (!isBinary) {
      const text = data.toString("latin1");
      // The answer to the question whether all this was read is the question itself.
      if (text.startsWith('{"type":"tick"')) this.send(text);
      else this.onText(text);
      return;
    }
    this.received += 1;
    this.receivedBytes += data.length;
    const from = this.#prefixLength;
    if (data[from] === 0 && data[from + 1] === 0) this.send(this.#nothing);
    // A change of nobody's awareness, which y-websocket sends back like every other.
    else if (data[from] === 1 && NOBODY.every((byte, index) => data[from + 3 + index] === byte))
      this.send(data);
    else this.onFrame(data, from);
  }
}
