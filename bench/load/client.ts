/** The client of a load: a bare client of which a benchmark counts acks, updates and messages. */
import { BareClient } from "../../testkit/bare-client.ts";
import { Frames, type Wire } from "./wire.ts";

/** Milliseconds until a socket that does not come up is given up. */
const PATIENCE_MS = 30_000;

/**
 * One of many clients in a room. It tells frames apart by their first bytes and reads none as JSON. It shares the
 * machine's cores with the server that is measured.
 */
export class LoadClient extends BareClient {
  /** Its number among the clients of a run, and its Yjs client id. */
  readonly number: number;
  readonly clientId: number;
  readonly frames: Frames;
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
  #onSynced: () => void = () => undefined;

  private constructor(wire: Wire, room: string, number: number) {
    const frames = new Frames(wire, room);
    super(`${wire.address}${room}`, {
      protocols: wire.protocols,
      offersCompression: wire.offersCompression,
      prefixLength: frames.prefixLength,
      nothing: frames.nothing(),
    });
    this.number = number;
    this.clientId = 1_000_000 + number;
    this.frames = frames;
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
    const synced = new Promise<void>((resolve, reject) => {
      client.#onSynced = resolve;
      client.socket.once("close", (code) => reject(new Error(`client ${number}: ${code}`)));
    });
    // The failure to open comes first, and is the one to tell.
    synced.catch(() => undefined);
    let patience: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const why = `client ${number} is not in sync after ${PATIENCE_MS / 1000} s`;
      patience = setTimeout(() => reject(new Error(why)), PATIENCE_MS);
    });
    const enters = async (): Promise<void> => {
      await client.opened();
      // To a bare relay a greeting is a frame for everybody, whom it would make answer everybody.
      if (!wire.answers) return;
      for (const frame of client.frames.greeting()) client.send(frame);
      await synced;
    };
    try {
      await Promise.race([enters(), late]);
    } finally {
      clearTimeout(patience);
    }
    return client;
  }

  protected override onText(text: string): void {
    if (text.startsWith('{"type":"ack"')) {
      this.acknowledged = Number(/"n":(\d+)/.exec(text)?.[1]);
    } else if (text.includes('"presenceInterval"')) {
      this.presenceInterval = Number(/"presenceInterval":(\d+)/.exec(text)?.[1]);
    } else if (text.startsWith('{"type":"chat.message"')) {
      this.onMessage?.();
    } else if (text.startsWith('{"type":"refused"')) {
      this.fails(new Error(`client ${this.number} was ${text}`));
    }
  }

  protected override onFrame(data: Buffer, from: number): void {
    if (data[from] !== 0) {
      this.onOther?.(data, from);
      return;
    }
    this.onDocument?.(data, from);
    if (data[from + 1] === 1) this.#onSynced();
  }
}
