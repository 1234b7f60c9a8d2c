/** Binary frames: their types, readers and writers. They know nothing of what an update holds. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { MAX_POINTER_FRAME } from "../limits.ts";
import { LASER, readLine } from "./laser-frame.ts";
import { readPlace, writePlace } from "./place.ts";
import { readViewBox, VIEW } from "./view-frame.ts";

/**
 * The binary frames of a room: y-protocols' own (sync, awareness, auth, query
 * awareness) and four of ours (gesture, pointer, laser, view). One message per frame, because stock
 * y-websocket clients read only the first. `docs/PROTOCOL.md` has the grammar.
 */
export const MessageType = {
  Sync: 0,
  Awareness: 1,
  Auth: 2,
  QueryAwareness: 3,
  /** Ours: the drawing of a moving hand, relayed and never stored. */
  Gesture: 64,
  /** Ours: where a hand that draws nothing has moved to. It is relayed among the gestures. */
  Pointer: 65,
  /** Ours: a piece of the line of a laser. It is relayed as a pointer is. */
  Laser: LASER,
  /** Ours: the part of the board that its sender sees. It is relayed as a pointer is. */
  View: VIEW,
} as const;

/** The second number of an auth frame. */
const PERMISSION_DENIED = 0;

/** The second number of a sync frame. */
export const SyncType = { Step1: 0, Step2: 1, Update: 2 } as const;

/** The subprotocol of our own clients. It brings text frames, acks and gestures. */
export const SUBPROTOCOL = "stoa.v1";

/** The prefix of a guest's secret among the offered subprotocols. */
export const GUEST_PREFIX = "guest.";

/** The prefix of a link's key among them. */
export const KEY_PREFIX = "key.";

/**
 * The prefix of the room's owner key; with `new` instead of a key, the client asks to own a room
 * that nobody owns.
 */
export const OWNER_PREFIX = "owner.";

/** The prefix of a signed token. */
export const TOKEN_PREFIX = "token.";

/** A frame from a client, read but not yet checked against the room. */
export type ClientFrame =
  | { readonly kind: "step1"; readonly stateVector: Uint8Array }
  | { readonly kind: "step2"; readonly update: Uint8Array }
  | { readonly kind: "update"; readonly update: Uint8Array }
  | { readonly kind: "awareness"; readonly update: Uint8Array }
  | { readonly kind: "queryAwareness" }
  | { readonly kind: "gesture"; readonly payload: Uint8Array }
  /** `payload` is the whole frame, which goes among the gestures as it is. */
  | { readonly kind: "pointer" | "laser" | "view"; readonly payload: Uint8Array };

/** Reads a client's binary frame; `null` when it is malformed or of a type that clients do not send. */
export function readClientFrame(bytes: Uint8Array): ClientFrame | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    const frame = readBody(decoder);
    return decoding.hasContent(decoder) ? null : frame;
  } catch (error) {
    if (error instanceof RangeError || error instanceof Error) return null;
    throw error;
  }
}

function readBody(decoder: decoding.Decoder): ClientFrame | null {
  switch (decoding.readVarUint(decoder)) {
    case MessageType.Sync:
      return readSync(decoder);
    case MessageType.Awareness:
      return { kind: "awareness", update: decoding.readVarUint8Array(decoder) };
    case MessageType.QueryAwareness:
      return { kind: "queryAwareness" };
    case MessageType.Gesture:
      return { kind: "gesture", payload: decoding.readVarUint8Array(decoder) };
    case MessageType.Pointer:
      if (decoder.arr.byteLength > MAX_POINTER_FRAME) return null;
      return readPlace(decoder) === null ? null : { kind: "pointer", payload: decoder.arr };
    case MessageType.Laser:
      return readLine(decoder) === null ? null : { kind: "laser", payload: decoder.arr };
    case MessageType.View:
      return readViewBox(decoder) === null ? null : { kind: "view", payload: decoder.arr };
    default:
      return null;
  }
}

function readSync(decoder: decoding.Decoder): ClientFrame | null {
  switch (decoding.readVarUint(decoder)) {
    case SyncType.Step1:
      return { kind: "step1", stateVector: decoding.readVarUint8Array(decoder) };
    case SyncType.Step2:
      return { kind: "step2", update: decoding.readVarUint8Array(decoder) };
    case SyncType.Update:
      return { kind: "update", update: decoding.readVarUint8Array(decoder) };
    default:
      return null;
  }
}

/** Built in one piece of its exact length: a body may have 16 MiB, which an encoder would copy twice. */
function syncFrame(type: number, body: Uint8Array): Uint8Array {
  const prefix = syncPrefix(type, body.byteLength);
  const frame = new Uint8Array(prefix.length + body.byteLength);
  frame.set(prefix);
  frame.set(body, prefix.length);
  return frame;
}

/**
 * The bytes before a body of this many bytes: three numbers, of which only the last may need
 * several bytes.
 */
function syncPrefix(type: number, bytes: number): number[] {
  const prefix = [MessageType.Sync, type];
  let rest = bytes;
  for (; rest > 0x7f; rest = Math.floor(rest / 0x80)) prefix.push((rest & 0x7f) | 0x80);
  prefix.push(rest);
  return prefix;
}

/** "Tell me what I lack": a Yjs state vector. */
export function step1Frame(stateVector: Uint8Array): Uint8Array {
  return syncFrame(SyncType.Step1, stateVector);
}

/** Writes the answer to step 1, and the sign that the asker is now in sync. */
export function step2Frame(update: Uint8Array): Uint8Array {
  return syncFrame(SyncType.Step2, update);
}

/** One Yjs update (V1). */
export function updateFrame(update: Uint8Array): Uint8Array {
  return syncFrame(SyncType.Update, update);
}

/**
 * The frame of an update that may have come as one: then its bytes are shared, not copied. New
 * memory for 16 MiB takes up to a tenth of a second.
 */
export function sharedUpdateFrame(update: Uint8Array): Uint8Array {
  const prefix = syncPrefix(SyncType.Update, update.byteLength);
  const from = update.byteOffset - prefix.length;
  if (from < 0) return updateFrame(update);
  const frame = new Uint8Array(update.buffer, from, prefix.length + update.byteLength);
  return prefix.every((byte, at) => frame[at] === byte) ? frame : updateFrame(update);
}

/** Returns the bytes that precede an update of this many bytes in its frame. */
export function updateFramePrefix(bytes: number): Uint8Array {
  return Uint8Array.from(syncPrefix(SyncType.Update, bytes));
}

/** Writes a y-protocols awareness update. */
export function awarenessFrame(update: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MessageType.Awareness);
  encoding.writeVarUint8Array(encoder, update);
  return encoding.toUint8Array(encoder);
}

/** "You may not do that", in the way that y-protocols has for it: stock clients write it to their log. */
export function permissionDeniedFrame(reason: string): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MessageType.Auth);
  encoding.writeVarUint(encoder, PERMISSION_DENIED);
  encoding.writeVarString(encoder, reason);
  return encoding.toUint8Array(encoder);
}

/** Writes a gesture on its way from a client to the room. */
export function gestureFrame(payload: Uint8Array): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MessageType.Gesture);
  encoding.writeVarUint8Array(encoder, payload);
  return encoding.toUint8Array(encoder);
}

/** Where my hand is on the board; it goes to the room like this, and from there to the others as a gesture's payload. */
export function pointerFrame(place: readonly [number, number]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MessageType.Pointer);
  writePlace(encoder, place);
  return encoding.toUint8Array(encoder);
}

/** Reads a pointer's frame, or the payload that it has become; `null` when it is none. */
export function readPointer(bytes: Uint8Array): readonly [number, number] | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    if (decoding.readVarUint(decoder) !== MessageType.Pointer) return null;
    if (bytes.byteLength > MAX_POINTER_FRAME) return null;
    const place = readPlace(decoder);
    return decoding.hasContent(decoder) ? null : place;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

/** A gesture as the room passes it on: the room says whose it is, so nobody can draw in another's name. */
export interface RelayedGesture {
  /** The sender's presence id (its Yjs client id). */
  readonly clientId: number;
  readonly payload: Uint8Array;
}

/** Writes the gestures of one window, in the order in which they came. */
export function gesturesFrame(gestures: readonly RelayedGesture[]): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, MessageType.Gesture);
  encoding.writeVarUint(encoder, gestures.length);
  for (const { clientId, payload } of gestures) {
    encoding.writeVarUint(encoder, clientId);
    encoding.writeVarUint8Array(encoder, payload);
  }
  return encoding.toUint8Array(encoder);
}

/** A frame from the room to one of our own clients. */
export type RoomFrame =
  | Exclude<ClientFrame, { kind: "gesture" | "pointer" | "laser" | "view" | "queryAwareness" }>
  | { readonly kind: "denied"; readonly reason: string }
  | { readonly kind: "gestures"; readonly gestures: readonly RelayedGesture[] };

/** Reads a frame from the room; `null` when it is malformed or of a type this client does not know. */
export function readRoomFrame(bytes: Uint8Array): RoomFrame | null {
  try {
    const decoder = decoding.createDecoder(bytes);
    switch (decoding.readVarUint(decoder)) {
      case MessageType.Sync: {
        const frame = readSync(decoder);
        return frame as RoomFrame | null;
      }
      case MessageType.Awareness:
        return { kind: "awareness", update: decoding.readVarUint8Array(decoder) };
      case MessageType.Auth: {
        const isDenied = decoding.readVarUint(decoder) === PERMISSION_DENIED;
        return isDenied ? { kind: "denied", reason: decoding.readVarString(decoder) } : null;
      }
      case MessageType.Gesture: {
        const gestures: RelayedGesture[] = [];
        for (let left = decoding.readVarUint(decoder); left > 0; left--) {
          gestures.push({
            clientId: decoding.readVarUint(decoder),
            payload: decoding.readVarUint8Array(decoder),
          });
        }
        return { kind: "gestures", gestures };
      }
      default:
        return null;
    }
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}
