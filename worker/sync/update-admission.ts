/** Update admission: whether a document frame is taken, held, asked for with more, or refused. */

import { mayEdit } from "../../shared/roles.ts";
import type { DocumentRefusal, Guard } from "../connection/guard.ts";
import type { Liveness } from "../connection/liveness.ts";
import { tellRefusal } from "../connection/refusals.ts";
import type { Session } from "../connection/session.ts";
import { HELD_BYTES_EACH } from "../limits.ts";
import { LimitedLine } from "../log.ts";
import { isDiskLow } from "../machine.ts";
import type { Classification, News } from "../yjs/coverage.ts";
import { type DecodedUpdate, decodeUpdate, decodingUpdate } from "../yjs/decode.ts";
import type { Fault } from "../yjs/structure.ts";
import type { Work } from "../yjs/work.ts";
import { Crowded } from "./crowded.ts";
import { type ContentFacts, decide, type Facts } from "./decide.ts";
import { type DocumentFrame, HeldFrames } from "./held-frames.ts";
import type { StoredDocument } from "./stored-document.ts";
import { checkLimits, type Verdict } from "./update-limits.ts";

/** The parts of the document that `UpdateAdmission` needs. */
export interface AroundAdmission {
  readonly guard: Guard;
  readonly liveness: Pick<Liveness, "challenge">;
  /** Encoded bytes of the document. */
  bytes(): number;
  /** The updates that are expected and not written yet. */
  gathered(): readonly DecodedUpdate[];
  /** Asks a client for the edits that the document lacks. */
  ask(session: Session): void;
  /** Runs the work of a timer, and deals with its errors. */
  readonly inTimer: (action: () => void) => void;
  /** Writes the gathered updates, now. */
  flush(): void;
  /** Puts an expected update into the window; then `received` may be acknowledged. */
  gather(session: Session, update: DecodedUpdate, received: number | null): void;
  /** The same for a large one, as a work between whose steps only other rooms act: it is written then. */
  gathering(session: Session, update: DecodedUpdate, received: number | null): Work;
  /** Acknowledges in its turn a frame that says nothing new. */
  acknowledge(session: Session, received: number | null): void;
}

/** The new edits of a frame, and their owners. */
interface Content extends ContentFacts {
  /** The update without the edits that are stored already. */
  readonly fresh: DecodedUpdate;
  /** The other clients here whose edits are in it, and those of them that may not edit. */
  readonly others: readonly Session[];
  readonly viewers: readonly Session[];
}

/** The facts of one frame; its content is read when it is first asked for. */
class FrameFacts implements Facts {
  readonly classification: Classification;
  readonly mayEdit: boolean;
  readonly isAnswer: boolean;
  readonly wasHeld: boolean;
  readonly hasHeld: boolean;
  readonly wasAskedAgain: boolean;
  readonly #read: () => Content;
  #content: Content | null = null;

  constructor(
    { session, isAnswer, n }: DocumentFrame,
    classification: Classification,
    known: Pick<Facts, "hasHeld" | "wasAskedAgain"> & { readonly read: () => Content },
  ) {
    this.classification = classification;
    this.mayEdit = mayEdit(session.role);
    this.isAnswer = isAnswer;
    this.wasHeld = n !== undefined;
    this.hasHeld = known.hasHeld;
    this.wasAskedAgain = known.wasAskedAgain;
    this.#read = known.read;
  }

  get content(): Content {
    this.#content ??= this.#read();
    return this.#content;
  }
}

/** Decides on document frames, and counts them. */
export class UpdateAdmission {
  readonly #stored: StoredDocument;
  readonly #around: AroundAdmission;
  readonly #held: HeldFrames;
  readonly #gathered = (): readonly DecodedUpdate[] => this.#around.gathered();
  /** The clients that answered with a gap and were asked once more. */
  readonly #askedAgain = new WeakSet<Session>();
  readonly #crowded: Crowded;
  readonly #incomplete = new LimitedLine("incomplete");
  /** Structs and deletions of all updates so far. */
  parts = 0;

  constructor(stored: StoredDocument, around: AroundAdmission) {
    this.#stored = stored;
    this.#around = around;
    this.#crowded = new Crowded(around);
    this.#held = new HeldFrames({
      holds: (update, clients) => stored.holds(update, clients),
      ask: (owner) => around.liveness.challenge(owner),
      isOwned: (session, clients) => around.guard.liveOwnersOf(session, [...clients]).length > 0,
      admit: (frame) => this.#admit(frame),
      refuse: (frame) => this.#refuseHeld(frame),
      inTimer: around.inTimer,
    });
  }

  /** Takes a client's update, or its answer to our step 1 (`isAnswer`). */
  take(session: Session, update: Uint8Array, isAnswer: boolean): void {
    if (isAnswer) this.#held.onAnswer(session);
    this.#held.pause();
    try {
      const decoded = decodeUpdate(update);
      this.#countParts(decoded);
      if (decoded === null) this.#refuse({ session, isAnswer }, "bad-update", update);
      else this.#admit({ session, update: decoded, isAnswer });
    } finally {
      this.#held.resume();
    }
    if (isAnswer) this.#held.settleAfterAnswer(session);
  }

  /** The same in steps, for a large one. Between two steps, only other rooms may act. */
  *taking(session: Session, update: Uint8Array, isAnswer: boolean): Work {
    if (isAnswer) this.#held.onAnswer(session);
    this.#held.pause();
    try {
      const decoded = yield* decodingUpdate(update);
      this.#countParts(decoded);
      yield;
      if (decoded === null) this.#refuse({ session, isAnswer }, "bad-update", update);
      else yield* this.#admitting({ session, update: decoded, isAnswer });
    } finally {
      this.#held.resume();
    }
    if (isAnswer) this.#held.settleAfterAnswer(session);
  }

  /** A socket has left: nobody waits any more for edits that it owned. */
  forget(session: Session): void {
    this.#held.forget(session);
    this.#crowded.forget(session);
  }

  #admit(frame: DocumentFrame): void {
    const fresh = this.#sift(frame, this.#stored.classify(frame.update));
    if (fresh === null) return;
    const fault = this.#stored.admit(fresh, this.#gathered);
    if (fault !== null) this.#reject(frame, fault);
    else {
      this.#count(frame);
      this.#stored.expect(fresh);
      this.#gather(frame.session, fresh);
    }
  }

  /** The same in steps. */
  *#admitting(frame: DocumentFrame): Work {
    const classification = yield* this.#stored.classifying(frame.update);
    yield;
    const fresh = this.#sift(frame, classification);
    if (fresh === null) return;
    yield;
    const fault = yield* this.#stored.admitting(fresh, this.#gathered);
    if (fault !== null) this.#reject(frame, fault);
    else {
      this.#count(frame);
      yield;
      yield* this.#stored.expecting(fresh);
      yield;
      yield* this.#around.gathering(frame.session, fresh, this.#claimable(frame.session));
      if (!this.#held.isEmpty) this.#held.onEdits(frame.session, fresh);
    }
  }

  /** Carries out the decision on a frame. @returns the part that is to be stored; null when nothing is. */
  #sift(frame: DocumentFrame, classification: Classification): DecodedUpdate | null {
    const { session, update, isAnswer } = frame;
    const facts = new FrameFacts(frame, classification, {
      hasHeld: !this.#held.isEmpty && this.#held.has(session),
      wasAskedAgain: this.#askedAgain.has(session),
      read: () => this.#contentOf(frame),
    });
    const decision = decide(facts);
    if (isAnswer && classification === "new" && facts.mayEdit) this.#askedAgain.delete(session);
    switch (decision.do) {
      case "acknowledge":
        this.#count(frame);
        this.#around.acknowledge(session, this.#claimable(session));
        return null;
      case "deny":
        session.deny(isAnswer ? "answer" : "update");
        return null;
      case "wait-behind":
        if (this.#held.holdAlong(this.#numbered(frame))) this.#count(frame);
        else this.#askFor(frame);
        return null;
      case "ask":
        // The next answer of a client that answers with a gap shows whether the client has the
        // missing edits.
        if (isAnswer && classification === "missing-dependencies") this.#askedAgain.add(session);
        this.#askFor(frame);
        return null;
      case "take-part":
        return this.#takePart(frame);
      case "leave-out":
        return this.#leaveOut({ ...frame, update: facts.content.fresh }, facts.content.viewers);
      case "hold":
        this.#hold(frame, facts.content.fresh, facts.content.others);
        return null;
      case "refuse":
        this.#refuse(frame, decision.code, update.bytes);
        return null;
      case "store":
        return facts.content.fresh;
    }
  }

  /** The new edits of an update that follows on the document, and their owners. */
  #contentOf(frame: DocumentFrame): Content {
    const fresh = this.#stored.cut(frame.update);
    const news = this.#stored.news(fresh);
    const others = this.#around.guard.liveOwnersOf(frame.session, news.clients);
    const viewers = others.filter(({ role }) => !mayEdit(role));
    const owners = viewers.length > 0 ? "viewer" : others.length > 0 ? "editor" : "nobody";
    return { fresh, others, viewers, owners, verdict: this.#check(news, frame) };
  }

  /**
   * Takes the part of an answer that does not wait for edits which no client here has, and tells
   * its author so.
   */
  #takePart(frame: DocumentFrame): DecodedUpdate | null {
    const { session, update } = frame;
    const part = this.#stored.takeable([{ update, isBlocked: () => false }]);
    this.#incomplete.tell({ bytes: update.bytes.byteLength, taken: part.bytes.byteLength });
    session.tell({ type: "refused", code: "incomplete" });
    const fresh = this.#siftPart(frame, part);
    // Edits that it lacks, it lacks in its next answer, too.
    this.#askedAgain.add(session);
    return fresh;
  }

  /**
   * Takes the part of a frame that neither is a viewer's nor depends on a
   * viewer's edits. A viewer who is here will not bring those. The author of
   * the frame only heard of them by another way, as honest programs do.
   */
  #leaveOut(frame: DocumentFrame, viewers: readonly Session[]): DecodedUpdate | null {
    const { session, update } = frame;
    const theirs = new Set(viewers.map(({ presence }) => presence?.clientId));
    const part = this.#stored.takeable([{ update, isBlocked: (client) => theirs.has(client) }]);
    if (this.#around.guard.admitForeign(session)) tellRefusal(session, "not-yours");
    return this.#siftPart(frame, part);
  }

  /** The same for a part of a frame that follows on the document. */
  #siftPart(frame: DocumentFrame, part: DecodedUpdate): DecodedUpdate | null {
    const classification = this.#stored.classify(part) === "duplicate" ? "duplicate" : "new";
    return this.#sift({ ...frame, update: part }, classification);
  }

  /** Refuses a held frame, unless the owner of its edits may not edit any more: then the rest of it is taken. */
  #refuseHeld(frame: DocumentFrame): void {
    const clients = frame.update.runs.map(({ client }) => client);
    const owners = this.#around.guard.liveOwnersOf(frame.session, clients);
    if (owners.some(({ role }) => !mayEdit(role))) this.#admit(frame);
    else this.#refuse(frame, "not-yours", frame.update.bytes);
  }

  /** Takes its author's own part of a frame, and keeps the rest until the others have brought it. */
  #hold(frame: DocumentFrame, fresh: DecodedUpdate, owners: readonly Session[]): void {
    const { session, isAnswer } = frame;
    const mayHold = this.#around.guard.admitForeign(session);
    if (!mayHold || !this.#held.hold(this.#numbered(frame), owners)) {
      this.#refuse(frame, "not-yours", frame.update.bytes);
      return;
    }
    this.#count(frame);
    const foreign = new Set(owners.map(({ presence }) => presence?.clientId));
    const mine = { session, update: fresh, isBlocked: (client: number) => foreign.has(client) };
    // Of much that is held, everything is looked at for an answer only, and of answers one is on its way at a time.
    const looksAtAll = isAnswer || this.#held.bytes <= HELD_BYTES_EACH;
    const sources = looksAtAll ? this.#held.sources : [mine];
    const own = this.#stored.takeable(sources);
    if (this.#stored.classify(own) !== "new") return;
    if (this.#check(this.#stored.news(own), frame) !== "take") return;
    if (this.#stored.admit(own, this.#gathered) !== null) return;
    this.#stored.expect(own);
    // The others whose edits it has are noted as authors, too.
    for (const author of new Set(sources.map((source) => source.session))) {
      if (author !== session) this.#around.acknowledge(author, null);
    }
    this.#gather(session, own);
  }

  /** Is it within the limits? */
  #check(news: News, { isAnswer, update }: DocumentFrame): Verdict | "room-full" {
    if (isDiskLow()) return "room-full";
    return checkLimits(news, {
      isAnswer,
      knownClients: this.#stored.clientCount,
      documentBytes: this.#around.bytes(),
      updateBytes: update.bytes.byteLength,
    });
  }

  /** The answer will bring this frame and its dependencies. */
  #askFor({ session, isAnswer }: DocumentFrame): void {
    if (session.frames.count !== null || isAnswer) this.#around.ask(session);
    else this.#crowded.hears(session);
  }

  #gather(session: Session, update: DecodedUpdate): void {
    this.#around.gather(session, update, this.#claimable(session));
    if (!this.#held.isEmpty) this.#held.onEdits(session, update);
  }

  /**
   * Refuses a frame. Earlier frames are acknowledged. From here on none is,
   * until the client answers a step 1 anew, so that no later `ack {n}` claims
   * this frame.
   */
  #refuse(frame: Omit<DocumentFrame, "update">, code: DocumentRefusal, data: Uint8Array): void {
    this.#around.flush();
    const { session } = frame;
    const n = this.#numberOf(frame);
    session.frames.restart();
    this.#around.guard.refuse(session, { code, n, data });
  }

  /** No Yjs client writes such an update, or so many have written at its place that it has to wait. */
  #reject(frame: DocumentFrame, fault: Fault): void {
    const { session, isAnswer, update } = frame;
    if (fault !== "crowded") this.#refuse(frame, "bad-update", update.bytes);
    else if (this.#crowded.postpone(session, isAnswer))
      this.#refuse(frame, "crowded", update.bytes);
    else session.frames.restart();
  }

  #countParts(update: DecodedUpdate | null): void {
    if (update === null) return;
    for (const { structs } of update.runs) this.parts += structs;
    this.parts += update.deletionCount;
  }

  /** Counts a frame, unless it is counted already. */
  #count({ session, isAnswer, n }: DocumentFrame): void {
    if (isAnswer) this.#crowded.taken(session);
    if (n === undefined) session.frames.onFrame(isAnswer);
  }

  /**
   * The number up to which a client's frames may be acknowledged once the gathered ones are
   * written: not past a held one.
   */
  #claimable(session: Session): number | null {
    return !this.#held.isEmpty && this.#held.has(session) ? null : session.frames.count;
  }

  #numbered(frame: DocumentFrame): DocumentFrame {
    return { ...frame, n: this.#numberOf(frame) };
  }

  /** The number that a frame has, or would have as the next one; null when frames are not counted. */
  #numberOf({ session, isAnswer, n }: Omit<DocumentFrame, "update">): number | null {
    return n === undefined ? session.frames.numberOf(isAnswer) : n;
  }
}
