/** Sessions: the sockets of one room, and the one place where a socket is closed. They know nothing of frames' content. */
import { CloseCode } from "../../shared/wire/close-codes.ts";
import type { RoomEvent } from "../../shared/wire/events.ts";
import { logDebug } from "../log.ts";
import { metrics } from "../metrics.ts";
import { noteClose } from "../reconnects.ts";
import { presenceInterval } from "./batch-intervals.ts";
import { CLOSE_REASONS } from "./close-reasons.ts";
import type { Damage } from "./damage.ts";
import { Session } from "./session.ts";
import type { SessionHooks } from "./session-hooks.ts";

/** The code with which a room answers a client that closes its socket: a normal end (RFC 6455). */
const ANSWERED = 1000;

/** The reactions of a room's parts as sockets leave, and as frames for them wait. */
export interface SessionEvents {
  /** A socket is about to leave: its edits are written before the others hear of it. */
  readonly onLeaving: () => void;
  /** A socket has come, or was there before this object was made. */
  readonly onEntered: (session: Session) => void;
  /** @param wasHere false for a socket whose closing has woken the object: nobody heard that it entered. */
  readonly onLeft: (session: Session, wasHere: boolean) => void;
  /** A frame for this socket waits for its turn. */
  readonly onHeld: (session: Session) => void;
  /** So much was sent to this socket that it is time to check whether it is read. */
  readonly onCheckDue: (session: Session) => void;
}

/** Everybody who is in a room. To go through them begins anew each time. */
export class Sessions implements Iterable<Session>, SessionHooks {
  readonly #state: Pick<DurableObjectState, "getWebSocketAutoResponseTimestamp">;
  readonly #attempt: Damage["attempt"];
  readonly #sessions = new Map<WebSocket, Session>();
  /** Sockets that have left: the runtime tells of one that the room closed itself once more, later. */
  readonly #left = new WeakSet<WebSocket>();
  #events: SessionEvents | null = null;
  /** Have sockets slept through this object's making, and nobody asked them yet what the room may lack? */
  #hasSlept = false;

  constructor(
    state: Pick<DurableObjectState, "getWebSocketAutoResponseTimestamp">,
    { attempt }: Pick<Damage, "attempt">,
  ) {
    this.#state = state;
    this.#attempt = attempt;
  }

  /** Connects the parts that are built after this one. */
  connect(events: SessionEvents): void {
    this.#events = events;
  }

  get size(): number {
    return this.#sessions.size;
  }

  get(socket: WebSocket): Session | undefined {
    return this.#sessions.get(socket);
  }

  has({ socket }: Session): boolean {
    return this.#sessions.has(socket);
  }

  [Symbol.iterator](): Iterator<Session> {
    return this.#sessions.values();
  }

  /** A client has come in. */
  add(session: Session): void {
    metrics.sockets.add();
    logDebug("came", { kind: session.isNative ? "ours" : "stock", role: session.role });
    this.#enter(session);
    this.#tellPace();
  }

  /** Takes in the sockets that were there before this object was made. */
  restore(sockets: Iterable<WebSocket>): void {
    for (const socket of sockets) {
      const session = Session.restore(socket);
      if (session === null) socket.close(CloseCode.Busy, "The room has changed. Come again.");
      else this.#enter(session);
      // The frames that were held for it went with the object before.
      if (session?.isHeld) this.evict(session);
      this.#hasSlept = true;
    }
  }

  /** Have sockets slept, that nobody has asked yet what the room may lack? */
  get haveSlept(): boolean {
    return this.#hasSlept;
  }

  /** They are being asked. */
  onAskedAfterSleep(): void {
    this.#hasSlept = false;
  }

  /** Closes a socket. It has left when this returns. */
  close(session: Session, code: CloseCode, reason = CLOSE_REASONS[code]): void {
    metrics.closes.add(1, String(code));
    logDebug("closed", { code });
    noteClose(session.place, code);
    session.socket.close(code, reason);
    this.#leave(session.socket);
  }

  /** Closes every socket. */
  closeAll(code: CloseCode, reason?: string): void {
    for (const session of [...this.#sessions.values()]) this.close(session, code, reason);
  }

  /**
   * Closes the socket of a client that reads too slowly or is not there any more. It does so later,
   * because its caller is going through the sessions.
   */
  evict(session: Session): void {
    this.later(session, () => this.close(session, CloseCode.TooSlow));
  }

  /** Does something with a session after the present event, if it is still there. */
  later(session: Session, action: () => void): void {
    queueMicrotask(() => {
      if (this.has(session)) this.#attempt(action);
    });
  }

  /** Tells every native client. */
  tell(event: RoomEvent): void {
    const text = JSON.stringify(event);
    for (const session of this.#sessions.values()) if (session.isNative) session.send(text);
  }

  /** When this socket last had its `ping` answered by the runtime, in milliseconds since 1970; 0 for never. */
  lastPing({ socket }: Session): number {
    return this.#state.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0;
  }

  /** The client has closed its socket. Unanswered, the runtime keeps the connection, and its descriptors, for 10 s. */
  onClosed(socket: WebSocket): void {
    this.#leave(socket);
    socket.close(ANSWERED);
  }

  /** The socket has failed. */
  onFailed(socket: WebSocket): void {
    this.#leave(socket);
  }

  onEnded(session: Session): void {
    this.later(session, () => this.#leave(session.socket));
  }

  onHeld(session: Session): void {
    this.#events?.onHeld(session);
  }

  onCheckDue(session: Session): void {
    this.#events?.onCheckDue(session);
  }

  #enter(session: Session): void {
    this.#sessions.set(session.socket, session);
    session.hooks = this;
    this.#events?.onEntered(session);
  }

  #leave(socket: WebSocket): void {
    if (this.#left.has(socket)) return;
    this.#left.add(socket);
    // A socket whose closing wakes the object is not among those that it finds when it is made.
    const session = this.#sessions.get(socket) ?? Session.restore(socket);
    if (session === null) return;
    metrics.sockets.add(-1);
    logDebug("left", { here: this.#sessions.size - 1 });
    this.#attempt(() => this.#events?.onLeaving());
    this.#events?.onLeft(session, this.#sessions.delete(socket));
    session.discard();
    this.#tellPace();
  }

  /** Tells native clients when the crowd has changed how often they should send. */
  #tellPace(): void {
    const interval = presenceInterval(this.#sessions.size);
    for (const session of this.#sessions.values()) {
      if (session.pace === interval) continue;
      if (session.pace !== 0) session.tell({ type: "pace", presenceInterval: interval });
      session.pace = interval;
    }
  }
}
