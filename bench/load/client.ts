import type { Socket } from "node:net";
import WebSocket from "ws";
import { Frames, type Wire } from "./wire.ts";

/** Milliseconds until a socket that does not come up is given up. */
const PATIENCE_MS = 30_000;

/** The client id 2^32 in an awareness update, as which a room of Stoa asks whether it is read. */
const NOBODY = [0x80, 0x80, 0x80, 0x80, 0x10];

/** A socket that says as little and reads as cheaply as possible. */
export class LoadClient {
  /** Its number among the clients of a run, and its Yjs client id. */
  readonly number: number;
  readonly clientId: number;
  readonly frames: Frames;
  readonly #socket: WebSocket;
  /** Binary frames that came in, and their bytes. */
  received = 0;
  receivedBytes = 0;
  /** The highest `ack` of a room of Stoa. */
  acknowledged = 0;
  /** Milliseconds that a room of Stoa wants left between two presence or gesture frames. */
  presenceInterval = 0;
  /** Called with each document frame; `from` is where y-protocols' own bytes begin. */
  onDocument: ((frame: Buffer, from: number) => void) | null = null;
  /** Called with each other binary frame. */
  onOther: ((frame: Buffer, from: number) => void) | null = null;
  /** Called with each chat message. */
  onMessage: (() => void) | null = null;
  #failure: Error | null = null;
  #stream: Socket | null = null;

  private constructor(wire: Wire, room: string, number: number) {
    this.number = number;
    this.clientId = 1_000_000 + number;
    this.frames = new Frames(wire, room);
    this.#socket = new WebSocket(`${wire.address}${room}`, [...wire.protocols], {
      perMessageDeflate: wire.offersCompression,
      maxPayload: 256 * 2 ** 20,
      skipUTF8Validation: true,
    });
    this.#socket.once("upgrade", ({ socket }) => {
      this.#stream = socket;
    });
    this.#socket.on("error", (error) => {
      this.#failure = error;
    });
    this.#socket.on("close", (code, reason) => {
      this.#failure ??= new Error(`client ${number} was closed with ${code} ${reason}`);
    });
  }

  /** Connects, and resolves when the server has sent all that it has. */
  static async join(
    wire: Wire,
    room: string,
    number: number,
    onDocument: LoadClient["onDocument"] = null,
  ): Promise<LoadClient> {
    const client = new LoadClient(wire, room, number);
    client.onDocument = onDocument;
    const socket = client.#socket;
    let patience: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      patience = setTimeout(
        () => reject(new Error(`client ${number} is not in sync after ${PATIENCE_MS / 1000} s`)),
        PATIENCE_MS,
      );
      socket.once("error", reject);
      socket.once("close", () => reject(client.#failure));
      socket.once("open", () => {
        // To a bare relay a greeting is a frame for everybody, whom it would make answer everybody.
        if (wire.answers) for (const frame of client.frames.greeting()) socket.send(frame);
        else resolve();
      });
      socket.on("message", (data, isBinary) => {
        if (client.#hears(data as Buffer, isBinary)) resolve();
      });
    });
    clearTimeout(patience);
    return client;
  }

  send(data: Uint8Array | string): void {
    this.#socket.send(data);
  }

  /** Sends the frames of `work` in one piece: one call of the system instead of one for each frame. */
  together(work: () => void): void {
    this.#stream?.cork();
    work();
    this.#stream?.uncork();
  }

  /** Bytes that wait to be sent. */
  get waiting(): number {
    return this.#socket.bufferedAmount;
  }

  /** @throws when the socket has died on the way. */
  assertAlive(): void {
    if (this.#failure !== null) throw this.#failure;
  }

  leave(): void {
    this.#socket.terminate();
  }

  /** @returns whether this was the answer to our step 1. */
  #hears(data: Buffer, isBinary: boolean): boolean {
    if (!isBinary) {
      const text = data.toString("latin1");
      if (text.startsWith('{"type":"tick"')) {
        // The answer to the question whether all this was read is the question itself.
        this.send(text);
      } else if (text.startsWith('{"type":"ack"')) {
        this.acknowledged = Number(/"n":(\d+)/.exec(text)?.[1]);
      } else if (text.includes('"presenceInterval"')) {
        this.presenceInterval = Number(/"presenceInterval":(\d+)/.exec(text)?.[1]);
      } else if (text.startsWith('{"type":"chat.message"')) {
        this.onMessage?.();
      } else if (text.startsWith('{"type":"refused"')) {
        this.#failure = new Error(`client ${this.number} was ${text}`);
      }
      return false;
    }
    this.received += 1;
    this.receivedBytes += data.length;
    const from = this.frames.prefixLength;
    if (data[from] === 1 && NOBODY.every((byte, index) => data[from + 3 + index] === byte)) {
      // A change of nobody's awareness, which y-websocket sends back like every other.
      this.send(data);
      return false;
    }
    if (data[from] !== 0) {
      this.onOther?.(data, from);
      return false;
    }
    if (data[from + 1] === 0) {
      this.send(this.frames.nothing());
      return false;
    }
    this.onDocument?.(data, from);
    return data[from + 1] === 1;
  }
}
