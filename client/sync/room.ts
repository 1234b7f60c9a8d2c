/** A room on this page: its connection, and the parts to which that hands what comes. */
import type { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import type { RoomId } from "../../shared/ids.ts";
import type { Role } from "../../shared/roles.ts";
import { parseRoomEvent } from "../../shared/wire/events.ts";
import { readRoomFrame, SUBPROTOCOL } from "../../shared/wire/frames.ts";
import { createStore, type ReadableStore } from "../ui/store.ts";
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
import { EventHub } from "./event-hub.ts";
import { GestureLink } from "./gesture-link.ts";
import { PresenceLink } from "./presence-link.ts";
import type { RepairState } from "./repair.ts";
import { RoomDetails } from "./room-details.ts";
import { RoomDocument } from "./room-document.ts";
import { type OpenRoomOptions, secretsOf } from "./room-options.ts";

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

/** Opens a room: at once with what this browser kept of it, and live as soon as the connection stands. */
export function openRoom(options: OpenRoomOptions): Room {
  const room = new LiveRoom(options);
  room.start();
  return room;
}

class LiveRoom implements Room {
  readonly id: RoomId;
  readonly doc: ReadableStore<Y.Doc>;
  readonly presence: Awareness;
  readonly info: ReadableStore<RoomInfo>;
  readonly loaded: ReadableStore<boolean>;
  readonly joined: ReadableStore<boolean>;
  readonly repair: ReadableStore<RepairState>;
  readonly connection = createStore<ConnectionState>({ kind: "connecting", unsaved: 0 });
  readonly gestures: GestureLink;
  readonly assets: AssetChannel;
  readonly events = new EventHub((text) => this.#connection.send(text));
  readonly #details: RoomDetails;
  readonly #document: RoomDocument;
  readonly #presenceLink: PresenceLink;
  readonly #connection: Connection;
  #phase: Phase = { kind: "connecting" };

  constructor(options: OpenRoomOptions) {
    this.id = options.id;
    this.#details = new RoomDetails(options.role ?? "editor", this.events.send);
    this.info = this.#details.info;
    const send = (frame: Uint8Array) => this.#connection.send(frame);
    this.#document = new RoomDocument({
      database: options.offlineCopy ? `stoa-room-${this.id}` : null,
      link: {
        send: (data) => this.#connection.send(data),
        renew: () => this.#connection.renew(),
      },
      isOpen: () => this.#phase.kind === "open",
      mayEdit: () => this.#details.mayEdit,
      onState: () => this.#showState(),
    });
    this.doc = this.#document.doc;
    this.loaded = this.#document.loaded;
    this.joined = this.#document.joined;
    this.repair = this.#document.repair;
    // Presence outlives the document: a document of its own, or it would end with the first one.
    const holder = new Y.Doc();
    holder.clientID = this.doc.get().clientID;
    this.#presenceLink = new PresenceLink(holder, send);
    this.presence = this.#presenceLink.awareness;
    this.gestures = new GestureLink(
      send,
      () => this.#phase.kind === "open" && this.presence.getStates().size > 1,
    );
    this.assets = assetChannel({
      server: options.server.replace(/^ws/, "http"),
      room: this.id,
      credentials: (id) => secretsOf(options, id),
    });
    const protocols = () => [SUBPROTOCOL, ...secretsOf(options, this.id)];
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
    this.#details.rename(title);
  }

  putBack(): void {
    this.#document.putBack();
  }

  discardLost(): void {
    this.#document.discardLost();
  }

  destroy(): void {
    this.#document.stopWaiting();
    this.gestures.clear();
    this.#connection.end();
    this.#document.close();
    this.#presenceLink.destroy();
    this.doc.get().destroy();
  }

  #onPhase(phase: Phase): void {
    this.#phase = phase;
    if (phase.kind === "open") {
      this.#document.connected();
      this.#presenceLink.announce();
    } else {
      this.#document.disconnected();
      this.gestures.clear();
      this.#presenceLink.forgetOthers();
      if (phase.kind === "waiting") this.#document.loaded.set(true);
    }
    this.#showState();
  }

  #onFrame(bytes: Uint8Array): void {
    const frame = readRoomFrame(bytes);
    switch (frame?.kind) {
      case "step1":
        this.#document.hears(frame.stateVector);
        return;
      case "update":
        this.#document.takes(frame.update);
        return;
      case "step2":
        this.#document.completes(frame.update);
        this.#connection.expect(0);
        this.#document.awaitAck();
        return;
      case "awareness":
        this.#presenceLink.receive(frame.update);
        return;
      case "gestures":
        for (const { clientId, payload } of frame.gestures) {
          if (clientId !== this.presence.clientID) this.gestures.receive(clientId, payload);
        }
        return;
      default:
        // A frame of a later version: it is not for us.
        return;
    }
  }

  #onText(text: string): void {
    const event = parseRoomEvent(text);
    if (event === null) {
      this.events.tellUnknown(text);
      return;
    }
    switch (event.type) {
      case "hello":
        this.#setPace(event.presenceInterval);
        this.#connection.expect(event.room.bytes ?? 0);
        this.#details.greeted(event);
        this.#showState();
        break;
      case "tick":
        this.events.send({ type: "tick", n: event.n });
        break;
      case "pace":
        this.#setPace(event.presenceInterval);
        break;
      case "role":
        this.#takeRole(event.role);
        break;
      case "room.title":
        this.#details.retitled(event.title);
        break;
      case "position":
        this.#document.isAt(event.at);
        break;
      case "ack":
        this.#document.acknowledge(event.n);
        break;
      case "refused":
        this.#document.refused(event.code, event.key);
        break;
      default:
        break;
    }
    this.events.tell(event);
  }

  /** A client that may no longer edit sends nothing more. Once it may again, the room asks it for what it lacks. */
  #takeRole(role: Role): void {
    this.#details.takeRole(role);
    this.#document.takeRight(this.#details.mayEdit);
    // The room tells the others my role with my presence.
    this.#presenceLink.announce();
    this.#document.awaitAck();
    this.#showState();
  }

  #setPace(interval: number): void {
    this.#presenceLink.setInterval(interval);
    this.gestures.setInterval(interval);
  }

  #showState(): void {
    const unsaved = this.#document.noteUnsaved();
    const refusal = this.#details.mayEdit ? this.#document.refusal : "no-access";
    const state = connectionState(this.#phase, this.connection.get(), unsaved, refusal);
    this.connection.set(ofDamage(state, this.repair.get()));
  }
}
