/** A person in a room under test: a client with a document and presence, over a real socket into the Worker. */
import { expect, vi } from "vitest";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import type * as Y from "yjs";
import { randomToken } from "../../shared/ids.ts";
import { parseAnyRoomEvent } from "../../shared/wire/any-room-event.ts";
import type { ClientEvent } from "../../shared/wire/client-events.ts";
import type { RoomEvent } from "../../shared/wire/events.ts";
import {
  awarenessFrame,
  GUEST_PREFIX,
  SUBPROTOCOL,
  updateFrame,
} from "../../shared/wire/frames.ts";
import { RoomClient, type RoomText } from "../../testkit/room-client.ts";
import type { Frame } from "../../testkit/wire.ts";
import { ask } from "./room-socket.ts";

type EventOf<T extends RoomEvent["type"]> = Extract<RoomEvent, { type: T }>;

/** Milliseconds in which what is waited for comes true, also on a busy machine. */
const PATIENCE = { timeout: 5_000 };

/** The offer of a client to a room besides its address. */
export interface Door {
  readonly kind?: "native" | "generic";
  readonly offers?: readonly string[];
  /** With its question mark. */
  readonly query?: string;
  /** The address that a proxy would tell. Without one, nobody's limits apply. */
  readonly address?: string;
}

/** One client: a document, presence, and the frames that came. */
export class Person extends RoomClient {
  readonly name: string;
  readonly presence: Awareness;
  readonly events: RoomEvent[] = [];
  readonly frames: { kind: Frame["kind"]; bytes: Uint8Array }[] = [];
  readonly gestures: { clientId: number; text: string }[] = [];
  /** The code that the room closed the socket with. */
  closedWith: number | null = null;
  /** The reason with which it did. */
  closedBecause = "";
  /** The denials of the room in the way of y-protocols, which stock clients understand. */
  readonly denials: string[] = [];
  readonly #door: Door;
  readonly #kind: "native" | "generic";
  readonly #roomId: string;
  readonly secret: string;
  /** Answers of the runtime to `ping`. */
  pongs = 0;
  #socket: WebSocket | null = null;

  constructor(
    roomId: string,
    name: string,
    kind: "native" | "generic",
    doc: Y.Doc,
    door: Door = {},
    secret = randomToken(32),
  ) {
    super(doc);
    this.secret = secret;
    this.#door = door;
    this.#roomId = roomId;
    this.#kind = kind;
    this.name = name;
    this.presence = new Awareness(doc);
    clearInterval(this.presence._checkInterval);
    this.presence.setLocalState({ user: { name, color: "#2f7d4f" } });
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== this) this.#socket?.send(updateFrame(update));
    });
  }

  /** Opens a socket and waits until the document is in sync. */
  async connects(): Promise<void> {
    await this.knocks();
    this.asksForDocument();
    this.says();
    await this.hearsFrame("step2");
  }

  /** Opens a socket, offers the position that the room has told (or `position`), and waits until the document is in sync. */
  async comesBack(position = this.position): Promise<void> {
    await this.knocks();
    this.asksForDocument(position);
    this.says();
    await this.hearsFrame("step2");
  }

  /** Opens a socket. */
  async knocks(): Promise<void> {
    const headers: Record<string, string> = { Upgrade: "websocket" };
    const offers = this.#kind === "native" ? [SUBPROTOCOL, `${GUEST_PREFIX}${this.secret}`] : [];
    offers.push(...(this.#door.offers ?? []));
    if (offers.length > 0) headers["Sec-WebSocket-Protocol"] = offers.join(", ");
    if (this.#door.address !== undefined) headers["Test-Address"] = this.#door.address;
    const response = await ask(`/room/${this.#roomId}${this.#door.query ?? ""}`, { headers });
    const socket = response.webSocket;
    if (socket === null) throw new Error(`No socket: ${response.status} ${await response.text()}`);
    this.frames.length = 0;
    this.isSynced = false;
    this.closedWith = null;
    this.closedBecause = "";
    this.#socket = socket;
    socket.accept();
    socket.binaryType = "arraybuffer";
    socket.addEventListener("message", ({ data }) => {
      // A client that has left hears nothing more.
      if (this.#socket === socket) this.hears(data as ArrayBuffer | string);
    });
    socket.addEventListener("close", ({ code, reason }) => {
      if (this.#socket !== socket) return;
      this.closedWith = code;
      this.closedBecause = reason;
      this.#socket = null;
    });
  }

  /** Leaves as a browser does that closes its tab. */
  leaves(): void {
    this.#socket?.close(1000);
    this.#socket = null;
  }

  /** Goes deaf and dumb, as a phone does that lost its network: its socket stays open. */
  freezes(): void {
    this.#socket = null;
  }

  /** Publishes presence, at a new clock. */
  says(fields: Record<string, unknown> = {}): void {
    this.presence.setLocalState({ ...this.presence.getLocalState(), ...fields });
    const ids = [this.presence.clientID];
    this.sends(awarenessFrame(encodeAwarenessUpdate(this.presence, ids)));
  }

  /** Appends to the text that everybody in a test shares. */
  types(text: string): void {
    const shared = this.doc.getText("text");
    shared.insert(shared.length, text);
  }

  get text(): string {
    return this.doc.getText("text").toString();
  }

  sends(data: Uint8Array | string): void {
    if (this.#socket === null) throw new Error(`${this.name} is not connected.`);
    this.#socket.send(data);
  }

  sendsEvent(event: ClientEvent | Record<string, unknown>): void {
    this.sends(JSON.stringify(event));
  }

  /** Writes a message in the chat, and waits until it is everybody's. */
  async chats(text: string): Promise<void> {
    const key = `key-of-${text}`.padEnd(12, "-").replaceAll(" ", "_");
    const by = { name: this.name, color: "#2f7d4f" };
    this.sendsEvent({ type: "chat.send", key, text, by });
    await this.is("chat.message", ({ message }) => message.text === text);
  }

  /** Waits until this person's text is `text`. */
  async has(text: string): Promise<void> {
    await vi.waitFor(() => expect(this.text).toBe(text), PATIENCE);
  }

  /** Waits until exactly these people are here, in this person's eyes. */
  async sees(...names: string[]): Promise<void> {
    await vi.waitFor(() => {
      const seen = [...this.presence.getStates().values()].map((state) => nameOf(state));
      expect(seen.sort()).toEqual([...names].sort());
    }, PATIENCE);
  }

  /** Waits for a text frame of this type that `matches`. */
  async is<T extends RoomEvent["type"]>(
    type: T,
    matches: (event: EventOf<T>) => boolean = () => true,
  ): Promise<EventOf<T>> {
    return vi.waitFor(() => {
      const found = this.events.find(
        (event): event is EventOf<T> => event.type === type && matches(event as EventOf<T>),
      );
      if (found === undefined) throw new Error(`${this.name} heard no such ${type}.`);
      return found;
    }, PATIENCE);
  }

  /** Waits for a binary frame of this kind. */
  async hearsFrame(kind: Frame["kind"]): Promise<void> {
    await vi.waitFor(() => {
      if (!this.frames.some((frame) => frame.kind === kind)) throw new Error(`No ${kind} yet.`);
    }, PATIENCE);
  }

  /** Waits until the room has closed this person's socket with `code`. */
  async isClosedWith(code: number): Promise<void> {
    await vi.waitFor(() => expect(this.closedWith).toBe(code), PATIENCE);
  }

  protected override onPong(): void {
    this.pongs += 1;
  }

  protected override onText(_event: RoomText, text: string): void {
    const event = parseAnyRoomEvent(text);
    if (event === null) throw new Error(`A text frame that is not in the schema: ${text}`);
    this.events.push(event);
  }

  protected override onFrame(frame: Frame, bytes: Uint8Array): void {
    this.frames.push({ kind: frame.kind, bytes });
    if (frame.kind === "awareness") applyAwarenessUpdate(this.presence, frame.update, this);
    if (frame.kind === "denied") this.denials.push(frame.reason);
    if (frame.kind === "gestures") this.gestures.push(...frame.gestures);
  }
}

function nameOf(state: Record<string, unknown>): string {
  return String((state["user"] as { name?: unknown } | undefined)?.name);
}
