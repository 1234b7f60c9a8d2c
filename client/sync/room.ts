import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { decodeGesture, type Gesture } from "../../shared/board/gesture.ts";
import type { RoomId } from "../../shared/ids.ts";
import { mayEdit, type Role } from "../../shared/roles.ts";
import { type ClientEvent, parseRoomEvent, type RoomEvent } from "../../shared/wire/events.ts";
import {
  GUEST_PREFIX,
  readRoomFrame,
  SUBPROTOCOL,
  step2Frame,
  updateFrame,
} from "../../shared/wire/frames.ts";
import { createStore, type ReadableStore, type Store } from "../ui/store.ts";
import { AckPatience, isOfDocument } from "./ack-patience.ts";
import type { ConnectionState, EventChannel, GestureChannel, RoomInfo } from "./channel.ts";
import { Connection, type Phase } from "./connection.ts";
import { connectionState } from "./connection-state.ts";
import { GestureSender } from "./gesture-sender.ts";
import { Join } from "./join.ts";
import { type Kept, OfflineCopy } from "./offline.ts";
import { Outbox } from "./outbox.ts";
import { PresenceLink } from "./presence-link.ts";

/** A room as the page holds it: a live document, presence and events, with or without a connection. */
export interface Room {
  readonly id: RoomId;
  readonly doc: Y.Doc;
  readonly presence: Awareness;
  readonly gestures: GestureChannel;
  readonly events: EventChannel;
  readonly connection: ReadableStore<ConnectionState>;
  readonly info: ReadableStore<RoomInfo>;
  /** True once this browser's copy or the room's own content is in `doc`. */
  readonly loaded: ReadableStore<boolean>;
  /** True once the room has told everything that it has, and everybody who is in it. */
  readonly joined: ReadableStore<boolean>;
  /** Gives the room a title; shown at once, sent when connected. */
  rename(title: string): void;
  /** Leaves: tells the others, closes everything. */
  destroy(): void;
}

export interface OpenRoomOptions {
  readonly id: RoomId;
  /** Proves that I am the same person as last time; random, kept by the browser. */
  readonly guestSecret: string;
  /** What opens the room besides its address: subprotocols such as `key.…`, asked for at each connection. */
  readonly credentials?: () => readonly string[];
  /** What I may do until the room has said it; an editor's rights by default. */
  readonly role?: Role;
  /** Where the server is: `ws://host` or `wss://host`. */
  readonly server: string;
  /** Keep a copy in this browser. False where storage is denied. */
  readonly offlineCopy: boolean;
}

/** Opens a room: at once with what this browser kept of it, and live as soon as the connection stands. */
export function openRoom(options: OpenRoomOptions): Room {
  return new LiveRoom(options);
}

class LiveRoom implements Room {
  readonly id: RoomId;
  readonly doc = new Y.Doc();
  readonly presence: Awareness;
  readonly connection = createStore<ConnectionState>({ kind: "connecting", unsaved: 0 });
  readonly info: Store<RoomInfo>;
  readonly loaded = createStore(false);
  readonly joined = createStore(false);
  readonly gestures: GestureChannel;
  readonly events: EventChannel;

  readonly #gestureListeners = new Set<(clientId: number, gesture: Gesture) => void>();
  readonly #eventListeners = new Set<(event: RoomEvent) => void>();
  readonly #openListeners = new Set<() => void>();
  readonly #outbox = new Outbox();
  readonly #patience = new AckPatience();
  readonly #presenceLink: PresenceLink;
  readonly #gestureSender: GestureSender;
  readonly #connection: Connection;
  readonly #offline: OfflineCopy | null;
  readonly #join: Join;
  /** False while this browser's copy is being read: before that, an answer would lack what the copy holds. */
  #mayAnswer: boolean;
  /** The state vector of a step 1 that waits for an answer. */
  #asked: Uint8Array | null = null;
  #phase: Phase = { kind: "connecting" };
  #ackTimer: ReturnType<typeof setTimeout> | undefined;
  /** A title that was given without a connection. */
  #unsentTitle: string | null = null;

  constructor(options: OpenRoomOptions) {
    this.id = options.id;
    this.info = createStore<RoomInfo>({
      title: "",
      myId: "",
      role: options.role ?? "editor",
      isDamaged: false,
    });
    const send = (frame: Uint8Array) => void this.#connection.send(frame);
    this.#presenceLink = new PresenceLink(this.doc, send);
    this.presence = this.#presenceLink.awareness;
    this.#gestureSender = new GestureSender(send);
    this.gestures = {
      send: (gesture) => {
        // Who is alone moves for nobody's eyes, and would keep the room awake.
        const isSeen = this.#phase.kind === "open" && this.presence.getStates().size > 1;
        if (isSeen) this.#gestureSender.send(gesture);
      },
      subscribe: (listener) => subscribe(this.#gestureListeners, listener),
    };
    this.events = {
      send: (event) => this.#sendEvent(event),
      subscribe: (listener) => subscribe(this.#eventListeners, listener),
      onOpen: (listener) => subscribe(this.#openListeners, listener),
    };
    this.doc.on("update", this.#onUpdate);
    this.#offline = options.offlineCopy ? new OfflineCopy(`stoa-room-${this.id}`, this.doc) : null;
    this.#mayAnswer = this.#offline === null;
    void this.#offline?.ready.then((kept) => this.#onCopy(kept));
    const protocols = () => [
      SUBPROTOCOL,
      `${GUEST_PREFIX}${options.guestSecret}`,
      ...(options.credentials?.() ?? []),
    ];
    this.#connection = new Connection(`${options.server}/room/${options.id}`, protocols, {
      onPhase: (phase) => this.#onPhase(phase),
      onBinary: (bytes) => this.#onFrame(bytes),
      onText: (text) => this.#onText(text),
    });
    this.#join = new Join(this.doc, this.#connection, this.#offline);
  }

  rename(title: string): void {
    this.info.set({ ...this.info.get(), title });
    if (!this.#sendEvent({ type: "room.rename", title })) this.#unsentTitle = title;
  }

  destroy(): void {
    clearTimeout(this.#ackTimer);
    this.#gestureSender.clear();
    this.#connection.end();
    this.#offline?.close();
    this.#presenceLink.destroy();
    this.doc.destroy();
  }

  #onCopy({ unsaved, position }: Kept): void {
    this.#outbox.recall(unsaved);
    this.#mayAnswer = true;
    if (this.doc.store.clients.size > 0) this.loaded.set(true);
    this.#join.copyIsRead(position);
    this.#answer();
    this.#showState();
  }

  readonly #onUpdate = (update: Uint8Array, origin: unknown): void => {
    if (origin === this.#connection || this.#offline?.isOrigin(origin) === true) return;
    if (this.#outbox.change()) this.#connection.send(updateFrame(update));
    this.#awaitAck();
    this.#showState();
  };

  #onPhase(phase: Phase): void {
    this.#phase = phase;
    if (phase.kind === "open") {
      this.#join.begin();
      this.#presenceLink.announce();
    } else {
      this.#asked = null;
      // The connection tells its first phase while it is being made.
      this.#join?.end();
      this.#outbox.disconnect();
      clearTimeout(this.#ackTimer);
      this.#ackTimer = undefined;
      this.#gestureSender.clear();
      this.#presenceLink.forgetOthers();
      if (phase.kind === "waiting") this.loaded.set(true);
    }
    this.#showState();
  }

  #onFrame(bytes: Uint8Array): void {
    const frame = readRoomFrame(bytes);
    switch (frame?.kind) {
      case "step1":
        this.#asked = frame.stateVector;
        this.#join.hears(frame.stateVector);
        this.#answer();
        return;
      case "update":
        this.#join.takes(frame.update);
        return;
      case "step2":
        if (this.#join.completes(frame.update)) this.joined.set(true);
        this.loaded.set(true);
        this.#connection.expect(0);
        this.#awaitAck();
        return;
      case "awareness":
        this.#presenceLink.receive(frame.update);
        return;
      case "gestures":
        for (const { clientId, payload } of frame.gestures) {
          const gesture = decodeGesture(payload);
          if (gesture === null || clientId === this.presence.clientID) continue;
          for (const listener of this.#gestureListeners) listener(clientId, gesture);
        }
        return;
      default:
        // A frame of a later version: it is not for us.
        return;
    }
  }

  /** Brings the room what it lacks; from here on each change is sent as it is made. */
  #answer(): void {
    if (this.#asked === null || !this.#mayAnswer) return;
    const update = Y.encodeStateAsUpdate(this.doc, this.#asked);
    this.#asked = null;
    this.#outbox.answer();
    this.#connection.send(step2Frame(update));
    this.#awaitAck();
  }

  #onText(text: string): void {
    const event = parseRoomEvent(text);
    if (event === null) return;
    switch (event.type) {
      case "hello":
        this.#setPace(event.presenceInterval);
        this.#connection.expect(event.room.bytes ?? 0);
        this.#greet(event);
        break;
      case "tick":
        this.#sendEvent({ type: "tick", n: event.n });
        break;
      case "pace":
        this.#setPace(event.presenceInterval);
        break;
      case "role":
        this.#takeRole(event.role);
        break;
      case "room.title":
        this.info.set({ ...this.info.get(), title: event.title });
        break;
      case "position":
        this.#join.isAt(event.at);
        break;
      case "ack":
        this.#outbox.acknowledge(event.n);
        if (this.#outbox.unsaved === 0) this.#patience.succeeded();
        this.#awaitAckAnew();
        this.#showState();
        break;
      case "refused":
        if (!isOfDocument(event.code, event.key)) break;
        this.#patience.refused(event.code);
        this.#awaitAckAnew();
        this.#showState();
        break;
      default:
        break;
    }
    for (const listener of this.#eventListeners) listener(event);
    if (event.type === "hello") for (const listener of this.#openListeners) listener();
  }

  #greet({ you, room }: Extract<RoomEvent, { type: "hello" }>): void {
    if (!mayEdit(you.role)) this.#unsentTitle = null;
    const title = this.#unsentTitle ?? room.title;
    this.info.set({ title, myId: you.id, role: you.role, isDamaged: room.damaged === true });
    this.#showState();
    if (this.#unsentTitle === null) return;
    this.#sendEvent({ type: "room.rename", title });
    this.#unsentTitle = null;
  }

  /** Who may no longer edit sends nothing more; who may again is asked by the room for what it lacks. */
  #takeRole(role: Role): void {
    this.info.set({ ...this.info.get(), role });
    if (!mayEdit(role)) this.#outbox.disconnect();
    this.#awaitAck();
    this.#showState();
  }

  #setPace(interval: number): void {
    this.#presenceLink.setInterval(interval);
    this.#gestureSender.setInterval(interval);
  }

  /** What is not acknowledged in time was sent into a dead connection, or refused. While a join is coming, acks are behind it. */
  #awaitAck(): void {
    if (this.#join.isComing) return;
    const { wait } = this.#patience;
    if (this.#outbox.unsaved === 0 || this.#ackTimer !== undefined || wait === null) return;
    if (this.#phase.kind !== "open" || !this.#mayEdit) return;
    this.#ackTimer = setTimeout(() => {
      this.#ackTimer = undefined;
      if (this.#outbox.unsaved > 0 && this.#mayEdit) this.#connection.renew();
    }, wait);
  }

  #awaitAckAnew(): void {
    clearTimeout(this.#ackTimer);
    this.#ackTimer = undefined;
    this.#awaitAck();
  }

  #sendEvent(event: ClientEvent): boolean {
    return this.#connection.send(JSON.stringify(event));
  }

  #showState(): void {
    const { unsaved } = this.#outbox;
    // Before the copy is read, what it has noted itself is the better number.
    if (this.#mayAnswer) this.#offline?.note(unsaved);
    const refusal = this.#mayEdit ? this.#patience.refusal : "no-access";
    this.connection.set(connectionState(this.#phase, this.connection.get(), unsaved, refusal));
  }

  get #mayEdit(): boolean {
    return mayEdit(this.info.get().role);
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
