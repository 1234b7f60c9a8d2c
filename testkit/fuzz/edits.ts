/** Honest edits for tests: everything that Yjs' shared types offer, chosen by numbers from what is there. */
import * as Y from "yjs";

/** One edit. `where` and `at` choose from what is there. */
export interface Edit {
  readonly edit: keyof typeof EDITS;
  readonly where: number;
  readonly at: number;
  /** How many characters or values. */
  readonly length: number;
  readonly text: string;
}

/** The types of the document that an edit has chosen. */
interface Chosen {
  readonly doc: Y.Doc;
  readonly words: Y.Text;
  readonly map: Y.Map<unknown>;
  readonly array: Y.Array<unknown>;
  readonly element: Y.XmlFragment | Y.XmlElement;
  /** Places in `words`, in `array` and in `element`. */
  readonly place: number;
  readonly index: number;
  readonly position: number;
}

/** Half of a character that takes two code units. */
const SURROGATES = /[\ud800-\udfff]/;

/** Each kind of edit. */
const EDITS = {
  type: ({ words, place }: Chosen, { text }: Edit) => words.insert(place, text),
  /** Not where it could format half a character: that breaks it in this document alone, which Yjs tells nobody. */
  format({ words, place }: Chosen, { at, length }: Edit) {
    if (SURROGATES.test(Y.Text.prototype.toString.call(words))) return;
    words.format(place, Math.min(length, words.length - place), { bold: at % 2 === 0 || null });
  },
  style({ words, place }: Chosen, { at, length }: Edit) {
    const formats = { bold: at % 3 === 0 ? null : true, color: `${at % 2}` };
    words.format(place, Math.min(length, words.length - place), formats);
  },
  embed: ({ words, place }: Chosen, { at }: Edit) => words.insertEmbed(place, { image: at }),
  "embed a type": ({ words, place }: Chosen, { at }: Edit) =>
    words.insertEmbed(place, new Y.Map([["in", at]])),
  erase: ({ words, place }: Chosen, { length }: Edit) =>
    words.delete(place, Math.min(length, words.length - place)),

  set: ({ map }: Chosen, { at, text }: Edit) => map.set(`${at % 4}`, [at, text]),
  /** More than once, as a slider does. */
  slide({ map }: Chosen, { at, length }: Edit) {
    const values = valuesOf(at, length);
    for (let times = 0; times < (at % 3) + 1; times++) map.set(`${at % 4}`, values[times] ?? at);
  },
  unset: ({ map }: Chosen, { at }: Edit) => map.delete(`${at % 4}`),
  clear: ({ map }: Chosen) => map.clear(),
  document: ({ map }: Chosen, { at }: Edit) => map.set(`${at % 4}`, new Y.Doc()),

  push: ({ array, index }: Chosen, { at, length, text }: Edit) =>
    array.insert(index, [1, text, { at }, new Uint8Array([at])].slice(0, length)),
  append: ({ array }: Chosen, { at, length }: Edit) => array.push(valuesOf(at, length)),
  insert: ({ array, index }: Chosen, { at, length }: Edit) =>
    array.insert(index, valuesOf(at, length)),
  unshift({ array }: Chosen, { at, length }: Edit) {
    for (const value of valuesOf(at, length)) array.unshift([value]);
  },
  remove({ array, index }: Chosen, { length }: Edit) {
    const count = Math.min(length, array.length - index);
    if (count > 0) array.delete(index, count);
  },
  /** Puts values at the end as versions of Yjs before 13.3 did, of which documents are around. */
  json({ doc, array }: Chosen, { length }: Edit) {
    let last = array._start;
    while (last !== null && last.right !== null) last = last.right;
    const id = Y.createID(doc.clientID, Y.getState(doc.store, doc.clientID));
    const content = new Y.ContentJSON(new Array(length).fill({ old: true }));
    const item = new Y.Item(id, last, last?.lastId ?? null, null, null, array, null, content);
    doc.transact((transaction) => item.integrate(transaction, 0));
  },

  nest(chosen: Chosen, edit: Edit) {
    const made = [
      new Y.Map([["in", new Y.Text(edit.text)]]),
      new Y.Array(),
      new Y.Text(edit.text),
      new Y.Doc(),
    ];
    putInside(chosen, edit, pick(made, edit.at));
  },
  "nest a list": (chosen: Chosen, edit: Edit) =>
    putInside(chosen, edit, Y.Array.from([1, new Y.Map([["x", 2]])])),

  element: ({ element, position }: Chosen, { at, text }: Edit) =>
    element.insert(position, [at % 2 === 0 ? new Y.XmlElement("p") : new Y.XmlText(text)]),
  paragraph({ element, position }: Chosen, { at }: Edit) {
    const paragraph = new Y.XmlElement("p");
    paragraph.insert(0, [new Y.XmlText("a paragraph"), new Y.XmlElement("br")]);
    element.insert(position, [paragraph, new Y.XmlText("b")].slice(0, (at % 2) + 1));
    if (at % 5 === 0 && element.length > 1) element.delete(at % element.length, 1);
  },
  attribute({ element }: Chosen, { at, text }: Edit) {
    if (element instanceof Y.XmlElement) element.setAttribute(`${at % 4}`, text);
  },
  unattribute({ element }: Chosen, { at }: Edit) {
    if (element instanceof Y.XmlElement) element.removeAttribute(`${at % 4}`);
  },
  drop({ element, array }: Chosen, { where, at }: Edit) {
    if (where % 2 === 0 && element.length > 0) element.delete(at % element.length, 1);
    else if (array.length > 0) array.delete(at % array.length, 1);
  },
} as const;

/** Makes one edit in a document, in one transaction. */
export function makeEdit(doc: Y.Doc, edit: Edit): void {
  doc.transact(() => EDITS[edit.edit](choose(doc, edit), edit));
}

/** Chooses among the types in the document that are not deleted, each of the kind that its users think. */
function choose(doc: Y.Doc, { where, at }: Edit): Chosen {
  const texts: Y.Text[] = [doc.getText("text")];
  const maps: Y.Map<unknown>[] = [doc.getMap("map")];
  const arrays: Y.Array<unknown>[] = [doc.getArray("array")];
  const elements: (Y.XmlFragment | Y.XmlElement)[] = [doc.getXmlFragment("xml")];
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentType)) continue;
      if (struct.deleted) continue;
      const { type } = struct.content;
      if (type instanceof Y.Text) texts.push(type);
      else if (type instanceof Y.Map) maps.push(type);
      else if (type instanceof Y.Array) arrays.push(type);
      else if (type instanceof Y.XmlFragment) elements.push(type);
    }
  }
  const words = pick(texts, where);
  const array = pick(arrays, where);
  const element = pick(elements, where);
  return {
    doc,
    words,
    map: pick(maps, where),
    array,
    element,
    place: Math.min(at, words.length),
    index: Math.min(at, array.length),
    position: Math.min(at, element.length),
  };
}

/** Puts a type or a document into the chosen map or array. */
function putInside({ map, array, index }: Chosen, { where, at }: Edit, inner: unknown): void {
  if (where % 2 === 0) map.set(`${at % 4}`, inner);
  else array.insert(index, [inner]);
}

/** Values of every kind that an array or a map takes, at most six. */
function valuesOf(at: number, length: number): unknown[] {
  return [at, "word", { at }, null, new Uint8Array([at]), true].slice(0, length);
}

function pick<T>(list: readonly T[], where: number): T {
  const picked = list[where % list.length];
  if (picked === undefined) throw new Error("There is nothing to pick from.");
  return picked;
}
