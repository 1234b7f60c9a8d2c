/** A client without a document, over `ws`: it answers what a room asks, counts, and says and reads as little as possible. */
import type { Socket } from "node:net";
import WebSocket, { type ClientOptions } from "ws";
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
  /** Milliseconds to wait for the answer to a close; half a minute without it. */
  readonly closeTimeoutMs?: number;
}

/** One socket. A subclass looks at what comes. */
export class BareClient {
  /** Binary frames that came in, and their bytes. */
  received = 0;
  receivedBytes = 0;
  /** The code that the socket was closed with, and the reason. */
  closedWith: number | null = null;
  closedBecause = "";
  /** Tells whether this client answers the room's questions. One that is stuck, or an attacker, does not. */
  answers = true;
  protected readonly socket: WebSocket;
  readonly #prefixLength: number;
  readonly #nothing: Uint8Array;
  #failure: Error | null = null;
  #stream: Socket | null = null;

  constructor(address: string, settings: BareSettings = {}) {
    this.#prefixLength = settings.prefixLength ?? 0;
    this.#nothing = settings.nothing ?? NOTHING;
    const options: ClientOptions & { closeTimeout?: number } = {
      perMessageDeflate: settings.offersCompression ?? false,
      maxPayload: MOST_PAYLOAD,
      skipUTF8Validation: true,
    };
    if (settings.closeTimeoutMs !== undefined) options.closeTimeout = settings.closeTimeoutMs;
    this.socket = new WebSocket(address, [...(settings.protocols ?? [])], options);
    this.socket.once("upgrade", ({ socket }) => {
      this.#stream = socket;
    });
    this.socket.on("error", (error) => this.fails(error));
    this.socket.on("close", (code, reason) => {
      this.closedWith = code;
      this.closedBecause = reason.toString();
      this.fails(new Error(`was closed with ${code} ${reason}`));
    });
    this.socket.on("message", (data, isBinary) => this.#hears(data as Buffer, isBinary));
  }

  /** Resolves once the socket is open. */
  async opened(): Promise<void> {
    if (this.isOpen) return;
    await new Promise<void>((resolve, reject) => {
      this.socket.once("open", resolve);
      this.socket.once("close", () => reject(this.#failure));
    });
  }

  /** Resolves once the connection has ended. */
  async ended(): Promise<void> {
    if (this.closedWith !== null) return;
    await new Promise<void>((resolve) => this.socket.once("close", () => resolve()));
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

  /** Reads no more: what comes waits in the sender's system, and then in the sender. */
  stopReading(): void {
    this.socket.pause();
  }

  resumeReading(): void {
    this.socket.resume();
  }

  get isOpen(): boolean {
    return this.socket.readyState === WebSocket.OPEN;
  }

  /** Bytes that wait to be sent. */
  get waiting(): number {
    return this.socket.bufferedAmount;
  }

  /** @throws when the socket has died on the way. */
  assertAlive(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  /** Ends the connection at once, without a close. */
  leave(): void {
    this.socket.terminate();
  }

  /** Ends the connection by a close. */
  close(code?: number): void {
    this.socket.close(code);
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
      if (!text.startsWith('{"type":"tick"')) this.onText(text);
      else if (this.answers) this.send(text);
      return;
    }
    this.received += 1;
    this.receivedBytes += data.length;
    const from = this.#prefixLength;
    if (data[from] === 0 && data[from + 1] === 0) {
      if (this.answers) this.send(this.#nothing);
      // A change of nobody's awareness, which y-websocket sends back like every other.
    } else if (data[from] === 1 && NOBODY.every((byte, index) => data[from + 3 + index] === byte)) {
      if (this.answers) this.send(data);
    } else this.onFrame(data, from);
  }
}
