/** The frame router: hands each frame to the part of the room that it is for. It decides no update. */
import { MAX_DOCUMENT_FRAME } from "../../shared/limits.ts";
import { mayEdit } from "../../shared/roles.ts";
import { type ClientEvent, parseClientEvent } from "../../shared/wire/client-events.ts";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { type ClientFrame, MessageType, readClientFrame } from "../../shared/wire/frames.ts";
import { CpuBudget } from "../connection/cpu-budget.ts";
import { isPriced, priceOfBytes } from "../connection/price.ts";
import type { Session } from "../connection/session.ts";
import { LARGE_UPDATE, MAX_GESTURE, MAX_OTHER_FRAME, MAX_PRESENCE_FRAME } from "../limits.ts";
import { isDamage, isStorageFull } from "../storage/storage-errors.ts";
import { handleEvent } from "./events.ts";
import type { Parts } from "./parts.ts";

/** The parts of a room to which frames go. */
type RouterParts = Omit<Parts, "access" | "admin" | "assets" | "router" | "schedule">;

/**
 * Brings each frame to the part of the room that it is for, and charges its
 * sender and the room with its cost. Bytes that are no frame close their
 * sender's socket.
 */
export class FrameRouter {
  readonly #parts: RouterParts;
  readonly #cpu: CpuBudget;

  constructor(parts: RouterParts) {
    this.#parts = parts;
    this.#cpu = new CpuBudget({
      onTurn: (session, data) => this.#routeCharged(session, data),
      close: (session, code) => parts.sessions.close(session, code),
    });
  }

  /** Handles a frame, now or, from a client that is slowed, when its turn comes. */
  route(session: Session, data: Uint8Array | string, now: number): void {
    const { visits, sessions } = this.#parts;
    if (!visits.mayBring(session, data.length, now)) sessions.close(session, CloseCode.TooFast);
    else if (this.#cpu.admit(session, data)) this.#routeCharged(session, data);
  }

  /** This socket has left. */
  forget(session: Session): void {
    this.#cpu.forget(session);
  }

  #routeCharged(session: Session, data: Uint8Array | string): void {
    const { document, turns, damage } = this.#parts;
    const effortMs = document.effortMs;
    const began = isPriced(data) ? null : performance.now();
    const charged = turns.chargedMs;
    try {
      if (typeof data === "string") this.#onText(session, data);
      else this.#onBinary(session, data);
    } catch (error) {
      damage.handle(error);
    } finally {
      const effort = Math.max(0, document.effortMs - effortMs);
      const price = priceOfBytes(data.length) + effort;
      const ms = began === null ? price : Math.max(price, performance.now() - began);
      // The room was charged already with some of the timed work, such as a window that was
      // written.
      const chargedMs = began === null ? 0 : turns.chargedMs - charged;
      turns.charge(Math.max(0, ms - chargedMs));
      this.#cpu.charge(session, ms);
    }
  }

  #onText(session: Session, text: string): void {
    const { guard, liveness, sessions } = this.#parts;
    // Longer than this in characters is longer in bytes, too.
    const refused = text.length > MAX_OTHER_FRAME ? CloseCode.TooLarge : CloseCode.BadData;
    if (refused === CloseCode.TooLarge || !session.isNative) {
      sessions.close(session, refused);
      return;
    }
    const event = parseClientEvent(text);
    if (event?.type === "tick" && liveness.onAnswer(session, event.n)) return;
    const key = event !== null && "key" in event ? event.key : undefined;
    if (!guard.admitText(session, rateOf(event), key)) return;
    if (event === null) {
      session.tell({ type: "refused", code: "bad-event" });
      return;
    }
    if (event.type !== "tick") liveness.onAct(session);
    try {
      handleEvent(this.#parts, session, event);
    } catch (error) {
      if (isDamage(error)) {
        this.#parts.damage.found(error);
        return;
      }
      if (!isStorageFull(error)) throw error;
      session.tell({ type: "refused", code: "room-full", ...(key !== undefined && { key }) });
    }
  }

  #onBinary(session: Session, bytes: Uint8Array): void {
    const { guard, sessions, ephemeral } = this.#parts;
    if (!guard.admitBinary(session, bytes.byteLength)) return;
    const limit = FRAME_LIMITS.get(bytes[0]) ?? MAX_OTHER_FRAME;
    if (bytes.byteLength > limit) {
      if (bytes[0] === MessageType.Awareness) {
        // A client whose presence is refused goes on with the document.
        if (guard.admitKind(session, "ephemeral")) ephemeral.refusePresence(session);
        return;
      }
      sessions.close(session, CloseCode.TooLarge);
      return;
    }
    const frame = readClientFrame(bytes);
    if (frame === null || !this.#onFrame(session, frame))
      sessions.close(session, CloseCode.BadData);
  }

  /** @returns false when the frame's content is malformed. */
  #onFrame(session: Session, frame: ClientFrame): boolean {
    const { guard, document, ephemeral, liveness } = this.#parts;
    switch (frame.kind) {
      case "step1":
        return document.onStep1(session, frame.stateVector);
      case "step2":
        liveness.onStep2(session);
        this.#onUpdate(session, frame.update, true);
        return true;
      case "update":
        liveness.onAct(session);
        this.#onUpdate(session, frame.update, false);
        return true;
      case "awareness":
        if (!guard.admitKind(session, "ephemeral")) return true;
        if (!session.isNative && liveness.onEcho(session, frame.update)) return true;
        return liveness.onPresence(session, () => ephemeral.acceptPresence(session, frame.update));
      case "queryAwareness":
        if (!ephemeral.isIntroductionDue(session)) {
          ephemeral.introduceAfter(session, guard.reserve(session, "joins"));
        }
        return true;
      case "gesture":
      case "pointer":
      case "laser":
      case "view": {
        if (!session.isNative || frame.payload.byteLength > MAX_GESTURE) return false;
        if (!guard.admitKind(session, "ephemeral")) return true;
        liveness.onAct(session);
        // Everybody who is here may point and be followed; the frame's reader has made sure that it is nothing else.
        const isAllowed = frame.kind !== "gesture" || mayEdit(session.role);
        if (isAllowed) ephemeral.relayGesture(session, frame.payload);
        else session.deny("gesture");
        return true;
      }
    }
  }

  /** Takes an update, and a large one in turns, so that it holds up no other room. */
  #onUpdate(session: Session, update: Uint8Array, isAnswer: boolean): void {
    const { document, turns } = this.#parts;
    if (update.byteLength < LARGE_UPDATE && !document.isCold) {
      document.onUpdate(session, update, isAnswer);
      return;
    }
    let { effortMs } = document;
    turns.run(document.onUpdateInTurns(session, update, isAnswer), (ms) => {
      this.#cpu.charge(session, Math.max(ms, document.effortMs - effortMs));
      effortMs = document.effortMs;
    });
  }
}

/** The rate that a text frame counts against. */
function rateOf(event: ClientEvent | null): "chat" | "comments" | "events" | "gather" {
  if (event?.type === "gather") return "gather";
  if (event === null || !("key" in event)) return "events";
  return event.type === "chat.send" ? "chat" : "comments";
}

/** How many bytes a frame may have, by the type that it begins with; others are small. */
const FRAME_LIMITS: ReadonlyMap<number | undefined, number> = new Map([
  [MessageType.Sync, MAX_DOCUMENT_FRAME],
  [MessageType.Awareness, MAX_PRESENCE_FRAME],
]);
