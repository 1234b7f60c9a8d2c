/** The session: one socket, its attachment, its role, and how it is sent to and closed. */
import type { RoomEvent } from "../../shared/wire/events.ts";
import { BEHIND_BYTES, CPU_BUDGET, SMALL_FRAME, TICK_BYTES } from "../limits.ts";
import { logInfo } from "../log.ts";
import { metrics } from "../metrics.ts";
import { type Visitor, visitors } from "../visitors.ts";
import { type Attachment, type Grant, type PresenceEntry, readAttachment } from "./attachment.ts";
import { FlowControl } from "./flow-control.ts";
import { FrameCounter } from "./frame-counter.ts";
import { countRefusal, tellRefusal } from "./refusals.ts";
import { sendBudget } from "./send-budget.ts";
import { NO_HOOKS, type SessionHooks } from "./session-hooks.ts";

/**
 * The kinds of frames that a client sent without the right to. The client is told once until its
 * role changes, unless it waits for an answer.
 */
export type Denied = "answer" | "update" | "gesture";

/** One socket, with the room's knowledge of it. State that must outlive sleep is in `attachment`. */
export class Session {
  readonly socket: WebSocket;
  readonly #denied = new Set<string>();
  #attachment: Attachment;

  /** Which of its document frames may be acknowledged. */
  readonly frames = new FrameCounter();

  /** Hears of the events on this socket. */
  hooks: SessionHooks = NO_HOOKS;

  /** Questions by sync step 1 on this socket since it came or the room slept, and how many were answered. */
  stepsAsked = 0;
  stepsAnswered = 0;

  /** Up to where this client says that it has everything; its next step 1 is answered from there. */
  position: string | null = null;

  /** The frames that it was sent and may not have read. */
  readonly flow = new FlowControl();

  /** The visitor whose limits its bytes count against; null for none. */
  readonly visitor: Visitor | null;

  /** Milliseconds of the room's time that its frames may still take, as of `cpuAt`; see `CpuBudget`. */
  cpuLeftMs: number = CPU_BUDGET.burst;
  cpuAt = Date.now();
  /** Do its frames wait? */
  isSlowed = false;

  /** When it last sent anything but a `ping` or the answer to a `tick`, in milliseconds since 1970. */
  heardAt: number;

  /**
   * When it last acted. A client's automatic frames (answers, renewals) are no acts. The time is kept with the
   * next `save`.
   */
  actedAt: number;

  /** How often we have told this client to pace itself, in milliseconds. */
  pace = 0;

  constructor(socket: WebSocket, attachment: Attachment) {
    this.socket = socket;
    this.#attachment = attachment;
    this.visitor = visitors.find(attachment.from.visitor);
    this.actedAt = attachment.actedAt;
    this.heardAt = attachment.answeredAt;
  }

  /** Takes up a socket that slept; `null` when its attachment is not one of ours. */
  static restore(socket: WebSocket): Session | null {
    const attachment = readAttachment(socket);
    return attachment === null ? null : new Session(socket, attachment);
  }

  get isNative(): boolean {
    return this.#attachment.kind === "ours";
  }

  get userId(): string {
    return this.#attachment.userId;
  }

  /** The room and its visitor, by the name that the Worker has for both. */
  get place(): string | null {
    return this.#attachment.from.place;
  }

  get role(): Grant["role"] {
    return this.#attachment.grant.role;
  }

  get grant(): Grant {
    return this.#attachment.grant;
  }

  /** Gives another role, also for after a sleep. This client's frames are counted anew against its rights. */
  changeRole(role: Grant["role"]): void {
    this.#attachment = { ...this.#attachment, grant: { ...this.#attachment.grant, role } };
    this.frames.restart();
    this.#denied.clear();
    this.save();
  }

  /** Sends a native client a text frame. A generic client gets none. */
  tell(event: RoomEvent): void {
    if (event.type === "refused") countRefusal(event.code);
    if (this.isNative) this.send(JSON.stringify(event));
  }

  /** Tells a client that its role does not allow its frame. */
  deny(what: Denied): void {
    // Nobody waits for the answer to a gesture, and hands move sixty times a second.
    if (what !== "update" && this.#denied.has(what)) return;
    this.#denied.add(what);
    tellRefusal(this, "no-access");
  }

  get presence(): PresenceEntry | null {
    return this.#attachment.presence;
  }

  set presence(presence: PresenceEntry | null) {
    this.#attachment = { ...this.#attachment, presence };
  }

  /** Are there frames that it has not been sent, or were there before a sleep? */
  get isHeld(): boolean {
    return this.#attachment.isHeld;
  }

  set isHeld(isHeld: boolean) {
    this.#attachment = { ...this.#attachment, isHeld };
    this.save();
  }

  /** When it was last asked whether it lives; 0 for never. */
  get askedAt(): number {
    return this.#attachment.askedAt;
  }

  /** When it last showed that it lives, by its coming or by an answer. */
  get answeredAt(): number {
    return this.#attachment.answeredAt;
  }

  /** It is being asked whether it lives, which must outlive sleep. */
  onAsked(now: number): void {
    this.#attachment = { ...this.#attachment, askedAt: now };
    this.save();
  }

  /** Something has come from it. Should it have been asked whether it lives, that is an answer. */
  onHeard(now: number): void {
    this.heardAt = now;
    if (this.#attachment.askedAt > this.#attachment.answeredAt) this.onAnswered(now);
  }

  /** The client has answered; beyond a sleep, only that matters. */
  onAnswered(now: number): void {
    const isSaved = this.#attachment.answeredAt > this.#attachment.askedAt;
    this.#attachment = { ...this.#attachment, answeredAt: now };
    if (!isSaved) this.save();
  }

  /** Closes the socket soon, because it holds up others. */
  evict(): void {
    this.hooks.evict(this);
  }

  /** Writes the state that must outlive sleep to the socket. */
  save(): void {
    this.socket.serializeAttachment({
      ...this.#attachment,
      actedAt: this.actedAt,
      answeredAt: Math.max(this.answeredAt, this.heardAt),
    });
  }

  /** It has left, and is nobody also should the runtime still hold it when the room wakes. */
  discard(): void {
    this.socket.serializeAttachment(null);
  }

  /**
   * Sends if the socket is still open. A socket can die between our look and
   * our send. Its own close event tells the rest of the room, and one dead
   * socket must not cost the others their frame.
   */
  send(data: Uint8Array | string): void {
    const { flow } = this;
    const { length } = data;
    if (flow.isHolding || flow.state !== "open") this.#enqueue(data);
    else if (length <= SMALL_FRAME) {
      sendBudget.charge(length);
      this.sendNow(data);
    } else if (length > BEHIND_BYTES || !sendBudget.spend(length)) this.#enqueue(data);
    else this.sendNow(data);
  }

  /** Keeps a frame until the client has read, or until its turn comes, and later frames after it. */
  #enqueue(data: Uint8Array | string): void {
    const { flow } = this;
    const waitsForTurn = !flow.isHolding && flow.state === "open";
    if (flow.enqueue(data)) this.hooks.onCheckDue(this);
    if (waitsForTurn) this.hooks.onHeld(this);
  }

  /** Sends also to a client that is behind: questions, and frames that were held. */
  sendNow(data: Uint8Array | string): void {
    const { readyState } = this.socket;
    if (readyState === WebSocket.CLOSED) this.hooks.onEnded(this);
    if (readyState !== WebSocket.OPEN) return;
    metrics.framesOut.add();
    metrics.bytesOut.add(data.length);
    try {
      this.socket.send(data);
    } catch (error) {
      logInfo("send-failed", { message: error instanceof Error ? error.message : String(error) });
    }
    if (this.flow.onSent(data.length)) this.hooks.onCheckDue(this);
  }

  /** Asks a native client whether it has read its frames. @param then is called once it says so. */
  whenRead(then: () => void): void {
    this.hooks.onCheckDue(this);
    this.flow.whenAnswered(then);
  }

  /** Sends a sync step 1, which a client answers that has read the frames before. */
  sendStep1(frame: Uint8Array): void {
    this.stepsAsked += 1;
    this.sendNow(frame);
    this.flow.onStep1();
  }

  /**
   * Sends the answer to a step 1. However large, it is no sign of a slow reader that it waits.
   *
   * @param whenRead is called once the other end has shown that it has read it all.
   */
  sendJoin(frames: readonly Uint8Array[], whenRead: () => void): void {
    let bytes = 0;
    this.flow.exemptJoin(frames, whenRead, () => {
      for (const frame of frames) {
        bytes += frame.byteLength;
        if (this.flow.isHolding || this.flow.state !== "open") this.#enqueue(frame);
        else {
          sendBudget.charge(frame.byteLength);
          this.sendNow(frame);
        }
      }
    });
    // Only the answer to a question that comes after it shows that it was read.
    if (bytes >= TICK_BYTES) this.hooks.onCheckDue(this);
  }
}
