/** Paced sends: a room's frames that wait because much is being sent, and when they leave. */
import { LARGE_UNREAD_BYTES, STALL_MS } from "../limits.ts";
import { sendBudget } from "./send-budget.ts";
import type { Session } from "./session.ts";

/** The parts of the room that `PacedSends` needs. */
export interface AroundPacedSends {
  /** Frames of this socket were sent: all that waited (`true`), or as many as it may leave unread. */
  onReleased(session: Session, isAll: boolean): void;
  /** Closes the socket, which has left a large frame unread while others wait for theirs. */
  evict(session: Session): void;
  /** Runs the work of a timer, and deals with its errors. */
  readonly inTimer: (action: () => void) => void;
}

/** Milliseconds until it is looked again whether somebody has read a large frame. */
const UNREAD_LOOK_MS = 100;

/**
 * Sends frames in turns when they are more than the process should send at
 * once. Sockets share the bytes of a frame while it waits. The runtime keeps a
 * copy for each socket from when it is sent until it is read, and also after a
 * close. So a large frame goes only to a socket that has answered a question,
 * which shows that its client reads. The sum that is unread is bounded.
 */
export class PacedSends {
  readonly #around: AroundPacedSends;
  readonly #waiting = new Set<Session>();
  readonly #unread = new Map<Session, { readonly bytes: number; readonly since: number }>();
  #unreadBytes = 0;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(around: AroundPacedSends) {
    this.#around = around;
  }

  /** A frame of this socket is held, and leaves when its turn comes. */
  enqueue(session: Session): void {
    this.#waiting.add(session);
    this.#wakeIn(1);
  }

  /** This socket has answered a question: its held frames may go. */
  resume(session: Session): void {
    this.#waiting.add(session);
    // Others wait for their turn already.
    if (this.#timer === null) this.#sendWaiting();
  }

  /** This socket has left. */
  forget(session: Session): void {
    this.#waiting.delete(session);
    this.#onRead(session);
  }

  #sendWaiting(): void {
    let nextMs = UNREAD_LOOK_MS;
    for (const session of this.#waiting) {
      const outcome = this.#release(session);
      if (outcome === "waits") {
        nextMs = sendBudget.waitMs;
        break;
      }
      if (outcome === "crowded") continue;
      this.#waiting.delete(session);
      this.#around.onReleased(session, outcome === "all");
    }
    if (this.#waiting.size > 0) this.#wakeIn(nextMs);
  }

  /** @returns `crowded`: too many large frames are unread; `waits`: the process has sent enough for now. */
  #release(session: Session): "all" | "unread" | "crowded" | "waits" {
    const { flow } = session;
    for (;;) {
      const next = flow.nextHeld();
      if (next === "nothing") return "all";
      if (next === "unread") return "unread";
      const { data, isLarge } = next;
      if (isLarge && !this.#hasRoomFor(data.length)) return "crowded";
      if (!sendBudget.spend(data.length)) return "waits";
      if (isLarge) this.#exempt(session, data.length);
      flow.release(() => session.sendNow(data));
      // Only the answer to a question that comes after it shows that it was read.
      if (isLarge) session.hooks.onCheckDue(session);
    }
  }

  /** Frames on their way are no sign of a slow reader until there was time to read them. */
  #exempt(session: Session, bytes: number): void {
    session.flow.exemptFrame(bytes, () => this.#onRead(session));
    this.#unread.set(session, { bytes, since: Date.now() });
    this.#unreadBytes += bytes;
  }

  #hasRoomFor(bytes: number): boolean {
    if (this.#unreadBytes === 0 || this.#unreadBytes + bytes <= LARGE_UNREAD_BYTES) return true;
    const now = Date.now();
    for (const [session, { since }] of this.#unread) {
      if (now - since > STALL_MS) this.#around.evict(session);
    }
    return false;
  }

  #onRead(session: Session): void {
    this.#unreadBytes -= this.#unread.get(session)?.bytes ?? 0;
    this.#unread.delete(session);
  }

  #wakeIn(ms: number): void {
    if (this.#timer !== null) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#around.inTimer(() => this.#sendWaiting());
    }, ms);
  }
}
