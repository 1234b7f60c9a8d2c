/** The session: one socket, its attachment, its role, and how it is sent to and closed. */
import * as v from "valibot";
import { roleSchema } from "../../shared/roles.ts";
import type { RoomEvent } from "../../shared/wire/events.ts";
import { permissionDeniedFrame } from "../../shared/wire/frames.ts";
import { BEHIND_BYTES, CPU_BUDGET, SMALL_FRAME, TICK_BYTES } from "../limits.ts";
import { logInfo } from "../log.ts";
import { metrics } from "../metrics.ts";
import { type Visitor, visitors } from "../visitors.ts";
import { FlowControl } from "./flow-control.ts";
import { FrameCounter } from "./frame-counter.ts";
import { fromSchema } from "./origin.ts";
import { countRefusal } from "./refusals.ts";
import { sendBudget } from "./send-budget.ts";

/** The state by which awareness marks a client that is no longer there. */
export const GONE = "null";

/** One client's presence as its socket's attachment keeps it through sleep. */
const presenceEntrySchema = v.object({
  /** The Yjs client id, bound to the socket that first published it. */
  clientId: v.number(),
  /** The awareness clock of the state. */
  clock: v.number(),
  /** The state as JSON. */
  state: v.string(),
  /** When it was published, in milliseconds since 1970. */
  at: v.optional(v.number(), 0),
});
export type PresenceEntry = v.InferOutput<typeof presenceEntrySchema>;

/** The rights of a socket, and their reason. */
const grantSchema = v.object({
  role: roleSchema,
  /** By the plain link, the owner key, a link with a key, or a signed token. */
  by: v.picklist(["plain", "owner", "link", "token"]),
  /** The link's id, should it be revoked. */
  link: v.nullable(v.number()),
  /** When the link or the token ends, in milliseconds since 1970. */
  expiresAt: v.nullable(v.number()),
  /** The name that a token vouches for. */
  name: v.nullable(v.string()),
});
export type Grant = v.InferOutput<typeof grantSchema>;

const attachmentSchema = v.object({
  /** Ours speaks `stoa.v1`; stock is any y-websocket client. */
  kind: v.picklist(["ours", "stock"]),
  /** The person's public id in this room. */
  userId: v.string(),
  from: v.optional(fromSchema, { visitor: null, place: null }),
  grant: grantSchema,
  presence: v.nullable(presenceEntrySchema),
  /** When it last did something, was asked whether it lives, and last showed it: milliseconds since 1970. */
  actedAt: v.number(),
  /** Frames for it are held in memory, which does not outlive sleep. */
  isHeld: v.boolean(),
  askedAt: v.number(),
  answeredAt: v.number(),
});
export type Attachment = v.InferOutput<typeof attachmentSchema>;

/**
 * The kinds of frames that a client sent without the right to. The client is told once until its
 * role changes, unless it waits for an answer.
 */
export type Denied = "answer" | "update" | "gesture";

/** The events that a session tells to its room. */
export interface SessionHooks {
  /**
   * A send has found the socket closed. The runtime does not always say so. Where its own answer to
   * `ping` meets a frame on its way, it closes the socket and calls no handler (workerd 1.20261023).
   */
  onEnded(session: Session): void;
  /** So much was sent that it is time to check whether it is read. */
  onCheckDue(session: Session): void;
  /** A frame is held that waits for its turn. */
  onHeld(session: Session): void;
  /** This socket delays others that wait for the frame. */
  evict(session: Session): void;
}

const UNHEARD: SessionHooks = {
  onEnded: () => undefined,
  onCheckDue: () => undefined,
  onHeld: () => undefined,
  evict: () => undefined,
};

/** One socket, with the room's knowledge of it. State that must outlive sleep is in `attachment`. */
export class Session {
  readonly socket: WebSocket;
  readonly #denied = new Set<string>();
  #attachment: Attachment;

  /** Which of its document frames may be acknowledged. */
  readonly frames = new FrameCounter();

  /** Hears of the events on this socket. */
  hooks: SessionHooks = UNHEARD;

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

  /** Reads a socket that slept; `null` when its attachment is not one of ours. */
  static wake(socket: WebSocket): Session | null {
    const attachment = v.safeParse(attachmentSchema, socket.deserializeAttachment());
    return attachment.success ? new Session(socket, attachment.output) : null;
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
    if (this.isNative) this.tell({ type: "refused", code: "no-access" });
    else {
      countRefusal("no-access");
      this.send(permissionDeniedFrame("permission denied"));
    }
  }

  /** Tells a client that edits of somebody who may not edit were left out of its frame. */
  denyForeign(): void {
    if (this.isNative) this.tell({ type: "refused", code: "not-yours" });
    else {
      countRefusal("not-yours");
      this.send(permissionDeniedFrame("these are edits of somebody who may not edit"));
    }
  }

  /** Tells a stock client that an edit waits: so many write at its place at once. */
  denyCrowded(): void {
    countRefusal("crowded");
    this.send(permissionDeniedFrame("too many write at one place at once, so this edit waits"));
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
  asked(now: number): void {
    this.#attachment = { ...this.#attachment, askedAt: now };
    this.save();
  }

  /** Something has come from it. Should it have been asked whether it lives, that is an answer. */
  heard(now: number): void {
    this.heardAt = now;
    if (this.#attachment.askedAt > this.#attachment.answeredAt) this.answered(now);
  }

  /** The client has answered; beyond a sleep, only that matters. */
  answered(now: number): void {
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
      sendBudget.note(length);
      this.sendNow(data);
    } else if (length > BEHIND_BYTES || !sendBudget.admits(length)) this.#enqueue(data);
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
          sendBudget.note(frame.byteLength);
          this.sendNow(frame);
        }
      }
    });
    // Only the answer to a question that comes after it shows that it was read.
    if (bytes >= TICK_BYTES) this.hooks.onCheckDue(this);
  }
}
