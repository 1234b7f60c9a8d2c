/** The frame router: hands each frame to the part of the room that it is for. It decides no update. */
import {
  LARGE_UPDATE,
  MAX_DOCUMENT_FRAME,
  MAX_GESTURE,
  MAX_OTHER_FRAME,
  MAX_PRESENCE_FRAME,
} from "../../shared/limits.ts";
import { mayEdit } from "../../shared/roles.ts";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { parseClientEvent, type RoomEvent } from "../../shared/wire/events.ts";
import { type ClientFrame, MessageType, readClientFrame } from "../../shared/wire/frames.ts";
import type { Chat } from "../chat/chat.ts";
import type { Guard } from "../connection/guard.ts";
import type { Liveness } from "../connection/liveness.ts";
import type { Session } from "../connection/session.ts";
import type { Turns } from "../connection/turns.ts";
import type { Ephemera } from "../presence/ephemeral-broadcast.ts";
import type { Settings } from "../storage/settings.ts";
import { isDamage, isStorageFull } from "../storage/storage-errors.ts";
import type { LiveDocument } from "../sync/document-sync.ts";
import { handleEvent } from "./events.ts";

/** The parts of a room to which frames go. */
export interface Parts {
  readonly guard: Guard;
  readonly document: LiveDocument;
  readonly ephemera: Ephemera;
  readonly liveness: Liveness;
  readonly chat: Chat;
  readonly settings: Settings;
  readonly turns: Turns;
  /** Charges a socket with milliseconds of work that its frame took later. */
  readonly charge: (session: Session, ms: number) => void;
  readonly sessions: () => Iterable<Session>;
  readonly close: (session: Session, code: CloseCode) => void;
  /** The room's database is damaged where it was just read or written. */
  readonly foundDamage: (error: unknown) => void;
}

/** Brings each frame to the part of the room that it is for; what is none closes its sender's socket. */
export class Inbox {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Takes a text frame. */
  text(session: Session, text: string): void {
    const { guard, liveness, close } = this.#parts;
    // Longer than this in characters is longer in bytes, too.
    const refused = text.length > MAX_OTHER_FRAME ? CloseCode.TooLarge : CloseCode.BadData;
    if (refused === CloseCode.TooLarge || !session.isOurs) {
      close(session, refused);
      return;
    }
    const event = parseClientEvent(text);
    if (event?.type === "tick" && liveness.hearsAnswer(session, event.n)) return;
    const key = event?.type === "chat.send" ? event.key : undefined;
    if (!guard.allowsText(session, key === undefined ? "events" : "chat", key)) return;
    if (event === null) {
      session.tell({ type: "refused", code: "bad-event" });
      return;
    }
    if (event.type !== "tick") liveness.hearsAct(session);
    try {
      handleEvent(this.#parts, session, event);
    } catch (error) {
      if (isDamage(error)) {
        this.#parts.foundDamage(error);
        const page = event.type === "chat.page" ? event : null;
        if (page !== null) session.tell(emptyPage(page.before));
        return;
      }
      if (!isStorageFull(error)) throw error;
      session.tell({ type: "refused", code: "room-full", ...(key !== undefined && { key }) });
    }
  }

  /** Takes a binary frame. */
  binary(session: Session, bytes: Uint8Array): void {
    const { guard, close, ephemera } = this.#parts;
    if (!guard.hears(session, bytes.byteLength)) return;
    const limit = FRAME_LIMITS.get(bytes[0]) ?? MAX_OTHER_FRAME;
    if (bytes.byteLength > limit) {
      if (bytes[0] === MessageType.Awareness) {
        // A client whose presence is refused goes on with the document.
        if (guard.allows(session, "ephemera")) ephemera.refusePresence(session);
        return;
      }
      close(session, CloseCode.TooLarge);
      return;
    }
    const frame = readClientFrame(bytes);
    if (frame === null || !this.#take(session, frame)) close(session, CloseCode.BadData);
  }

  /** @returns false when the frame's content is malformed. */
  #take(session: Session, frame: ClientFrame): boolean {
    const { guard, document, ephemera, liveness } = this.#parts;
    switch (frame.kind) {
      case "step1":
        return document.answer(session, frame.stateVector);
      case "step2":
        liveness.hearsStep(session);
        this.#takeUpdate(session, frame.update, true);
        return true;
      case "update":
        liveness.hearsAct(session);
        this.#takeUpdate(session, frame.update, false);
        return true;
      case "awareness":
        if (!guard.allows(session, "ephemera")) return true;
        if (!session.isOurs && liveness.hearsEcho(session, frame.update)) return true;
        return liveness.hearsPresence(session, () => ephemera.takePresence(session, frame.update));
      case "queryAwareness":
        if (!ephemera.isAsked(session)) {
          ephemera.introduceIn(session, guard.reserve(session, "joins"));
        }
        return true;
      case "gesture":
      case "pointer": {
        if (!session.isOurs || frame.payload.byteLength > MAX_GESTURE) return false;
        if (!guard.allows(session, "ephemera")) return true;
        liveness.hearsAct(session);
        // Whoever is here may point; its reader has made sure that it is nothing else.
        const isAllowed = frame.kind === "pointer" || mayEdit(session.role);
        if (isAllowed) ephemera.takeGesture(session, frame.payload);
        else session.deny("gesture");
        return true;
      }
    }
  }

  /** Takes an update, and a large one in turns, so that it holds up no other room. */
  #takeUpdate(session: Session, update: Uint8Array, isAnswer: boolean): void {
    const { document, turns, charge } = this.#parts;
    if (update.byteLength < LARGE_UPDATE && !document.isCold) {
      document.take(session, update, isAnswer);
      return;
    }
    let { effortMs } = document;
    turns.run(document.taking(session, update, isAnswer), (ms) => {
      charge(session, Math.max(ms, document.effortMs - effortMs));
      effortMs = document.effortMs;
    });
  }
}

/** How many bytes a frame may have, by the type that it begins with; others are small. */
const FRAME_LIMITS: ReadonlyMap<number | undefined, number> = new Map([
  [MessageType.Sync, MAX_DOCUMENT_FRAME],
  [MessageType.Awareness, MAX_PRESENCE_FRAME],
]);

/** What is left of a page of the chat that cannot be read: the room says besides that it is damaged. */
function emptyPage(before: number | undefined): RoomEvent {
  return { type: "chat.page", ...(before !== undefined && { before }), messages: [], more: false };
}
