/** A room on this page: its connection, its presence, and the copy of its document. */
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { decodeGesture, type Gesture } from "../../shared/board/gesture.ts";
import type { RoomId } from "../../shared/ids.ts";
import { mayEdit, type Role } from "../../shared/roles.ts";
import type { ClientEvent } from "../../shared/wire/client-events.ts";
import { parseRoomEvent, type RoomEvent } from "../../shared/wire/events.ts";
import {
  GUEST_PREFIX,
  readRoomFrame,
  SUBPROTOCOL,
  step2Frame,
  updateFrame,
} from "../../shared/wire/frames.ts";
import { createStore, type ReadableStore, type Store } from "../ui/store.ts";
import { isOfDocument } from "./ack-patience.ts";
import { assetChannel } from "./assets.ts";
import type {
  AssetChannel,
  ConnectionState,
  EventChannel,
  GestureChannel,
  RoomInfo,
} from "./channel.ts";
import "./quick-yjs.ts";
import { Connection, type Phase } from "./connection.ts";
import { connectionState, ofDamage } from "./connection-state.ts";
import { GestureSender } from "./gesture-sender.ts";
import { LocalCopy } from "./local-copy.ts";
import type { Kept } from "./offline.ts";
import { PresenceLink } from "./presence-link.ts";
import { Repair, type RepairState } from "./repair.ts";
import { Saving } from "./saving.ts";
import { setCopyAside } from "./set-aside.ts";

/** A room as the page holds it: a live document, presence and events, with or without a connection. */
export interface Room {
  readonly id: RoomId;
  /** The document; another one takes its place when it is damaged. */
  readonly doc: ReadableStore<Y.Doc>;
  readonly presence: Awareness;
  readonly gestures: GestureChannel;
  readonly events: EventChannel;
  readonly assets: AssetChannel;
  readonly connection: ReadableStore<ConnectionState>;
  readonly info: ReadableStore<RoomInfo>;
  /** True once this browser's copy or the room's own content is in `doc`. */
  readonly loaded: ReadableStore<boolean>;
  /** True once the room has told everything that it has, and everybody who is in it. */
  readonly joined: ReadableStore<boolean>;
  /** The state of a damaged copy of the document. */
  readonly repair: ReadableStore<RepairState>;
  /** Writes the shapes that only a damaged copy held, as a change of mine. */
  putBack(): void;
  /** Forgets the shapes that only a damaged copy held. */
  discardLost(): void;
  /** Gives the room a title; shown at once, sent when connected. */
  rename(title: string): void;
  /** Leaves: tells the others, closes everything. */
  destroy(): void;
}

export interface OpenRoomOptions {
  readonly id: RoomId;
  /** Proves that I am the same person as last time; random, kept by the browser. */
  readonly guestSecret: string;
  /**
   * The secrets that open the room besides its address: subprotocols such as `key.…`, asked for at
   * each connection.
   */
  readonly credentials?: () => readonly string[];
  /** The secrets that open another room, as far as this browser has them: its images may be copied here. */
  readonly keysOf?: (id: RoomId) => readonly string[];
  /** My role until the room has told it; an editor's rights by default. */
  readonly role?: Role;
  /** Where the server is: `ws://host` or `wss://host`. */
  readonly server: string;
  /** Keep a copy in this browser. False where storage is denied. */
  readonly offlineCopy: boolean;
}

/** Opens a room: at once with what this browser kept of it, and live as soon as the connection stands. */
export function openRoom(options: OpenRoomOptions): Room {
  const room = new LiveRoom(options);
  room.start();
  return room;
}

class LiveRoom implements Room {
  readonly id: RoomId;
  readonly doc: Store<Y.Doc>;
  readonly presence: Awareness;
  readonly connection = createStore<ConnectionState>({ kind: "connecting", unsaved: 0 });
  readonly info: Store<RoomInfo>;
  readonly loaded = createStore(false);
  readonly joined = createStore(false);
  readonly gestures: GestureChannel;
  readonly events: EventChannel;
  readonly assets: AssetChannel;

  readonly #gestureListeners = new Set<(clientId: number, gesture: Gesture) => void>();
  readonly #eventListeners = new Set<(event: RoomEvent) => void>();
  readonly #openListeners = new Set<() => void>();
  readonly #unknownListeners = new Set<(text: string) => void>();
  readonly repair: ReadableStore<RepairState>;
  readonly #repair = new Repair();
  readonly #saving = new Saving({
    mayAwait: () => this.#phase.kind === "open" && this.#mayEdit && !this.#copy.isJoining,
    onOverdue: () => {
      if (this.#mayEdit) this.#connection.renew();
    },
  });
  readonly #presenceLink: PresenceLink;
  readonly #gestureSender: GestureSender;
  readonly #connection: Connection;
  /** Sends for whichever copy there is. */
  readonly #link: Pick<Connection, "send">;
  /** The name of the copy in this browser; null keeps none. */
  readonly #database: string | null;
  #copy: LocalCopy;
  /** The state vector of a step 1 that waits for an answer. */
  #asked: Uint8Array | null = null;
  #phase: Phase = { kind: "connecting" };
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
    this.#link = { send: (data) => this.#connection.send(data) };
    this.#database = options.offlineCopy ? `stoa-room-${this.id}` : null;
    this.#copy = this.#openCopy();
    this.doc = createStore(this.#copy.doc);
    this.repair = this.#repair.state;
    // Presence outlives the document: a document of its own, or it would end with the first one.
    const holder = new Y.Doc();
    holder.clientID = this.#copy.doc.clientID;
    this.#presenceLink = new PresenceLink(holder, send);
    this.presence = this.#presenceLink.awareness;
    this.#gestureSender = new GestureSender(send);
    this.gestures = {
      send: (gesture) => {
        // The pointer of a lone user is seen by nobody, and would keep the room awake.
        const isSeen = this.#phase.kind === "open" && this.presence.getStates().size > 1;
        if (isSeen) this.#gestureSender.send(gesture);
      },
      subscribe: (listener) => subscribe(this.#gestureListeners, listener),
    };
    this.events = {
      send: (event) => this.#sendEvent(event),
      subscribe: (listener) => subscribe(this.#eventListeners, listener),
      onUnknown: (listener) => subscribe(this.#unknownListeners, listener),
      onOpen: (listener) => subscribe(this.#openListeners, listener),
    };
    const credentials = () => [
      `${GUEST_PREFIX}${options.guestSecret}`,
      ...(options.credentials?.() ?? []),
    ];
    const protocols = () => [SUBPROTOCOL, ...credentials()];
    this.assets = assetChannel({
      server: options.server.replace(/^ws/, "http"),
      room: this.id,
      credentials: (id) =>
        id === this.id
          ? credentials()
          : [`${GUEST_PREFIX}${options.guestSecret}`, ...(options.keysOf?.(id) ?? [])],
    });
    this.#connection = new Connection(`${options.server}/room/${options.id}`, protocols, {
      onPhase: (phase) => this.#onPhase(phase),
      onBinary: (bytes) => this.#onFrame(bytes),
      onText: (text) => this.#onText(text),
    });
  }

  /** Connects. The copy in this browser is being read already. */
  start(): void {
    this.#connection.start();
  }

  rename(title: string): void {
    this.info.set({ ...this.info.get(), title });
    if (!this.#sendEvent({ type: "room.rename", title })) this.#unsentTitle = title;
  }

  destroy(): void {
    this.#saving.stopWaiting();
    this.#gestureSender.clear();
    this.#connection.end();
    this.#copy.close();
    this.#presenceLink.destroy();
    this.doc.get().destroy();
  }

  putBack(): void {
    if (this.#mayEdit) this.#repair.putBack(this.doc.get());
  }

  discardLost(): void {
    this.#repair.discard();
    this.#copy.forgetSetAside();
  }

  #openCopy(mayOpen?: Promise<boolean>): LocalCopy {
    return new LocalCopy({
      database: this.#database,
      mayOpen,
      link: this.#link,
      onChange: (update) => this.#onChange(update),
      onRead: (kept) => this.#onRead(kept),
      onDamage: (error) => this.#onDamage(error),
    });
  }

  #onRead({ unsaved, setAside }: Kept): void {
    this.#saving.recall(unsaved);
    this.#repair.recall(setAside);
    if (this.joined.get()) this.#isWhole();
    if (this.doc.get().store.clients.size > 0) this.loaded.set(true);
    this.#answer();
    this.#showState();
  }

  #onChange(update: Uint8Array): void {
    if (this.#saving.change()) this.#connection.send(updateFrame(update));
    this.#saving.await();
    this.#showState();
  }

  /** The document can no longer be trusted: another one takes its place, filled from the room. */
  #onDamage(error: unknown): void {
    console.error("This page's copy of the room is damaged:", error);
    const rest = this.#copy.rest();
    const mayTryAgain = this.#repair.begin(rest);
    const emptied = this.#database === null ? undefined : setCopyAside(this.#database, rest);
    this.joined.set(false);
    this.#saving.beginAnew();
    if (mayTryAgain) {
      this.#copy = this.#openCopy(emptied);
      this.doc.set(this.#copy.doc);
      // A new connection begins with everything that the room has.
      this.#connection.renew();
    } else {
      this.doc.set(this.#repair.giveUp(rest));
    }
    this.#showState();
  }

  #onPhase(phase: Phase): void {
    this.#phase = phase;
    if (phase.kind === "open") {
      this.#copy.connected();
      this.#presenceLink.announce();
    } else {
      this.#asked = null;
      this.#copy.disconnected();
      this.#saving.disconnect();
      this.#saving.stopWaiting();
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
        this.#copy.hears(frame.stateVector);
        this.#answer();
        return;
      case "update":
        this.#copy.takes(frame.update);
        return;
      case "step2":
        if (this.#copy.completes(frame.update)) this.#isWhole();
        this.loaded.set(true);
        this.#connection.expect(0);
        this.#saving.await();
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

  #isWhole(): void {
    if (this.#repair.isWhole(this.doc.get())) this.#copy.forgetSetAside();
    this.joined.set(true);
    this.#showState();
  }

  /** Brings the room what it lacks; from here on each change is sent as it is made. */
  #answer(): void {
    if (this.#asked === null || !this.#copy.isRead) return;
    const update = this.#copy.answerTo(this.#asked);
    this.#asked = null;
    if (update === null) return;
    this.#saving.answer();
    this.#connection.send(step2Frame(update));
    this.#saving.await();
  }

  #onText(text: string): void {
    const event = parseRoomEvent(text);
    if (event === null) {
      for (const listener of this.#unknownListeners) listener(text);
      return;
    }
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
        this.#copy.isAt(event.at);
        break;
      case "ack":
        if (this.#saving.acknowledge(event.n) && this.#repair.isSaved()) {
          this.#copy.forgetSetAside();
        }
        this.#showState();
        break;
      case "refused":
        if (!isOfDocument(event.code, event.key)) break;
        this.#saving.refused(event.code);
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

  /** A client that may no longer edit sends nothing more. Once it may again, the room asks it for what it lacks. */
  #takeRole(role: Role): void {
    this.info.set({ ...this.info.get(), role });
    if (!mayEdit(role)) this.#saving.disconnect();
    // The room tells the others my role with my presence.
    this.#presenceLink.announce();
    this.#saving.await();
    this.#showState();
  }

  #setPace(interval: number): void {
    this.#presenceLink.setInterval(interval);
    this.#gestureSender.setInterval(interval);
  }

  #sendEvent(event: ClientEvent): boolean {
    return this.#connection.send(JSON.stringify(event));
  }

  #showState(): void {
    const { unsaved } = this.#saving;
    this.#copy.note(unsaved);
    const refusal = this.#mayEdit ? this.#saving.refusal : "no-access";
    const state = connectionState(this.#phase, this.connection.get(), unsaved, refusal);
    this.connection.set(ofDamage(state, this.#repair.state.get()));
  }

  get #mayEdit(): boolean {
    return mayEdit(this.info.get().role);
  }
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
