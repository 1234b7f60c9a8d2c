/** The room: the Durable Object that wires sockets to parts. No rule stands here. */
import { DurableObject } from "cloudflare:workers";
import type { Link, LinkAccess, NewLink } from "../../shared/access.ts";
import { DESCRIPTORS_PER_ROOM, MAX_SOCKETS } from "../../shared/limits.ts";
import { CloseCode } from "../../shared/wire/close-codes.ts";
import type { Imported, ImportPart, ImportRefusal } from "../archive/intake.ts";
import { Chat } from "../chat/chat.ts";
import { presenceInterval } from "../connection/batch-intervals.ts";
import { CLOSE_REASONS, DAMAGED, DISK_LOW, MANY_ROOMS } from "../connection/close-reasons.ts";
import { CpuBudget } from "../connection/cpu-budget.ts";
import { Guard } from "../connection/guard.ts";
import { Liveness, LOOK_JOB } from "../connection/liveness.ts";
import { isPriced, priceOfBytes } from "../connection/price.ts";
import { Session } from "../connection/session.ts";
import { Turns } from "../connection/turns.ts";
import type { Env } from "../env.ts";
import { logDebug, logError } from "../log.ts";
import { countDescriptors, isCopied, isDiskLow } from "../machine.ts";
import { metrics } from "../metrics.ts";
import { observe } from "../observe.ts";
import { Ephemera } from "../presence/ephemeral-broadcast.ts";
import { Schedule } from "../storage/schedule.ts";
import { migrate, noteRoomId } from "../storage/schema.ts";
import { Settings } from "../storage/settings.ts";
import { isDamage } from "../storage/storage-errors.ts";
import { LiveDocument } from "../sync/document-sync.ts";
import { acceptUpgrade, refuseUpgrade } from "./accept.ts";
import { Access, type AccessAnswer, EXPIRE_JOB } from "./access.ts";
import { Wakefulness } from "./active-room-gauge.ts";
import { type Entry, readEntry } from "./connect-claims.ts";
import { Inbox } from "./frame-router.ts";
import { hello } from "./hello.ts";
import { Custody, DROP_STAGED_JOB, type Gone } from "./room-admin.ts";
import { Visits } from "./visits.ts";

/** The code with which a room answers a client that closes its socket: a normal end (RFC 6455). */
const ANSWERED = 1000;

/**
 * One room: a switchboard between its sockets and its parts, with no rule of
 * its own. Whatever it holds in memory can be made anew from storage and from
 * the sockets' attachments, because sleep is its normal state.
 */
export class Room extends DurableObject<Env> {
  readonly #sessions = new Map<WebSocket, Session>();
  readonly #left = new WeakSet<WebSocket>();
  readonly #schedule: Schedule;
  readonly #document: LiveDocument;
  readonly #ephemera: Ephemera;
  readonly #chat: Chat;
  readonly #settings: Settings;
  readonly #guard: Guard;
  readonly #access: Access;
  readonly #custody: Custody;
  readonly #liveness: Liveness;
  readonly #inbox: Inbox;
  readonly #turns: Turns;
  readonly #cpu: CpuBudget;
  readonly #wakefulness: Wakefulness;
  readonly #visits: Visits;
  /** The object's id, by which this process knows the room. */
  readonly #name: string;
  /** Sockets that slept through this object's making have not been asked yet what it may lack. */
  #hasSlept = false;
  /** Has SQLite found the database damaged while somebody was here? */
  #foundDamaged = false;
  /** Was the database damaged before the server started, so that this is a copy of it? */
  readonly #isCopy: boolean;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    observe(env);
    countDescriptors(DESCRIPTORS_PER_ROOM);
    this.#name = ctx.id.toString();
    this.#wakefulness = new Wakefulness(this.#name);
    this.#isCopy = isCopied(env, this.#name);
    if (ctx.id.name !== undefined) noteRoomId(ctx.storage, ctx.id.name);
    const deletedAt = migrate(ctx.storage);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    const noteDamage = (error: unknown): void => {
      if (isDamage(error)) this.#foundDamage(error);
    };
    this.#turns = new Turns(ctx, noteDamage);
    this.#cpu = new CpuBudget({
      take: (session, data) => this.#take(session, data),
      close: (session, code) => this.#close(session, code),
    });
    this.#schedule = new Schedule(ctx.storage, LOOK_JOB, noteDamage);
    this.#settings = new Settings(ctx.storage);
    this.#chat = new Chat(ctx.storage);
    this.#ephemera = new Ephemera(
      () => this.#sessions,
      (ms) => this.#turns.charge(ms),
    );
    this.#guard = new Guard(ctx.storage, {
      sessions: () => this.#sessions.values(),
      close: (session, code) => this.#close(session, code),
    });
    this.#document = new LiveDocument(ctx.storage, {
      guard: this.#guard,
      schedule: this.#schedule,
      sessions: () => this.#sessions.values(),
      crowd: () => this.#sessions.size,
      inTurns: (work) => this.#turns.inTurns(work),
      isBusy: (now) => this.#turns.isBusy(now),
      charge: (ms) => this.#turns.charge(ms),
      foundDamage: (error) => this.#foundDamage(error),
      inTimer: (action) => this.#carefully(action),
    });
    this.#access = new Access(ctx.storage, {
      schedule: this.#schedule,
      sessions: () => this.#sessions.values(),
      close: (session, code) => this.#close(session, code),
      isDamaged: () => this.#isDamaged,
      flush: () => this.#document.flush(),
      ask: (session) => this.#document.ask(session),
    });
    this.#custody = new Custody(ctx.storage, deletedAt !== null, {
      schedule: this.#schedule,
      sessions: () => this.#sessions.values(),
      close: (session, code) => this.#close(session, code),
      flush: () => this.#document.flush(),
      replaced: () => this.#document.replaced(),
    });
    this.#liveness = new Liveness({
      schedule: this.#schedule,
      sessions: () => this.#sessions,
      lastPing: ({ socket }) => ctx.getWebSocketAutoResponseTimestamp(socket)?.getTime() ?? 0,
      askStep: (session) => this.#later(session, () => this.#document.ask(session)),
      lateMs: (now) => this.#turns.lateMs(now),
      introduce: (session) => this.#ephemera.introduce(session),
      letGo: (session) => this.#later(session, () => this.#close(session, CloseCode.TooSlow)),
      inTimer: (action) => this.#carefully(action),
    });
    this.#inbox = new Inbox({
      guard: this.#guard,
      document: this.#document,
      ephemera: this.#ephemera,
      liveness: this.#liveness,
      chat: this.#chat,
      settings: this.#settings,
      turns: this.#turns,
      charge: (session, ms) => this.#cpu.charge(session, ms),
      sessions: () => this.#sessions.values(),
      close: (session, code) => this.#close(session, code),
      foundDamage: (error) => this.#foundDamage(error),
    });
    this.#visits = new Visits(this.#name, ctx.storage);
    for (const socket of ctx.getWebSockets()) {
      const session = Session.wake(socket);
      if (session === null) socket.close(CloseCode.Busy, "The room has changed. Come again.");
      else this.#enter(session);
      // What was held for it went with the object before.
      if (session?.isHeld) this.#later(session, () => this.#close(session, CloseCode.TooSlow));
      this.#hasSlept = true;
    }
    ctx.waitUntil(this.#schedule.check().catch((error) => this.#failed(error)));
  }

  /** Takes an upgrade that the Worker has checked. */
  override fetch(request: Request): Response {
    this.#wake();
    const entry = readEntry(request);
    if (this.#custody.gone) return this.#refuse(entry, CloseCode.RoomDeleted);
    if (this.#custody.intake.isRunning(Date.now())) {
      return refuseUpgrade(entry, CloseCode.Busy, "An archive is being put into this room.");
    }
    if (this.#sessions.size >= MAX_SOCKETS) {
      this.#liveness.looksInPassing(Date.now());
      return refuseUpgrade(entry, CloseCode.Busy, "So many are here that nobody else fits.");
    }
    if (isDiskLow() && this.#settings.roomId === null) {
      return refuseUpgrade(entry, CloseCode.Busy, DISK_LOW);
    }
    if (!this.#visits.mayComeFrom(entry.from)) {
      return refuseUpgrade(entry, CloseCode.TooFast, MANY_ROOMS);
    }
    const admission = this.#access.admit(entry, Date.now());
    if (admission.kind === "out") return this.#refuse(entry, admission.code);
    this.#settings.remember(entry.roomId);
    const { response, session } = acceptUpgrade(this.ctx, entry, admission.grant);
    metrics.sockets.add();
    logDebug("came", { kind: entry.isOurs ? "ours" : "stock", role: session.role });
    this.#enter(session);
    if (this.#isDamaged) session.changeRole("viewer");
    const event = hello(session, admission.ownerKey, {
      id: entry.roomId,
      settings: this.#settings,
      document: { damaged: this.#isDamaged, bytes: this.#document.bytes },
      sockets: this.#sessions.size,
    });
    session.tell(event);
    this.#document.ask(session);
    this.#ephemera.arrive(session);
    this.#pace();
    this.#liveness.somebodyLooks();
    return response;
  }

  override webSocketMessage(socket: WebSocket, message: ArrayBuffer | string): void {
    const data = typeof message === "string" ? message : new Uint8Array(message);
    const now = Date.now();
    metrics.framesIn.add();
    metrics.bytesIn.add(data.length);
    const session = this.#sessions.get(socket);
    try {
      if (session === undefined) return;
      if (!this.#visits.mayBring(session, data.length, now))
        this.#close(session, CloseCode.TooFast);
      else if (this.#cpu.admits(session, data)) this.#take(session, data);
    } finally {
      // Afterwards, because the others wait for what has come.
      if (this.#hasSlept) this.#carefully(() => this.#wake());
      this.#wakefulness.note(now);
    }
  }

  override webSocketClose(socket: WebSocket): void {
    this.#leave(socket);
    // Answers the client's close frame: otherwise the runtime keeps the connection, and its descriptors, for 10 s.
    socket.close(ANSWERED);
  }

  override webSocketError(socket: WebSocket): void {
    this.#leave(socket);
  }

  override async alarm(): Promise<void> {
    this.#wakefulness.note(Date.now());
    // A job that was at work when the room was deleted may have planned itself anew.
    if (this.#custody.gone) return this.#schedule.clear();
    await this.#schedule
      .run({
        compact: this.#custody.besides((now) => this.#document.upkeep.compactIfDue(now)),
        [EXPIRE_JOB]: (now) => this.#access.expire(now),
        [LOOK_JOB]: (now) => this.#liveness.lookAtAll(now),
        "forget-previous": this.#custody.besides(() => this.#document.upkeep.forgetPrevious()),
        "thin-history": this.#custody.besides(() => this.#document.upkeep.thinHistory()),
        "seal-chat": (now) => this.#chat.seal(now),
        [DROP_STAGED_JOB]: (now) => this.#custody.dropStaged(now),
      })
      .catch((error) => this.#failed(error));
  }

  /** The room's links, for whoever has the owner key with this hash. */
  listLinks(owner: Uint8Array): AccessAnswer<{ access: LinkAccess; links: Link[] }> | Gone {
    return this.#custody.gone ?? this.#access.list(owner);
  }

  makeLink(owner: Uint8Array, hash: Uint8Array, link: NewLink): AccessAnswer<Link> | Gone {
    return this.#custody.gone ?? this.#access.make(owner, hash, link);
  }

  revokeLink(owner: Uint8Array, id: number): AccessAnswer<Link> | Gone {
    return this.#custody.gone ?? this.#access.revoke(owner, id);
  }

  setLinkAccess(owner: Uint8Array, access: LinkAccess): AccessAnswer<LinkAccess> | Gone {
    return this.#custody.gone ?? this.#access.setLinkAccess(owner, access);
  }

  /** What the room holds and who is here, for its owner. */
  stats(owner: Uint8Array): ReturnType<Custody["stats"]> {
    return this.#custody.stats(owner);
  }

  /** All that the room holds, for its owner. */
  export(owner: Uint8Array): ReturnType<Custody["export"]> {
    return this.#custody.export(owner);
  }

  /** Why no archive is taken into this room; null when it is. */
  refusesImport(...asked: Parameters<Custody["refusesImport"]>): ImportRefusal | null {
    return this.#custody.refusesImport(...asked);
  }

  /** Opens this room for the parts of an archive. */
  beginImport(...asked: Parameters<Custody["beginImport"]>): ReturnType<Custody["beginImport"]> {
    return this.#custody.beginImport(...asked);
  }

  /** Takes one part of an archive. */
  putImported(ticket: string, part: ImportPart): ReturnType<Custody["intake"]["put"]> {
    return this.#custody.intake.put(ticket, part, Date.now());
  }

  /** Ends an import: the room is what the archive says. */
  endImport(...brought: Parameters<Custody["endImport"]>): Imported {
    return this.#custody.endImport(...brought);
  }

  /** Gives up an import: the room is empty again. */
  abortImport(ticket: string): void {
    this.#custody.intake.abort(ticket);
  }

  /** Ends the room, for its owner. */
  delete(owner: Uint8Array): ReturnType<Custody["delete"]> {
    return this.#custody.delete(owner);
  }

  /**
   * After a sleep, asks every socket what the room may lack: should an object
   * have ended with a window open, its frames come back this way.
   */
  #wake(): void {
    if (!this.#hasSlept) return;
    this.#hasSlept = false;
    for (const session of this.#sessions.values()) this.#document.ask(session);
  }

  /** Takes a frame, and charges its socket and the room with what it costs. */
  #take(session: Session, data: Uint8Array | string): void {
    const effortMs = this.#document.effortMs;
    const began = isPriced(data) ? null : performance.now();
    const charged = this.#turns.chargedMs;
    try {
      if (typeof data === "string") this.#inbox.text(session, data);
      else this.#inbox.binary(session, data);
    } catch (error) {
      this.#failed(error);
    } finally {
      const effort = Math.max(0, this.#document.effortMs - effortMs);
      const price = priceOfBytes(data.length) + effort;
      const ms = began === null ? price : Math.max(price, performance.now() - began);
      // The room was charged with some of what was timed already, such as a window that was written.
      const chargedMs = began === null ? 0 : this.#turns.chargedMs - charged;
      this.#turns.charge(Math.max(0, ms - chargedMs));
      this.#cpu.charge(session, ms);
    }
  }

  #enter(session: Session): void {
    this.#sessions.set(session.socket, session);
    this.#visits.entered(session);
    session.whenEnded = () => this.#later(session, () => this.#leave(session.socket));
    session.letGo = () => this.#later(session, () => this.#close(session, CloseCode.TooSlow));
    session.whenItWaits = () => this.#liveness.holds(session);
    session.whenMuchIsSent = () => this.#liveness.lookAtReader(session);
  }

  /** Not at once: whoever sends is going through the sessions. */
  #later(session: Session, action: () => void): void {
    queueMicrotask(() => {
      if (this.#sessions.has(session.socket)) this.#carefully(action);
    });
  }

  /** Does what nobody waits for, as in a timer: an error that shows damage is told as such. */
  #carefully(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.#failed(error);
    }
  }

  /** @throws the error, unless it shows damage: then everybody is told. */
  #failed(error: unknown): void {
    if (!isDamage(error)) throw error;
    this.#foundDamage(error);
  }

  /** Is what is stored not whole, or a copy of what was lost? Then the room can be looked at and not changed. */
  get #isDamaged(): boolean {
    return this.#foundDamaged || this.#isCopy || this.#document.damaged;
  }

  /** Lets everybody come again to a room that can only be looked at, and tells the operator. */
  #foundDamage(error: unknown): void {
    if (this.#foundDamaged) return;
    this.#foundDamaged = true;
    logError("storage-damaged", error, { object: this.#name });
    for (const session of [...this.#sessions.values()])
      this.#close(session, CloseCode.Busy, DAMAGED);
  }

  #close(session: Session, code: CloseCode, reason = CLOSE_REASONS[code]): void {
    metrics.closes.add(1, String(code));
    logDebug("closed", { code });
    this.#visits.closed(session.place, code);
    session.socket.close(code, reason);
    this.#leave(session.socket);
  }

  /** Refuses an upgrade for good. */
  #refuse(entry: Entry, code: CloseCode): Response {
    this.#visits.closed(entry.from.place, code);
    return refuseUpgrade(entry, code);
  }

  #leave(socket: WebSocket): void {
    // A socket that we close ourselves leaves now, and its closing is told later.
    if (this.#left.has(socket)) return;
    this.#left.add(socket);
    // A socket whose closing wakes the object is not among those that it finds when it is made.
    const session = this.#sessions.get(socket) ?? Session.wake(socket);
    if (session === null) return;
    metrics.sockets.add(-1);
    logDebug("left", { here: this.#sessions.size - 1 });
    this.#carefully(() => this.#document.flush());
    // One whose closing has woken the object was not counted when it was made.
    if (this.#sessions.delete(socket)) this.#visits.left(session);
    this.#liveness.forget(session);
    this.#document.forget(session);
    this.#cpu.forget(session);
    this.#ephemera.leave(session);
    session.discard();
    this.#pace();
  }

  /** Tells our clients when the crowd has changed how often they should send. */
  #pace(): void {
    const interval = presenceInterval(this.#sessions.size);
    for (const session of this.#sessions.values()) {
      if (session.pace === interval) continue;
      if (session.pace !== 0) session.tell({ type: "pace", presenceInterval: interval });
      session.pace = interval;
    }
  }
}
