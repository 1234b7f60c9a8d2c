import type { Awareness } from "y-protocols/awareness";
import type * as Y from "yjs";
import type { RoomId } from "../../shared/ids.ts";
import type { ReadableStore } from "../ui/store.ts";
import type { ConnectionState, EventChannel, GestureChannel, RoomInfo } from "./channel.ts";

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
  /** Gives the room a title; shown at once, sent when connected. */
  rename(title: string): void;
  /** Leaves: tells the others, closes everything. */
  destroy(): void;
}

export interface OpenRoomOptions {
  readonly id: RoomId;
  /** Proves that I am the same person as last time; random, kept by the browser. */
  readonly guestSecret: string;
  /** Where the server is: `ws://host` or `wss://host`. */
  readonly server: string;
  /** Keep a copy in this browser. False where storage is denied. */
  readonly offlineCopy: boolean;
}

export declare function openRoom(options: OpenRoomOptions): Room;
