/** A view of a Yjs document: everything that a reader can see, as comparable data. */
import * as Y from "yjs";

/** A document as plain data: each root's list and keys, formats and nested types included. */
export function viewOf(doc: Y.Doc): unknown {
  const roots = [...doc.share].map(([name, type]) => [name, viewOfType(type)] as const);
  // Reading makes a root of each name; an empty one says nothing.
  const held = roots.filter(([, { list, keys }]) => list.length > 0 || keys.length > 0);
  return held.sort(([a], [b]) => (a < b ? -1 : 1));
}

interface TypeView {
  readonly kind: string;
  readonly list: unknown[];
  readonly keys: unknown[];
}

// biome-ignore lint/suspicious/noExplicitAny: the events of a type that may be any.
type AnyType = Y.AbstractType<any>;

function viewOfType(type: AnyType): TypeView {
  const list: unknown[] = [];
  for (let item = type._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    for (const value of contentOf(item)) {
      const last = list.at(-1);
      // One text may be one item or several.
      if (item.content instanceof Y.ContentString && typeof last === "string") {
        list[list.length - 1] = last + String(value);
      } else list.push(value);
    }
  }
  const keys: unknown[] = [];
  for (const [key, item] of type._map) {
    // A key shows the last value of its item, of a text the last letter.
    if (!item.deleted) keys.push([key, contentOf(item).at(-1)]);
  }
  keys.sort((a, b) => ((a as [string])[0] < (b as [string])[0] ? -1 : 1));
  return { kind: type._item === null ? "root" : nameOf(type), list, keys };
}

function nameOf(type: AnyType): string {
  if (type instanceof Y.XmlElement) return `element ${type.nodeName}`;
  if (type instanceof Y.XmlHook) return `hook ${type.hookName}`;
  const kinds = [Y.XmlText, Y.Text, Y.XmlFragment, Y.Map, Y.Array] as const;
  return String(kinds.findIndex((kind) => type instanceof kind));
}

function contentOf(item: Y.Item): unknown[] {
  const { content } = item;
  if (content instanceof Y.ContentString)
    return item.parentSub === null ? [content.str] : [...content.str].slice(-1);
  if (content instanceof Y.ContentType) return [viewOfType(content.type)];
  if (content instanceof Y.ContentFormat) return [["format", content.key, plain(content.value)]];
  if (content instanceof Y.ContentEmbed) return [["embed", plain(content.embed)]];
  if (content instanceof Y.ContentDoc) {
    return [["doc", content.doc.guid, plain(content.opts)]];
  }
  // A text reads as values in an array, and the other way round.
  return content.getContent().map((value) => ["value", plain(value)]);
}

/** A value without what no reader can tell apart. */
function plain(value: unknown): unknown {
  if (typeof value === "number" || typeof value === "bigint") {
    return `${typeof value} ${value}`;
  }
  if (value === undefined) return "undefined";
  if (typeof value === "string") return `=${value}`;
  if (typeof value !== "object" || value === null) return value;
  if (ArrayBuffer.isView(value)) return `bytes ${(value as Uint8Array).join(" ")}`;
  if (Array.isArray(value)) return value.map(plain);
  return Object.keys(value)
    .sort()
    .map((key) => [key, plain((value as Record<string, unknown>)[key])]);
}

/** Calls what a program calls to read a document. @throws what Yjs throws. */
export function readAll(doc: Y.Doc): void {
  const hasText = isText(doc);
  for (const type of typesOf(doc)) {
    if (hasText) {
      type.toJSON();
      type.toString();
    }
    if (hasText && (type instanceof Y.Text || type instanceof Y.XmlElement)) type.getAttributes();
    if (type instanceof Y.Text) type.toDelta();
    else if (type instanceof Y.Array) type.toArray();
    else if (type instanceof Y.Map) [...type.entries()];
    if (type instanceof Y.XmlFragment) {
      type.toArray();
      void type.firstChild;
    }
    if (type instanceof Y.XmlElement || type instanceof Y.XmlText) void type.nextSibling;
  }
}

/** Can everything in a document be written as text or JSON? */
export function isText(doc: Y.Doc): boolean {
  return [...typesOf(doc)].every(isAsThoughtOf);
}

/** Is all XML such that every library writes it alike: elements of elements and texts, and texts of letters? */
export function isPlainXml(doc: Y.Doc): boolean {
  return [...typesOf(doc)].every((type) => {
    const isText = type instanceof Y.XmlText;
    if (!(isText || type instanceof Y.XmlFragment)) return true;
    const kind = isText ? Y.ContentString : Y.ContentType;
    for (let item = type._start; item !== null; item = item.right) {
      if (!(item.deleted || item.content instanceof kind)) return false;
    }
    return true;
  });
}

/**
 * Can XML be written as text? Values that are no elements or texts Yjs takes into it, and then fails
 * to write those that have no text of their own. Which kind a root is, only its readers know.
 */
function isAsThoughtOf(type: AnyType): boolean {
  // Yjs shows keys as those of a plain object: bytes as its prototype take its numbered keys.
  const prototype = type._map.get("__proto__");
  if (prototype !== undefined && ArrayBuffer.isView(prototype.content.getContent().at(-1))) {
    return false;
  }
  if (!(type instanceof Y.XmlFragment || type instanceof Y.XmlText)) return true;
  const hasTexts = [...type._map.values()].every(
    ({ deleted, content }) => deleted || isOfTexts(content),
  );
  if (!hasTexts) return false;
  const items: Y.Item[] = [];
  for (let item = type._start; item !== null; item = item.right) items.push(item);
  return items.every(({ deleted, content }) => {
    if (deleted) return true;
    if (content instanceof Y.ContentType) {
      const { type: inner } = content;
      const isXml = inner instanceof Y.XmlFragment || inner instanceof Y.XmlText;
      return isXml && isAsThoughtOf(inner as AnyType);
    }
    if (content instanceof Y.ContentFormat) return typeof content.value !== "object";
    return content instanceof Y.ContentString || isOfTexts(content);
  });
}

function isOfTexts(content: Y.Item["content"]): boolean {
  return content instanceof Y.ContentAny && content.arr.every((value) => typeof value === "string");
}

/** Every type that is not deleted: roots, and what lies in them. */
function* typesOf(doc: Y.Doc): Generator<AnyType> {
  for (const [name, type] of doc.share) if (name !== "other") yield type as AnyType;
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item && struct.content instanceof Y.ContentType)) continue;
      if (!struct.deleted) yield struct.content.type as AnyType;
    }
  }
}
