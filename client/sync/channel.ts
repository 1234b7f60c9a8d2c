import type { AssetId, StoredImage } from "../../shared/assets.ts";
import type { Gesture } from "../../shared/board/gesture.ts";
import type { Role } from "../../shared/roles.ts";
import type { ClientEvent } from "../../shared/wire/client-events.ts";
import type { Refusal, RoomEvent } from "../../shared/wire/events.ts";

/** Why the room does not take changes: a refusal of what a document frame brought, or my role. */
export type HeldBack = Extract<
  Refusal,
  "bad-update" | "crowded" | "not-yours" | "document-full" | "room-full" | "no-access"
>;

/** The state of a room's connection, as the page tells it. */
export type ConnectionState =
  /** The first connection, or a new one, is being made. */
  | { readonly kind: "connecting"; readonly unsaved: number }
  /**
   * Connected. `unsaved`: changes of mine that are not yet durable; 0 means
   * saved. `heldBack`: why the room does not take them.
   */
  | { readonly kind: "open"; readonly unsaved: number; readonly heldBack?: HeldBack }
  /** No connection; `unsaved` changes are kept here and sent later. */
  | { readonly kind: "offline"; readonly unsaved: number }
  /**
   * This page's copy of the document is damaged, and being loaded anew. When
   * `isFinal`, it is damaged each time, and the room is read-only.
   */
  | { readonly kind: "damaged"; readonly unsaved: number; readonly isFinal: boolean }
  /** The room does not want this client back; `code` is the close code. */
  | {
      readonly kind: "refused";
      readonly unsaved: number;
      readonly code: number;
      readonly reason: string;
    };

/** The known facts about the room: from this browser's copy at first, then from the room itself. */
export interface RoomInfo {
  /** Empty: untitled. */
  readonly title: string;
  /** My public id in this room; empty until the room has said it for the first time. */
  readonly myId: string;
  readonly role: Role;
  /** Part of what the room stored is damaged: it can be looked at and not changed. */
  readonly isDamaged: boolean;
}

/** The gestures of everybody else, moving pointers among them, and where to send my own. */
export interface GestureChannel {
  /** Sends at the pace the room asks for. `ink` gestures are joined, never dropped; of the others the newest wins, and what is in the hand carries a `point`. */
  send(gesture: Gesture): void;
  subscribe(listener: (clientId: number, gesture: Gesture) => void): () => void;
}

/** The room's text frames. */
export interface EventChannel {
  /** Sends now; `false` when there is no connection (nothing is queued). */
  send(event: ClientEvent): boolean;
  subscribe(listener: (event: RoomEvent) => void): () => void;
  /** Calls with each text frame that the page itself does not know: a part that is loaded later may. */
  onUnknown(listener: (text: string) => void): () => void;
  /** Called each time a connection has been made, after its `hello`. */
  onOpen(listener: () => void): () => void;
}

/** Why an image could not be loaded or stored. */
export interface AssetFailure {
  readonly ok: false;
  /** The server's word; `offline` where it could not be reached. */
  readonly error: string;
  /** Would the same request fail again? */
  readonly isFinal: boolean;
}

/** The answer of a room to an image that is brought. */
export type Stored = { readonly ok: true; readonly value: StoredImage } | AssetFailure;

/** How an image is stored. */
export interface StoreOptions {
  /** Ends the upload: the answer is the failure `aborted`. */
  readonly signal?: AbortSignal;
  /** Told how much of the image has left the page, from 0 to 1. */
  readonly onShare?: (share: number) => void;
}

/** The room's stored images. */
export interface AssetChannel {
  /** @param room the id of another room, whose image it is. It is asked with what this browser has for that room. */
  load(
    id: AssetId,
    room?: string,
  ): Promise<{ readonly ok: true; readonly value: Blob } | AssetFailure>;
  /** Stores an image: a PNG, JPEG, WebP or GIF. */
  store(image: Blob, options?: StoreOptions): Promise<Stored>;
}
