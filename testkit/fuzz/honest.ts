/** The honest clients of the differential fuzz: three people who edit documents of their own with Yjs. */
import * as Y from "yjs";
import type { HonestStep } from "./script.ts";

/** Origin of what the room has sent. */
const ROOM = Symbol("room");

/** One person with a `Y.Doc`, an undo manager, and what the room has not been sent yet. */
export class HonestClient {
  readonly doc = new Y.Doc();
  readonly #undo: Y.UndoManager;
  /** Updates that were made here and not sent. */
  readonly outbox: Uint8Array[] = [];
  /** How many broadcasts of the room this client has applied. */
  heard = 0;

  constructor(clientID: number) {
    this.doc.clientID = clientID;
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
    for (const update of broadcasts.slice(this.heard)) Y.applyUpdate(this.doc, update, ROOM);
    this.heard = broadcasts.length;
  }

  /** Makes one edit, and gives the update that goes to the room; null when nothing changed. */
  edits(step: HonestStep): void {
    const { edit: does } = step;
    if (does !== "undo") makeEdit(this.doc, { ...step, edit: does });
    else if (step.at % 3 === 0) this.#undo.redo();
    else this.#undo.undo();
  }
}

const SURROGATES = /[\ud800-\udfff]/;

interface Holders {
  readonly texts: Y.Text[];
  readonly maps: Y.Map<unknown>[];
  readonly arrays: Y.Array<unknown>[];
  readonly xml: (Y.XmlFragment | Y.XmlElement)[];
}

/** Every type in the document that is not deleted, as far as it is of the kind that its users think. */
function holders(doc: Y.Doc): Holders {
  const found: Holders = {
    texts: [doc.getText("text")],
    maps: [doc.getMap("map")],
    arrays: [doc.getArray("array")],
    xml: [doc.getXmlFragment("xml")],
  };
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentType)) continue;
      if (struct.deleted) continue;
      const { type } = struct.content;
      if (type instanceof Y.Text) found.texts.push(type);
      else if (type instanceof Y.Map) found.maps.push(type);
      else if (type instanceof Y.Array) found.arrays.push(type);
      else if (type instanceof Y.XmlFragment) found.xml.push(type);
    }
  }
  return found;
}

function pick<T>(list: readonly T[], where: number): T {
  const picked = list[where % list.length];
  if (picked === undefined) throw new Error("There is nothing to pick from.");
  return picked;
}

/** The parts of an edit. */
export type Edit = Pick<HonestStep, "where" | "at" | "length" | "text"> & {
  readonly edit: Exclude<HonestStep["edit"], "undo">;
};

/** Makes one edit in a document, in one transaction. */
export function makeEdit(doc: Y.Doc, step: Edit): void {
  doc.transact(() => edit(doc, step));
}

function edit(doc: Y.Doc, { edit: does, where, at, length, text }: Edit): void {
  const { texts, maps, arrays, xml } = holders(doc);
  const words = pick(texts, where);
  const size = words.length;
  const place = Math.min(at, size);
  const array = pick(arrays, where);
  const map = pick(maps, where);
  const element = pick(xml, where);
  switch (does) {
    case "type":
      words.insert(place, text);
      return;
    case "format":
      // To format half a character breaks it in this document alone, which Yjs tells nobody.
      if (SURROGATES.test(Y.Text.prototype.toString.call(words))) return;
      words.format(place, Math.min(length, size - place), { bold: at % 2 === 0 || null });
      return;
    case "embed":
      words.insertEmbed(place, { image: at });
      return;
    case "erase":
      words.delete(place, Math.min(length, size - place));
      return;
    case "set":
      map.set(`${at % 4}`, [at, text]);
      return;
    case "unset":
      map.delete(`${at % 4}`);
      return;
    case "push":
      array.insert(
        Math.min(at, array.length),
        [1, text, { at }, new Uint8Array([at])].slice(0, length),
      );
      return;
    case "nest": {
      const inner = pick(
        [new Y.Map([["in", new Y.Text(text)]]), new Y.Array(), new Y.Text(text), new Y.Doc()],
        at,
      );
      if (where % 2 === 0) map.set(`${at % 4}`, inner);
      else array.insert(Math.min(at, array.length), [inner]);
      return;
    }
    case "element":
      element.insert(Math.min(at, element.length), [
        at % 2 === 0 ? new Y.XmlElement("p") : new Y.XmlText(text),
      ]);
      return;
    case "attribute":
      if (element instanceof Y.XmlElement) element.setAttribute(`${at % 4}`, text);
      return;
    case "drop":
      if (where % 2 === 0 && element.length > 0) element.delete(at % element.length, 1);
      else if (array.length > 0) array.delete(at % array.length, 1);
  }
}
