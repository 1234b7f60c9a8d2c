/** Honest clients for tests: people who edit documents of their own with Yjs, online or offline. */
import * as Y from "yjs";
import { type Edit, makeEdit } from "./edits.ts";

/** Origin of what the room has sent. */
const ROOM = Symbol("room");

/** An edit, or the undoing or redoing of one. */
export type ClientEdit = Omit<Edit, "edit"> & { readonly edit: Edit["edit"] | "undo" };

/** One person with a `Y.Doc`, an undo manager, and what the room has not been sent yet. */
export class HonestClient {
  readonly doc: Y.Doc;
  readonly #undo: Y.UndoManager;
  /** Updates that were made here and not sent. */
  readonly outbox: Uint8Array[] = [];
  /** How many broadcasts of the room this client has applied. */
  heard = 0;

  /** With `gc`, its document drops what is deleted, as Yjs does unless it is told not to. */
  constructor(clientID: number, gc = true) {
    this.doc = Object.assign(new Y.Doc({ gc }), { clientID });
    const { doc } = this;
    const roots = [
      doc.getText("text"),
      doc.getMap("map"),
      doc.getArray("array"),
      doc.getXmlFragment("xml"),
    ];
    this.#undo = new Y.UndoManager(roots, { captureTimeout: 0, trackedOrigins: new Set([null]) });
    doc.on("update", (update: Uint8Array, origin: unknown, _: Y.Doc, { local }: Y.Transaction) => {
      if (origin !== ROOM || local) this.outbox.push(update);
    });
  }

  /** Applies the broadcasts that this client has not heard. */
  hears(broadcasts: readonly Uint8Array[]): void {
    for (const update of broadcasts.slice(this.heard)) this.applies(update);
    this.heard = broadcasts.length;
  }

  /** Applies an update of the room. */
  applies(update: Uint8Array): void {
    Y.applyUpdate(this.doc, update, ROOM);
  }

  /** Makes one edit. Its update, if anything changed, waits in the outbox. */
  edits(step: ClientEdit): void {
    const { edit } = step;
    if (edit !== "undo") makeEdit(this.doc, { ...step, edit });
    else if (step.at % 3 === 0) this.#undo.redo();
    else this.#undo.undo();
  }
}
