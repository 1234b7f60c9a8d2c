/** The document of a room on this page: its copy, what of it is durable, and what takes its place when it is damaged. */
import type * as Y from "yjs";
import type { Refusal } from "../../shared/wire/events.ts";
import { step2Frame, updateFrame } from "../../shared/wire/frames.ts";
import { createStore, type ReadableStore, type Store } from "../ui/store.ts";
import { isOfDocument } from "./ack-patience.ts";
import type { Connection } from "./connection.ts";
import { LocalCopy } from "./local-copy.ts";
import type { Kept } from "./offline.ts";
import { Repair, type RepairState } from "./repair.ts";
import { Saving } from "./saving.ts";
import { setCopyAside } from "./set-aside.ts";

export interface RoomDocumentOptions {
  /** The name of the copy in this browser; null keeps none. */
  readonly database: string | null;
  /** The connection, which may be of a later time than this object. */
  readonly link: Pick<Connection, "send" | "renew">;
  /** Is the connection open? */
  isOpen(): boolean;
  /** May the user change the document? */
  mayEdit(): boolean;
  /** Something of it has changed that the page shows. */
  onState(): void;
}

/** A live document that is brought to the room, and filled from it. */
export class RoomDocument {
  readonly doc: Store<Y.Doc>;
  readonly loaded = createStore(false);
  readonly joined = createStore(false);
  readonly repair: ReadableStore<RepairState>;
  readonly #options: RoomDocumentOptions;
  readonly #repair = new Repair();
  readonly #saving: Saving;
  #copy: LocalCopy;
  /** The state vector of a step 1 that waits for an answer. */
  #asked: Uint8Array | null = null;

  constructor(options: RoomDocumentOptions) {
    this.#options = options;
    this.#saving = new Saving({
      mayAwait: () => options.isOpen() && options.mayEdit() && !this.#copy.isJoining,
      onOverdue: () => {
        if (options.mayEdit()) options.link.renew();
      },
    });
    this.#copy = this.#openCopy();
    this.doc = createStore(this.#copy.doc);
    this.repair = this.#repair.state;
  }

  /** Changes that are not yet durable; this browser's copy notes them, too. */
  noteUnsaved(): number {
    const { unsaved } = this.#saving;
    this.#copy.note(unsaved);
    return unsaved;
  }

  /** Why the room did not take what it was last brought. */
  get refusal(): Saving["refusal"] {
    return this.#saving.refusal;
  }

  /** A connection is open. */
  connected(): void {
    this.#copy.connected();
  }

  /** The connection is gone. */
  disconnected(): void {
    this.#asked = null;
    this.#copy.disconnected();
    this.#saving.disconnect();
    this.#saving.stopWaiting();
  }

  /** The room asks by step 1. */
  hears(stateVector: Uint8Array): void {
    this.#asked = stateVector;
    this.#copy.hears(stateVector);
    this.#answer();
  }

  /** An update came from the room. */
  takes(update: Uint8Array): void {
    this.#copy.takes(update);
  }

  /** The room's answer to my step 1 has ended with this. */
  completes(update: Uint8Array): void {
    if (this.#copy.completes(update)) this.#isWhole();
    this.loaded.set(true);
  }

  /** Waits for an acknowledgement, if something is not durable. */
  awaitAck(): void {
    this.#saving.await();
  }

  /** The room says where it has come to. */
  isAt(position: string): void {
    this.#copy.isAt(position);
  }

  /** The first `n` frames are durable. */
  acknowledge(n: number): void {
    if (this.#saving.acknowledge(n) && this.#repair.isSaved()) this.#copy.forgetSetAside();
    this.#options.onState();
  }

  /** The room has refused a frame, of the document or of something else. */
  refused(code: Refusal, key: string | undefined): void {
    if (!isOfDocument(code, key)) return;
    this.#saving.refused(code);
    this.#options.onState();
  }

  /** The user may edit, or may no longer: then nothing more is sent, until the room asks again. */
  takeRight(mayEdit: boolean): void {
    if (!mayEdit) this.#saving.disconnect();
  }

  putBack(): void {
    if (this.#options.mayEdit()) this.#repair.putBack(this.doc.get());
  }

  discardLost(): void {
    this.#repair.discard();
    this.#copy.forgetSetAside();
  }

  /** Ends what waits, before the connection ends. */
  stopWaiting(): void {
    this.#saving.stopWaiting();
  }

  close(): void {
    this.#copy.close();
  }

  #openCopy(mayOpen?: Promise<boolean>): LocalCopy {
    const { database, link } = this.#options;
    return new LocalCopy({
      database,
      mayOpen,
      link,
      onChange: (update) => this.#onChange(update),
      onRead: (kept) => this.#onRead(kept),
      onDamage: (error) => this.#onDamage(error),
    });
  }

  #onRead({ unsaved, setAside }: Kept): void {
    this.#saving.recall(unsaved);
    this.#repair.recall(setAside);
    if (this.joined.get()) this.#isWhole();
    if (this.doc.get().store.clients.size > 0) this.loaded.set(true);
    this.#answer();
    this.#options.onState();
  }

  #onChange(update: Uint8Array): void {
    if (this.#saving.change()) this.#options.link.send(updateFrame(update));
    this.#saving.await();
    this.#options.onState();
  }

  /** The document can no longer be trusted: another one takes its place, filled from the room. */
  #onDamage(error: unknown): void {
    console.error("This page's copy of the room is damaged:", error);
    const { database, link } = this.#options;
    const rest = this.#copy.rest();
    const mayTryAgain = this.#repair.begin(rest);
    const emptied = database === null ? undefined : setCopyAside(database, rest);
    this.joined.set(false);
    this.#saving.beginAnew();
    if (mayTryAgain) {
      this.#copy = this.#openCopy(emptied);
      this.doc.set(this.#copy.doc);
      // A new connection begins with everything that the room has.
      link.renew();
    } else {
      this.doc.set(this.#repair.giveUp(rest));
    }
    this.#options.onState();
  }

  #isWhole(): void {
    if (this.#repair.isWhole(this.doc.get())) this.#copy.forgetSetAside();
    this.joined.set(true);
    this.#options.onState();
  }

  /** Brings the room what it lacks; from here on each change is sent as it is made. */
  #answer(): void {
    if (this.#asked === null || !this.#copy.isRead) return;
    const update = this.#copy.answerTo(this.#asked);
    this.#asked = null;
    if (update === null) return;
    this.#saving.answer();
    this.#options.link.send(step2Frame(update));
    this.#saving.await();
  }
}
