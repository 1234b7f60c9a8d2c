/** Honest edits for tests: everything that Yjs' shared types offer, by several people, at random. */
import * as fc from "fast-check";
import * as Y from "yjs";

/** One thing that a person does. Numbers choose from what is there. */
export const honestStep = fc.record({
  author: fc.nat(3),
  does: fc.constantFrom(
    "type",
    "type",
    "format",
    "embed",
    "erase",
    "set",
    "set",
    "unset",
    "push",
    "unshift",
    "insert",
    "remove",
    "nest",
    "drop",
    "element",
    "attribute",
    "undo",
    "redo",
    "json",
    "document",
    "clear",
  ),
  where: fc.nat(),
  at: fc.nat(60),
  length: fc.integer({ min: 1, max: 6 }),
  /** How its author meets the room afterwards: not at all, or by this way. */
  meets: fc.constantFrom("not", "not", "updates", "merged", "step2", "hears"),
});

export type HonestStep = typeof honestStep extends fc.Arbitrary<infer Value> ? Value : never;

interface Holders {
  readonly texts: Y.Text[];
  readonly maps: Y.Map<unknown>[];
  readonly arrays: Y.Array<unknown>[];
  readonly xmls: (Y.XmlElement | Y.XmlFragment)[];
}

/** One person with a document, and an undo manager of their own. */
export class Person {
  readonly doc: Y.Doc;
  readonly undo: Y.UndoManager;
  /** Updates that were written and not sent yet. */
  readonly queue: Uint8Array[] = [];

  constructor(clientID: number, gc: boolean) {
    this.doc = Object.assign(new Y.Doc({ gc }), { clientID });
    const { text, map, array, xml } = roots(this.doc);
    this.undo = new Y.UndoManager([text, map, array, xml], { captureTimeout: 0 });
    this.doc.on("update", (update: Uint8Array, _: unknown, __: unknown, tr: Y.Transaction) => {
      if (tr.local) this.queue.push(update);
    });
  }

  does(step: HonestStep): void {
    if (step.does === "undo") this.undo.undo();
    else if (step.does === "redo") this.undo.redo();
    else this.doc.transact(() => act(this.doc, step));
  }
}

function roots(doc: Y.Doc) {
  return {
    text: doc.getText("text"),
    map: doc.getMap("map"),
    array: doc.getArray("array"),
    xml: doc.getXmlFragment("xml"),
  };
}

function holders(doc: Y.Doc): Holders {
  const { text, map, array, xml } = roots(doc);
  const found: Holders = { texts: [text], maps: [map], arrays: [array], xmls: [xml] };
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentType)) continue;
      if (struct.deleted) continue;
      const { type } = struct.content;
      if (type instanceof Y.XmlText || type instanceof Y.Text) found.texts.push(type);
      else if (type instanceof Y.Map) found.maps.push(type);
      else if (type instanceof Y.Array) found.arrays.push(type);
      else if (type instanceof Y.XmlElement) found.xmls.push(type);
    }
  }
  return found;
}

function pick<T>(list: readonly T[], where: number): T {
  const picked = list[where % list.length];
  if (picked === undefined) throw new Error("There is nothing to pick from.");
  return picked;
}

function act(doc: Y.Doc, { does, where, at, length }: HonestStep): void {
  const { texts, maps, arrays, xmls } = holders(doc);
  const text = pick(texts, where);
  const map = pick(maps, where);
  const array = pick(arrays, where);
  const xml = pick(xmls, where);
  const place = Math.min(at, text.length);
  const index = Math.min(at, array.length);
  const values = [at, "word", { at }, null, new Uint8Array([at]), true].slice(0, length);
  switch (does) {
    case "type":
      text.insert(place, "ab🌊cdefgh".slice(0, length));
      return;
    case "format":
      text.format(place, Math.min(length, text.length - place), {
        bold: at % 3 === 0 ? null : true,
        color: `${at % 2}`,
      });
      return;
    case "embed":
      text.insertEmbed(place, at % 2 === 0 ? { image: at } : new Y.Map([["in", at]]));
      return;
    case "erase":
      text.delete(place, Math.min(length, text.length - place));
      return;
    case "set":
      // More than once, as a slider does.
      for (let times = 0; times < (at % 3) + 1; times++) map.set(`${at % 4}`, values[times] ?? at);
      return;
    case "unset":
      map.delete(`${at % 4}`);
      return;
    case "clear":
      map.clear();
      return;
    case "push":
      array.push(values);
      return;
    case "unshift":
      for (const value of values) array.unshift([value]);
      return;
    case "insert":
      array.insert(index, values);
      return;
    case "remove":
    case "drop": {
      const last = Math.min(length, array.length - index);
      if (last > 0) array.delete(index, does === "drop" ? 1 : last);
      return;
    }
    case "nest": {
      const made = [
        () => new Y.Map<unknown>([["in", new Y.Text("words")]]),
        () => listOf(1, new Y.Map([["x", 2]])),
        () => new Y.Text("text"),
      ];
      const inner = pick(made, at)();
      if (where % 2 === 0) map.set(`${at % 4}`, inner);
      else array.insert(index, [inner]);
      return;
    }
    case "element": {
      const element = new Y.XmlElement("p");
      element.insert(0, [new Y.XmlText("a paragraph"), new Y.XmlElement("br")]);
      xml.insert(Math.min(at, xml.length), [element, new Y.XmlText("b")].slice(0, (at % 2) + 1));
      if (at % 5 === 0 && xml.length > 1) xml.delete(at % xml.length, 1);
      return;
    }
    case "attribute":
      if (!(xml instanceof Y.XmlElement)) return;
      if (at % 4 === 0) xml.removeAttribute("class");
      else xml.setAttribute("class", `${at}`);
      return;
    case "document":
      map.set(`${at % 4}`, new Y.Doc());
      return;
    case "json":
      insertJson(doc, array, length);
  }
}

function listOf(...values: readonly unknown[]): Y.Array<unknown> {
  const list = new Y.Array<unknown>();
  list.push([...values]);
  return list;
}

/** Puts values at the end of an array as versions of Yjs before 13.3 did, of which documents are around. */
function insertJson(doc: Y.Doc, array: Y.Array<unknown>, length: number): void {
  let last = array._start;
  while (last !== null && last.right !== null) last = last.right;
  const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID));
  const content = new Y.ContentJSON(new Array(length).fill({ old: true }));
  const item = new Y.Item(id, last, last?.lastId ?? null, null, null, array, null, content);
  doc.transact((transaction) => item.integrate(transaction, 0));
}
