/** Update admission: whether a document frame is taken, held, asked for with more, or refused. */

import { mayEdit } from "../../shared/roles.ts";
import type { DocumentRefusal, Guard } from "../connection/guard.ts";
import type { Liveness } from "../connection/liveness.ts";
import { tellRefusal } from "../connection/refusals.ts";
import type { Session } from "../connection/session.ts";
import { HELD_BYTES_EACH, LARGE_UPDATE } from "../limits.ts";
import { LimitedLine } from "../log.ts";
import type { Classification } from "../yjs/classify.ts";
import { decodeUpdate, decodingUpdate } from "../yjs/decode.ts";
import type { DecodedUpdate } from "../yjs/decoded-update.ts";
import type { Fault } from "../yjs/fault.ts";
import { finish, type Work } from "../yjs/work.ts";
import { type Content, ContentReader } from "./content-reader.ts";
import { Crowded } from "./crowded.ts";
import { decide, needsContent } from "./decide.ts";
import type { DocumentBatch } from "./document-batch.ts";
import { FrameNumbers } from "./frame-numbers.ts";
import { type DocumentFrame, HeldFrames } from "./held-frames.ts";
import type { StoredDocument } from "./stored-document.ts";

/** The parts of the document that `UpdateAdmission` needs. */
export interface AroundAdmission {
  readonly guard: Guard;
  readonly liveness: Pick<Liveness, "challenge">;
  readonly batch: DocumentBatch;
  /** Encoded bytes of the document. */
  bytes(): number;
  /** Asks a client for the edits that the document lacks. */
  ask(session: Session): void;
  /** Runs the work of a timer, and deals with its errors. */
  readonly inTimer: (action: () => void) => void;
  /** Does a work that no frame brings, in turns: until it is done, the room takes no frame. */
  readonly run: (work: Work) => void;
}

/** Decides on document frames, and counts them. */
export class UpdateAdmission {
  readonly #stored: StoredDocument;
  readonly #around: AroundAdmission;
  readonly #content: ContentReader;
  readonly #held: HeldFrames;
  readonly #numbers: FrameNumbers;
  readonly #gathered = (): readonly DecodedUpdate[] => this.#around.batch.updates;
  /** The clients that answered with a gap and were asked once more. */
  readonly #askedAgain = new WeakSet<Session>();
  readonly #crowded: Crowded;
  readonly #incomplete = new LimitedLine("incomplete");
  /** Structs and deletions of all updates so far. */
  parts = 0;

  constructor(stored: StoredDocument, around: AroundAdmission) {
    this.#stored = stored;
    this.#around = around;
    this.#content = new ContentReader(stored, around);
    this.#crowded = new Crowded(around);
    this.#held = new HeldFrames({
      hasBrought: (update, clients) => stored.includesRuns(update, clients),
      ask: (owner) => around.liveness.challenge(owner),
      isOwned: (session, clients) => around.guard.liveOwnersOf(session, [...clients]).length > 0,
      admitting: (frame) => this.#admittingDecoded(frame),
      refusing: (frame) => this.#refusingHeld(frame),
      run: around.run,
      inTimer: around.inTimer,
    });
    this.#numbers = new FrameNumbers(this.#held);
  }

  /** Takes a client's update, or its answer to our step 1 (`isAnswer`), now. */
  admit(session: Session, update: Uint8Array, isAnswer: boolean): void {
    finish(this.admitting(session, update, isAnswer));
  }

  /** The same in steps, for a large one or a cold document. Between two steps, only other rooms may act. */
  *admitting(session: Session, update: Uint8Array, isAnswer: boolean): Work {
    if (isAnswer) this.#held.onAnswer(session);
    this.#held.pause();
    try {
      const isLarge = update.byteLength >= LARGE_UPDATE;
      const decoded = isLarge ? yield* decodingUpdate(update) : decodeUpdate(update);
      this.#countParts(decoded);
      if (isLarge) yield;
      if (this.#stored.isCold) yield* this.#stored.warming();
      if (decoded === null) this.#refuse({ session, isAnswer }, "bad-update", update);
      else yield* this.#admittingDecoded({ session, update: decoded, isAnswer });
    } finally {
      this.#held.resume();
    }
    if (this.#held.isEmpty) return;
    yield* isAnswer ? this.#held.settlingAfterAnswer(session) : this.#held.settling();
  }

  /** A socket has left: nobody waits any more for edits that it owned. */
  forget(session: Session): void {
    this.#held.forget(session);
    this.#crowded.forget(session);
  }

  *#admittingDecoded(frame: DocumentFrame): Work {
    const { update } = frame;
    const isLarge = update.bytes.byteLength >= LARGE_UPDATE;
    const classification = isLarge
      ? yield* this.#stored.classifying(update)
      : this.#stored.classify(update);
    const fresh = yield* this.#sifting(frame, classification);
    if (fresh === null) return;
    const fault = yield* this.#stored.admitting(fresh, this.#gathered);
    if (fault !== null) this.#reject(frame, fault);
    else {
      this.#count(frame);
      yield* this.#gathering(frame.session, fresh);
    }
  }

  /** Expects an update that is admitted, and puts it into the window. */
  *#gathering(session: Session, fresh: DecodedUpdate): Work {
    if (fresh.bytes.byteLength < LARGE_UPDATE) {
      this.#stored.expect(fresh);
      this.#around.batch.add(session, fresh, this.#numbers.claimable(session));
    } else {
      yield* this.#stored.expecting(fresh);
      yield;
      yield* this.#around.batch.adding(session, fresh, this.#numbers.claimable(session));
    }
    if (!this.#held.isEmpty) yield* this.#held.onEdits(session, fresh);
  }

  /** Carries out the decision on a frame. @returns the part that is to be stored; null when nothing is. */
  *#sifting(frame: DocumentFrame, classification: Classification): Work<DecodedUpdate | null> {
    const { session, update, isAnswer, n } = frame;
    const known = { classification, mayEdit: mayEdit(session.role) };
    const content = needsContent(known) ? yield* this.#content.reading(frame) : null;
    const decision = decide({
      ...known,
      isAnswer,
      wasHeld: n !== undefined,
      hasHeld: this.#numbers.holdsOf(session),
      wasAskedAgain: this.#askedAgain.has(session),
      content,
    });
    if (isAnswer && content !== null) this.#askedAgain.delete(session);
    switch (decision.do) {
      case "acknowledge":
        this.#count(frame);
        this.#around.batch.acknowledge(session, this.#numbers.claimable(session));
        return null;
      case "deny":
        session.deny(isAnswer ? "answer" : "update");
        return null;
      case "wait-behind":
        if (this.#held.holdAlong(this.#numbers.numbered(frame))) this.#count(frame);
        else this.#askFor(frame);
        return null;
      case "ask":
        // The next answer of a client that answers with a gap shows whether the client has the
        // missing edits.
        if (isAnswer && classification === "missing-dependencies") this.#askedAgain.add(session);
        this.#askFor(frame);
        return null;
      case "take-part":
        return yield* this.#takingPart(frame);
      case "leave-out":
        return content === null ? null : yield* this.#leavingOut(frame, content);
      case "hold":
        if (content !== null) yield* this.#holding(frame, content);
        return null;
      case "refuse":
        this.#refuse(frame, decision.code, update.bytes);
        return null;
      case "store":
        return content?.fresh ?? null;
    }
  }

  /**
   * Takes the part of an answer that does not wait for edits which no client here has, and tells
   * its author so.
   */
  *#takingPart(frame: DocumentFrame): Work<DecodedUpdate | null> {
    const { session, update } = frame;
    const part = yield* this.#stored.findingTakeable([{ update, isBlocked: () => false }]);
    this.#incomplete.tell({ bytes: update.bytes.byteLength, taken: part.bytes.byteLength });
    session.tell({ type: "refused", code: "incomplete" });
    const fresh = yield* this.#siftingPart(frame, part);
    // Edits that it lacks, it lacks in its next answer, too.
    this.#askedAgain.add(session);
    return fresh;
  }

  /**
   * Takes the part of a frame that neither is a viewer's nor depends on a
   * viewer's edits. A viewer who is here will not bring those. The author of
   * the frame only heard of them by another way, as honest programs do.
   */
  *#leavingOut(frame: DocumentFrame, { fresh, viewers }: Content): Work<DecodedUpdate | null> {
    const { session } = frame;
    const theirs = new Set(viewers.map(({ presence }) => presence?.clientId));
    const isBlocked = (client: number): boolean => theirs.has(client);
    const part = yield* this.#stored.findingTakeable([{ update: fresh, isBlocked }]);
    if (this.#around.guard.admitForeign(session)) tellRefusal(session, "not-yours");
    return yield* this.#siftingPart(frame, part);
  }

  /** The same for a part of a frame that follows on the document. */
  *#siftingPart(frame: DocumentFrame, part: DecodedUpdate): Work<DecodedUpdate | null> {
    const isKnown = (yield* this.#stored.classifying(part)) === "duplicate";
    return yield* this.#sifting({ ...frame, update: part }, isKnown ? "duplicate" : "new");
  }

  /** Refuses a held frame, unless the owner of its edits may not edit any more: then the rest of it is taken. */
  *#refusingHeld(frame: DocumentFrame): Work {
    const clients = frame.update.runs.map(({ client }) => client);
    const owners = this.#around.guard.liveOwnersOf(frame.session, clients);
    if (owners.some(({ role }) => !mayEdit(role))) yield* this.#admittingDecoded(frame);
    else this.#refuse(frame, "not-yours", frame.update.bytes);
  }

  /** Takes its author's own part of a frame, and keeps the rest until the others have brought it. */
  *#holding(frame: DocumentFrame, { fresh, others }: Content): Work {
    const { session, isAnswer } = frame;
    const mayHold = this.#around.guard.admitForeign(session);
    if (!mayHold || !this.#held.hold(this.#numbers.numbered(frame), others)) {
      this.#refuse(frame, "not-yours", frame.update.bytes);
      return;
    }
    this.#count(frame);
    const foreign = new Set(others.map(({ presence }) => presence?.clientId));
    const mine = { session, update: fresh, isBlocked: (client: number) => foreign.has(client) };
    // Of much that is held, everything is looked at for an answer only, and of answers one is on its way at a time.
    const looksAtAll = isAnswer || this.#held.bytes <= HELD_BYTES_EACH;
    const sources = looksAtAll ? this.#held.sources : [mine];
    const own = yield* this.#stored.findingTakeable(sources);
    if ((yield* this.#stored.classifying(own)) !== "new") return;
    if (this.#content.check(this.#stored.news(own), frame) !== "take") return;
    if ((yield* this.#stored.admitting(own, this.#gathered)) !== null) return;
    // The others whose edits it has are noted as authors, too.
    for (const author of new Set(sources.map((source) => source.session))) {
      if (author !== session) this.#around.batch.acknowledge(author, null);
    }
    yield* this.#gathering(session, own);
  }

  /** The answer will bring this frame and its dependencies. */
  #askFor({ session, isAnswer }: DocumentFrame): void {
    if (session.frames.count !== null || isAnswer) this.#around.ask(session);
    else this.#crowded.onUpdate(session);
  }

  /**
   * Refuses a frame. Earlier frames are acknowledged. From here on none is,
   * until the client answers a step 1 anew, so that no later `ack {n}` claims
   * this frame.
   */
  #refuse(frame: Omit<DocumentFrame, "update">, code: DocumentRefusal, data: Uint8Array): void {
    this.#around.batch.flush();
    const { session } = frame;
    const n = this.#numbers.of(frame);
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
  #count(frame: DocumentFrame): void {
    if (frame.isAnswer) this.#crowded.onAnswerTaken(frame.session);
    this.#numbers.count(frame);
  }
}
