/** A native client of the fault runs: acks, chat, presence; it comes back by itself. */
import WebSocket, { type RawData } from "ws";
import { AckCounter } from "../../../testkit/ack-counter.ts";
import type { ClientModel } from "../../../testkit/client-model.ts";
import type { DurabilityOracle, Edit, HeardMessage } from "../../../testkit/durability-oracle.ts";
import type { Random } from "../../../testkit/random.ts";
import { RoomClient, type RoomText } from "../../../testkit/room-client.ts";
import {
  awarenessFrame,
  type Frame,
  gestureFrame,
  queryFrame,
  readAwareness,
  syncFrame,
} from "../../../testkit/wire.ts";
import { RemotePresence } from "./remote-presence.ts";

/** Milliseconds of silence after which it pings, and after which it gives the socket up. */
const PING_AFTER_MS = 700;
const PATIENCE_MS = 2_500;
/** Milliseconds for which an edit may wait for its ack on a socket that otherwise works. */
const ACK_PATIENCE_MS = 10_000;
/** Milliseconds before an attempt to come back: the least that the protocol asks for, and what keeps a run short. */
const BACKOFF_MS = { least: 300, most: 900 };

/**
 * How a client finds out whether the room still answers: by asking who is here, or by the text `ping`.
 * The runtime answers the latter itself. After a delay, workerd 1.20261023 may then take a socket for
 * closed, or for open for ever.
 */
export type Heartbeat = "query" | "ping";

/** The identity of a client, and where its documents and messages go. */
export interface Self {
  readonly name: string;
  readonly secret: string;
  readonly roomId: string;
  readonly model: ClientModel;
  readonly oracle: DurabilityOracle;
  readonly random: Random;
  readonly heartbeat: Heartbeat;
  /** Null while nothing listens. */
  port(): number | null;
}

/** The fields of a text frame, as far as this client looks. */
interface RoomEvent extends RoomText {
  readonly type: string;
  readonly n?: number;
  readonly code?: string;
  readonly key?: string;
  readonly message?: HeardMessage;
  readonly messages?: readonly HeardMessage[];
  readonly more?: boolean;
}

/** A client of `stoa.v1`, made from docs/PROTOCOL.md: acknowledged edits, chat, presence; comes back by itself. */
export class NativeClient extends RoomClient {
  readonly #self: Self;
  readonly #remote: RemotePresence;
  #socket: WebSocket | null = null;
  #isOpen = false;
  #isWanted = true;
  readonly #acks = new AckCounter<readonly Edit[]>();
  readonly #unheard = new Map<string, string>();
  #messages = 0;
  #clock = 0;
  #pointer = 0;
  #heardAt = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #history: HeardMessage[] | null = null;
  #historyIsWhole = false;

  constructor(self: Self) {
    super(self.model.doc);
    this.#self = self;
    this.#remote = new RemotePresence(self.model.doc.clientID);
    self.model.onOwnChange = ({ update, edits }) => this.#change(update, edits);
    this.#connect();
  }

  /** Nothing of its own is without an ack or a receipt. */
  get isSaved(): boolean {
    return this.isSynced && this.#acks.isEmpty && this.#unheard.size === 0;
  }

  /** The names of everybody who is here, its own included. */
  get people(): string[] {
    return [...this.#remote.names, this.#self.name].sort();
  }

  /** The whole chat, once it has been read. */
  get history(): readonly HeardMessage[] | null {
    return this.#historyIsWhole ? this.#history : null;
  }

  say(): void {
    this.#messages += 1;
    const key = `message-${this.#self.name}-${this.#self.model.doc.clientID}-${this.#messages}`;
    const text = `${this.#self.name} says ${this.#messages}`;
    this.#self.oracle.said(key, text);
    this.#unheard.set(key, text);
    this.#sendMessage(key, text);
  }

  point(): void {
    this.#pointer += 1;
    this.#publish();
  }

  draw(): void {
    this.sends(gestureFrame({ kind: "done" }));
  }

  /** Asks for the whole chat. */
  readHistory(): void {
    this.#history = [];
    this.#historyIsWhole = false;
    this.#sendEvent({ type: "chat.page", limit: 50 });
  }

  /** Closes the socket as a browser does that closes the tab. */
  leave(): void {
    this.#isWanted = false;
    this.#disconnect(1000);
  }

  /** Comes back after `leave`. */
  comeBack(): void {
    this.#isWanted = true;
    if (this.#socket === null) this.#connect();
  }

  /** Ends without a word; its network closes the connection. */
  crash(): void {
    this.#isWanted = false;
    this.#self.model.onOwnChange = () => undefined;
    this.#disconnect(null);
  }

  #connect(): void {
    const port = this.#self.port();
    const url = `ws://127.0.0.1:${port ?? 0}/room/${this.#self.roomId}`;
    const protocols = ["stoa.v1", `guest.${this.#self.secret}`];
    const socket = new WebSocket(url, protocols, { perMessageDeflate: false });
    this.#socket = socket;
    this.#heardAt = Date.now();
    this.#after(PING_AFTER_MS, this.#watch);
    socket.on("open", () => {
      this.#isOpen = true;
      this.asksForDocument();
      this.#publish();
    });
    socket.on("message", (data, isBinary) => {
      if (this.#socket === socket) this.#takes(data, isBinary);
    });
    socket.on("close", (code) => {
      if (this.#socket !== socket) return;
      if (code >= 4400 && code <= 4499) {
        this.#self.oracle.violated(`${this.#self.name} was closed with ${code}`);
        this.#isWanted = false;
      }
      this.#disconnect(null);
    });
    // `close` follows, and decides.
    socket.on("error", () => socket.terminate());
  }

  readonly #watch = (): void => {
    const silence = Date.now() - this.#heardAt;
    const isStuck = this.#acks.isCounting && this.#acks.oldestMs > ACK_PATIENCE_MS;
    if (silence > PATIENCE_MS || isStuck) {
      this.#disconnect(null);
      return;
    }
    if (silence >= PING_AFTER_MS && this.#isOpen) {
      this.sends(this.#self.heartbeat === "ping" ? "ping" : queryFrame());
    }
    this.#after(PING_AFTER_MS, this.#watch);
  };

  #disconnect(code: number | null): void {
    const socket = this.#socket;
    this.#socket = null;
    this.#isOpen = false;
    this.isSynced = false;
    this.#acks.connectionLost();
    this.#remote.forgetEverybody();
    clearTimeout(this.#timer);
    if (code === null) socket?.terminate();
    else socket?.close(code);
    if (!this.#isWanted) return;
    const { least, most } = BACKOFF_MS;
    this.#after(this.#self.random.whole(least, most), () => this.#connect());
  }

  #after(milliseconds: number, action: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(action, milliseconds);
  }

  #takes(data: RawData, isBinary: boolean): void {
    this.#heardAt = Date.now();
    try {
      this.hears(isBinary ? new Uint8Array(data as Buffer) : String(data));
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.#self.oracle.violated(`${this.#self.name} could not read a frame: ${message}`);
    }
  }

  protected override onAnswered(): void {
    this.#acks.answered();
  }

  protected override onFrame(frame: Frame): void {
    if (frame.kind === "gestures") for (const { text } of frame.gestures) JSON.parse(text);
    if (frame.kind !== "awareness") return;
    // "Null at the same clock": should that be about us, we are still here.
    for (const entry of readAwareness(frame.update)) if (this.#remote.take(entry)) this.#publish();
  }

  protected override onText(told: RoomText, text: string): void {
    const event = told as RoomEvent;
    const { oracle, name } = this.#self;
    switch (event.type) {
      case "hello":
        for (const [key, said] of this.#unheard) this.#sendMessage(key, said);
        return;
      case "ack":
        this.#acknowledge(event.n ?? 0);
        return;
      case "refused":
        oracle.violated(`${name} was refused: ${text}`);
        return;
      case "chat.message":
        if (event.message === undefined) return;
        oracle.heard(event.message, name);
        this.#unheard.delete(event.message.key);
        return;
      case "chat.page": {
        const history = [...(event.messages ?? []), ...(this.#history ?? [])];
        this.#history = history;
        const before = history[0]?.seq;
        if (event.more === true && before !== undefined) {
          this.#sendEvent({ type: "chat.page", limit: 50, before });
        } else this.#historyIsWhole = true;
        return;
      }
      default:
        // A title, a pace, or what a later version of the protocol adds.
        return;
    }
  }

  #change(update: Uint8Array, edits: readonly Edit[]): void {
    if (this.#acks.made(edits)) this.sends(syncFrame("update", update));
  }

  #acknowledge(count: number): void {
    for (const edits of this.#acks.acknowledge(count)) {
      for (const edit of edits) edit.acknowledged = true;
    }
  }

  #publish(): void {
    this.#clock += 1;
    const user = { name: this.#self.name, color: "#2f7d4f" };
    const state = { user, pointer: { x: this.#pointer, y: 0 } };
    const client = this.#self.model.doc.clientID;
    this.sends(awarenessFrame({ client, clock: this.#clock, state }));
  }

  #sendMessage(key: string, text: string): void {
    const by = { name: this.#self.name, color: "#2f7d4f" };
    this.#sendEvent({ type: "chat.send", key, text, by });
  }

  #sendEvent(event: unknown): void {
    this.sends(JSON.stringify(event));
  }

  /** Sends a frame where there is a socket; otherwise the document and the outbox carry it later. */
  override sends(data: Uint8Array | string): void {
    if (this.#isOpen) this.#socket?.send(data);
  }
}
