/** Room: the Durable Object. It hands what the runtime brings to the room's parts, and holds no rule itself. */
import { DurableObject } from "cloudflare:workers";
import type { Link, LinkAccess, NewLink } from "../../shared/access.ts";
import type { Imported, ImportPart, ImportRefusal } from "../archive/intake.ts";
import { SWEEP_JOB } from "../connection/liveness.ts";
import type { Session } from "../connection/session.ts";
import type { Env } from "../env.ts";
import { DESCRIPTORS_PER_ROOM, PRICE } from "../limits.ts";
import { countDescriptors } from "../machine.ts";
import { metrics } from "../metrics.ts";
import { observe } from "../observe.ts";
import { noteClose } from "../reconnects.ts";
import { migrate, noteRoomId } from "../storage/schema.ts";
import { acceptUpgrade, refuseUpgrade } from "./accept.ts";
import { type AccessAnswer, EXPIRE_JOB } from "./access.ts";
import { ActiveRoomGauge } from "./active-room-gauge.ts";
import { admit } from "./admission.ts";
import type { Assets } from "./assets.ts";
import { readBoard } from "./board-reader.ts";
import { type RequestClaims, readClaims } from "./connect-claims.ts";
import { hello } from "./hello.ts";
import { makeParts, type Parts } from "./parts.ts";
import { DROP_STAGED_JOB, type Gone, type RoomAdmin } from "./room-admin.ts";

/**
 * One room: a switchboard between its sockets and its parts, with no rule of
 * its own. Whatever it holds in memory can be made anew from storage and from
 * the sockets' attachments, because sleep is its normal state.
 */
export class Room extends DurableObject<Env> {
  readonly #parts: Parts;
  readonly #activeRooms: ActiveRoomGauge;
  /** Has the room been woken by a frame, and is about to catch up? */
  #isWaking = false;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    observe(env);
    countDescriptors(DESCRIPTORS_PER_ROOM);
    const { id } = ctx;
    const name = id.toString();
    this.#activeRooms = new ActiveRoomGauge(name);
    if (id.name !== undefined) noteRoomId(ctx.storage, id.name);
    const opened = migrate(ctx.storage);
    ctx.setWebSocketAutoResponse(new WebSocketRequestResponsePair("ping", "pong"));
    this.#parts = makeParts(ctx, name, env, opened);
    const { sessions, schedule, damage, document } = this.#parts;
    sessions.restore(ctx.getWebSockets());
    document.onMade();
    ctx.waitUntil(schedule.restoreAlarm().catch((error) => damage.handle(error)));
  }

  /** Takes an upgrade that the Worker has checked. */
  override fetch(request: Request): Response {
    const { document, sessions, settings } = this.#parts;
    document.askAfterSleep();
    const claims = readClaims(request);
    const admission = admit(claims, this.#parts, Date.now());
    if (admission.kind === "out") {
      noteClose(claims.from.place, admission.code);
      return refuseUpgrade(claims, admission.code, admission.reason);
    }
    settings.keepRoomId(claims.roomId);
    const { response, session } = acceptUpgrade(this.ctx, claims, admission.grant);
    sessions.add(session);
    this.#welcome(session, claims.roomId, admission.ownerKey);
    this.#parts.turns.charge(PRICE.arrivalMs);
    return response;
  }

  override webSocketMessage(socket: WebSocket, message: ArrayBuffer | string): void {
    const data = typeof message === "string" ? message : new Uint8Array(message);
    const now = Date.now();
    metrics.framesIn.add();
    metrics.bytesIn.add(data.length);
    const { sessions, router } = this.#parts;
    const session = sessions.get(socket);
    try {
      if (session !== undefined) router.route(session, data, now);
    } finally {
      if (sessions.haveSlept && !this.#isWaking) {
        this.#isWaking = true;
        this.ctx.waitUntil(this.#catchUp());
      }
      this.#activeRooms.note(now);
    }
  }

  /** Does what can wait until the frame that woke the room is written and sent: the others wait for that. */
  async #catchUp(): Promise<void> {
    await scheduler.wait(0);
    const { document, damage, liveness } = this.#parts;
    damage.attempt(() => {
      document.askAfterSleep();
      liveness.onWoken();
    });
  }

  override webSocketClose(socket: WebSocket): void {
    this.#parts.sessions.onClosed(socket);
    this.#parts.turns.charge(PRICE.departureMs);
  }

  override webSocketError(socket: WebSocket): void {
    this.#parts.sessions.onFailed(socket);
    this.#parts.turns.charge(PRICE.departureMs);
  }

  override async alarm(): Promise<void> {
    this.#activeRooms.note(Date.now());
    const { access, chat, admin, damage, document, liveness, schedule } = this.#parts;
    // A job that was at work when the room was deleted may have planned itself anew.
    if (admin.gone) return schedule.clear();
    await schedule
      .runDue({
        compact: admin.exclusiveWithExport((now) => document.compaction.compactIfDue(now)),
        [EXPIRE_JOB]: (now) => access.expire(now),
        [SWEEP_JOB]: (now) => liveness.sweep(now),
        "forget-previous": admin.exclusiveWithExport(() => document.compaction.forgetPrevious()),
        "thin-history": admin.exclusiveWithExport(() => document.compaction.thinHistory()),
        "seal-chat": (now) => chat.seal(now),
        [DROP_STAGED_JOB]: (now) => admin.dropStaged(now),
      })
      .catch((error) => damage.handle(error));
  }

  /** Tells a client that has come in what the room is, and the others that it is there. */
  #welcome(session: Session, id: string, ownerKey: string | null): void {
    const { damage, document, ephemeral, liveness, sessions, settings } = this.#parts;
    const about = { damaged: damage.isDamaged, bytes: document.bytes };
    session.tell(
      hello(session, ownerKey, { id, settings, document: about, sockets: sessions.size }),
    );
    document.ask(session);
    ephemeral.onJoin(session);
    liveness.onActivity();
  }

  /** The room's links, for the holder of the owner key with this hash. */
  listLinks(owner: Uint8Array): AccessAnswer<{ access: LinkAccess; links: Link[] }> | Gone {
    return this.#parts.admin.gone ?? this.#parts.access.list(owner);
  }

  makeLink(owner: Uint8Array, hash: Uint8Array, link: NewLink): AccessAnswer<Link> | Gone {
    return this.#parts.admin.gone ?? this.#parts.access.make(owner, hash, link);
  }

  revokeLink(owner: Uint8Array, id: number): AccessAnswer<Link> | Gone {
    return this.#parts.admin.gone ?? this.#parts.access.revoke(owner, id);
  }

  setLinkAccess(owner: Uint8Array, access: LinkAccess): AccessAnswer<LinkAccess> | Gone {
    return this.#parts.admin.gone ?? this.#parts.access.setLinkAccess(owner, access);
  }

  /** The content of the room and the people in it, for its owner. */
  stats(owner: Uint8Array): ReturnType<RoomAdmin["stats"]> {
    return this.#parts.admin.stats(owner);
  }

  /** All that the room holds, for its owner. */
  export(owner: Uint8Array): ReturnType<RoomAdmin["export"]> {
    return this.#parts.admin.export(owner);
  }

  /** Why no archive is taken into this room; null when it is. */
  refusesImport(...asked: Parameters<RoomAdmin["refusesImport"]>): ImportRefusal | null {
    return this.#parts.admin.refusesImport(...asked);
  }

  /** Opens this room for the parts of an archive. */
  beginImport(
    ...asked: Parameters<RoomAdmin["beginImport"]>
  ): ReturnType<RoomAdmin["beginImport"]> {
    return this.#parts.admin.beginImport(...asked);
  }

  /** Takes one part of an archive. */
  putImported(ticket: string, part: ImportPart): ReturnType<RoomAdmin["intake"]["put"]> {
    return this.#parts.admin.intake.put(ticket, part, Date.now());
  }

  /** Ends an import: the room is what the archive says. */
  endImport(...brought: Parameters<RoomAdmin["endImport"]>): Imported {
    return this.#parts.admin.endImport(...brought);
  }

  /** Gives up an import: the room is empty again. */
  abortImport(ticket: string): void {
    this.#parts.admin.intake.abort(ticket);
  }

  /** Why an image of so many bytes is not taken; success when it is. */
  mayStoreAsset(...asked: Parameters<Assets["mayStore"]>): ReturnType<Assets["mayStore"]> {
    return this.#parts.assets.mayStore(...asked);
  }

  /** Stores an image that the Worker has checked. */
  storeAsset(...asked: Parameters<Assets["store"]>): ReturnType<Assets["store"]> {
    return this.#parts.assets.store(...asked);
  }

  /** The bytes of an image, for a client that may read the room. */
  readAsset(...asked: Parameters<Assets["read"]>): ReturnType<Assets["read"]> {
    return this.#parts.assets.read(...asked);
  }

  /** The stored board, for a client that may read the room. */
  readBoard(claims: RequestClaims, known: string | null): ReturnType<typeof readBoard> {
    return readBoard(this.ctx.storage, this.#parts, claims, known);
  }

  /** Ends the room, for its owner. */
  delete(owner: Uint8Array): ReturnType<RoomAdmin["delete"]> {
    return this.#parts.admin.delete(owner);
  }
}
