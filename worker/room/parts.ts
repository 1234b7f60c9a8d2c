/** Parts: everything that a room is made of, and how its parts are connected. It holds no rule. */
import { CloseCode } from "../../shared/wire/close-codes.ts";
import { AssetStore } from "../assets/asset-store.ts";
import { Chat } from "../chat/chat.ts";
import { Comments } from "../comments/comments.ts";
import { DAMAGED } from "../connection/close-reasons.ts";
import { Damage } from "../connection/damage.ts";
import { Guard } from "../connection/guard.ts";
import { Liveness, SWEEP_JOB } from "../connection/liveness.ts";
import { Sessions } from "../connection/sessions.ts";
import { SlowReaders } from "../connection/slow-readers.ts";
import { Turns } from "../connection/turns.ts";
import type { Env } from "../env.ts";
import { isCopied } from "../machine.ts";
import { PageQueue } from "../posts/page-queue.ts";
import { EphemeralBroadcast } from "../presence/ephemeral-broadcast.ts";
import { Schedule } from "../storage/schedule.ts";
import type { Opened } from "../storage/schema.ts";
import { Settings } from "../storage/settings.ts";
import { DocumentSync } from "../sync/document-sync.ts";
import { Access } from "./access.ts";
import { Assets } from "./assets.ts";
import { FrameRouter } from "./frame-router.ts";
import { pageReader } from "./pages.ts";
import { RoomAdmin } from "./room-admin.ts";
import { Visits } from "./visits.ts";

/** The parts of a room. Each is given those that it depends on. */
export interface Parts {
  readonly damage: Damage;
  readonly sessions: Sessions;
  readonly turns: Turns;
  readonly schedule: Schedule;
  readonly settings: Settings;
  readonly guard: Guard;
  readonly ephemeral: EphemeralBroadcast;
  readonly document: DocumentSync;
  readonly chat: Chat;
  readonly comments: Comments;
  readonly pages: PageQueue;
  readonly access: Access;
  readonly admin: RoomAdmin;
  readonly liveness: Liveness;
  readonly visits: Visits;
  readonly assets: Assets;
  readonly router: FrameRouter;
}

/**
 * Makes the parts of a room. Parts with a method `connect` hear of later parts by it;
 * every other part depends on those above it alone.
 *
 * @param name the object's id.
 * @param opened what the room says of itself: of a deleted one, nothing is left to take care of.
 */
export function makeParts(ctx: DurableObjectState, name: string, env: Env, opened: Opened): Parts {
  const { storage } = ctx;
  const damage = new Damage(name, isCopied(env, name));
  const notice = (error: unknown): void => damage.notice(error);
  const sessions = new Sessions(ctx, damage);
  const turns = new Turns(ctx, notice);
  const schedule = new Schedule(storage, SWEEP_JOB, notice);
  const settings = new Settings(storage);
  const readers = new SlowReaders({ damage, sessions, turns });
  const liveness = new Liveness({ sessions, turns, schedule, readers });
  const guard = new Guard(storage, sessions, liveness);
  const ephemeral = new EphemeralBroadcast(sessions, turns);
  const document = new DocumentSync(storage, {
    damage,
    sessions,
    turns,
    schedule,
    liveness,
    guard,
  });
  const chat = new Chat(storage);
  const comments = new Comments(storage);
  const pages = new PageQueue(pageReader({ chat, comments, damage }));
  const access = new Access(storage, { damage, sessions, schedule, document });
  const store = new AssetStore(storage, env.IMAGES ?? null, name);
  const admin = new RoomAdmin(storage, opened, { sessions, schedule, document }, store);
  const visits = new Visits(name, storage);
  const assets = new Assets(storage, store, { access, admin, damage, settings, turns, visits });
  const below = {
    damage,
    sessions,
    turns,
    settings,
    guard,
    ephemeral,
    document,
    chat,
    comments,
    liveness,
  };
  const router = new FrameRouter({ ...below, pages, visits });
  readers.connect({ document, ephemeral });
  liveness.connect({ document });
  damage.connect({
    isDocumentDamaged: () => document.damaged,
    closeAll: () => sessions.closeAll(CloseCode.Busy, DAMAGED),
  });
  sessions.connect({
    onLeaving: () => document.flush(),
    onEntered: (session) => visits.entered(session),
    onLeft: (session, wasHere) => {
      if (wasHere) visits.left(session);
      for (const part of [readers, liveness, document, router, ephemeral]) part.forget(session);
    },
    onHeld: (session) => readers.onHeld(session),
    onCheckDue: (session) => readers.check(session),
  });
  return { ...below, pages, schedule, access, admin, assets, visits, router };
}
