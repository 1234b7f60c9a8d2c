/** The binary frames, by docs/PROTOCOL.md alone. */
import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";

/**
 * The binary frames as docs/PROTOCOL.md describes them, written from that page alone and not with
 * `shared/wire`: what the page leaves out shows here.
 */
export type Frame =
  | { readonly kind: "step1" | "step2" | "update"; readonly body: Uint8Array }
  | { readonly kind: "awareness"; readonly update: Uint8Array }
  | { readonly kind: "denied"; readonly reason: string }
  | { readonly kind: "gestures"; readonly gestures: readonly Gesture[] };

/** One client's gesture: JSON, unless that client sent something else. */
export interface Gesture {
  readonly clientId: number;
  readonly text: string;
}

/** The entry about one client's presence; a state of `null` means gone. */
export interface AwarenessEntry {
  readonly client: number;
  readonly clock: number;
  readonly state: unknown;
}

const SYNC = ["step1", "step2", "update"] as const;

/**
 * Reads a frame from the room.
 *
 * @throws when it is not exactly one message of the protocol.
 */
export function readFrame(bytes: Uint8Array): Frame {
  const decoder = decoding.createDecoder(bytes);
  const frame = readMessage(decoder);
  if (decoding.hasContent(decoder)) throw new Error("bytes are left over after a message");
  return frame;
}

function readMessage(decoder: decoding.Decoder): Frame {
  const type = decoding.readVarUint(decoder);
  switch (type) {
    case 0: {
      const kind = SYNC[decoding.readVarUint(decoder)];
      if (kind === undefined) throw new Error("a sync frame of no known kind");
      return { kind, body: decoding.readVarUint8Array(decoder) };
    }
    case 1:
      return { kind: "awareness", update: decoding.readVarUint8Array(decoder) };
    case 2:
      if (decoding.readVarUint(decoder) !== 0) throw new Error("an auth frame that denies nothing");
      return { kind: "denied", reason: decoding.readVarString(decoder) };
    case 64: {
      const gestures: Gesture[] = [];
      for (let left = decoding.readVarUint(decoder); left > 0; left--) {
        const clientId = decoding.readVarUint(decoder);
        const text = new TextDecoder().decode(decoding.readVarUint8Array(decoder));
        gestures.push({ clientId, text });
      }
      return { kind: "gestures", gestures };
    }
    default:
      throw new Error(`a frame of type ${type}`);
  }
}

/** Reads the entries of an awareness update. */
export function readAwareness(update: Uint8Array): AwarenessEntry[] {
  const decoder = decoding.createDecoder(update);
  const entries: AwarenessEntry[] = [];
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    const client = decoding.readVarUint(decoder);
    const clock = decoding.readVarUint(decoder);
    const state: unknown = JSON.parse(decoding.readVarString(decoder));
    entries.push({ client, clock, state });
  }
  return entries;
}

/** A sync frame with a state vector or an update. */
export function syncFrame(kind: (typeof SYNC)[number], body: Uint8Array): Uint8Array {
  return written((encoder) => {
    encoding.writeVarUint(encoder, 0);
    encoding.writeVarUint(encoder, SYNC.indexOf(kind));
    encoding.writeVarUint8Array(encoder, body);
  });
}

/** An awareness frame about oneself. */
export function awarenessFrame({ client, clock, state }: AwarenessEntry): Uint8Array {
  return awarenessFrameOf(client, clock, JSON.stringify(state));
}

/** An awareness frame with one entry, whose state is any text. */
export function awarenessFrameOf(client: number, clock: number, state: string): Uint8Array {
  const entry = written((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint(encoder, client);
    encoding.writeVarUint(encoder, clock);
    encoding.writeVarString(encoder, state);
  });
  return written((encoder) => {
    encoding.writeVarUint(encoder, 1);
    encoding.writeVarUint8Array(encoder, entry);
  });
}

/** The question who is here. */
export function queryFrame(): Uint8Array {
  return written((encoder) => encoding.writeVarUint(encoder, 3));
}

/** A gesture frame. */
export function gestureFrame(gesture: unknown): Uint8Array {
  return gestureFrameOf(new TextEncoder().encode(JSON.stringify(gesture)));
}

/** A gesture frame with any bytes. */
export function gestureFrameOf(payload: Uint8Array): Uint8Array {
  return written((encoder) => {
    encoding.writeVarUint(encoder, 64);
    encoding.writeVarUint8Array(encoder, payload);
  });
}

function written(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}
