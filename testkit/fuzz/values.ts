/** Contents of structs as bytes, odd ones among them, for the differential fuzz. */
import * as encoding from "lib0/encoding";

/** Content kinds as Yjs numbers them. */
export const CONTENT = {
  collected: 0,
  deleted: 1,
  json: 2,
  binary: 3,
  text: 4,
  embed: 5,
  format: 6,
  type: 7,
  any: 8,
  document: 9,
} as const;
export type ContentName = keyof typeof CONTENT;

/** An object of lib0's `any` encoding by its entries: any keys, also twice. */
function object(...entries: readonly (readonly [string, unknown])[]): Uint8Array {
  return bytes((encoder) => {
    encoding.writeUint8(encoder, 118);
    encoding.writeVarUint(encoder, entries.length);
    for (const [key, value] of entries) {
      encoding.writeVarString(encoder, key);
      encoding.writeUint8Array(encoder, value instanceof Uint8Array ? value : any(value));
    }
  });
}

function any(value: unknown): Uint8Array {
  return bytes((encoder) => encoding.writeAny(encoder, value as string));
}

function bytes(write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  write(encoder);
  return encoding.toUint8Array(encoder);
}

/** Values in lib0's `any` encoding. */
const ANYS: readonly Uint8Array[] = [
  ...[1, "x", true, null, undefined, -0, 2 ** 31, 2 ** 53 - 1, 1.5, 1e300, Number.NaN].map(any),
  ...[Number.POSITIVE_INFINITY, 10n, -(2n ** 63n), "", "🌊", "\u0000", "<p>"].map(any),
  ...[[], [null], [1, [2, ["x"]]], {}, { a: 1 }, new Uint8Array([1, 2])].map(any),
  // An integer that lib0 would write as a float.
  new Uint8Array([125, 0xbf, 0xff, 0xff, 0xff, 0xff, 0x7f]),
  object(["a", 1], ["a", 2]),
  object(["__proto__", object(["a", 1])], ["b", 2]),
  object(["__proto__", null]),
  object(["toString", 1]),
  object(["constructor", null], ["hasOwnProperty", 1]),
];

const JSONS: readonly string[] = [
  ...["1", "null", '"x"', "true", "{}", "[]", "[1,[2]]", '{"a":1}', " 1 ", "-0", "1.0", "1e5"],
  ...["1e999", "-1e999", "12345678901234567890", '"\\ud800"', '"🌊"', '{"a":1,"a":2}'],
  ...['{"__proto__":{"a":1}}', '{"toString":1}', '{"bold":null}', '{"a":[null,{"b":1e999}]}'],
];

const TEXTS = ["a", "bc", "hello", "🌊", "a🌊b", "\u0000", "\ufeffx", "\n", "<b>", "é"];
const FORMATS = ["bold", "__proto__", "", "ychange", "toString", "link"];
const NAMES = ["p", "", "__proto__", "P q", "script"];

const OPTIONS: readonly Uint8Array[] = [
  object(),
  object(["gc", false]),
  object(["autoLoad", true]),
  object(["meta", { a: [1, "x"] }]),
  // As y-crdt writes them.
  object(["gc", true], ["encoding", 0n], ["autoLoad", false], ["shouldLoad", true]),
  object(["collectionId", "c"], ["gc", false]),
  object(["collectionid", "c"]),
  object(["shouldLoad", false]),
  object(["guid", "other"]),
  object(["guid", 5]),
  object(["guid", undefined]),
  object(["gcFilter", 5]),
  object(["meta", undefined]),
  object(["gc", null], ["autoLoad", "yes"]),
  object(["__proto__", object(["guid", 5], ["meta", 1])]),
];

/** So many of the first of each list are what any library reads alike; the others are odd. */
const PLAIN = { anys: 4, jsons: 5, texts: 3, formats: 1, names: 1, options: 3 };

function pick<T>(list: readonly T[], seed: number, step = 0): T {
  return list[(seed + step * 7) % list.length] as T;
}

/** A struct's length and the number by which its value is picked; `isPlain` keeps odd values out. */
export interface Wanted {
  readonly length: number;
  readonly value: number;
  readonly isPlain: boolean;
}

/** Writes the content of a struct of `length` clocks; a text gives its own length. @returns its length. */
export function writeContent(
  encoder: encoding.Encoder,
  content: ContentName,
  { length, value, isPlain }: Wanted,
): number {
  const few = <T>(list: readonly T[], plain: number): readonly T[] =>
    isPlain ? list.slice(0, plain) : list;
  const each = Array.from({ length }, (_, index) => index);
  switch (content) {
    case "collected":
    case "deleted":
      encoding.writeVarUint(encoder, length);
      return length;
    case "json":
      encoding.writeVarUint(encoder, length);
      for (const index of each) {
        encoding.writeVarString(
          encoder,
          pick(few([...JSONS, "undefined"], PLAIN.jsons), value, index),
        );
      }
      return length;
    case "binary":
      encoding.writeVarUint8Array(encoder, new Uint8Array(value % 4));
      return 1;
    case "text": {
      const text = each.map((index) => pick(few(TEXTS, PLAIN.texts), value, index)).join("");
      encoding.writeVarString(encoder, text);
      return text.length;
    }
    case "embed":
      encoding.writeVarString(encoder, pick(few(JSONS, PLAIN.jsons), value));
      return 1;
    case "format":
      encoding.writeVarString(encoder, pick(few(FORMATS, PLAIN.formats), value));
      encoding.writeVarString(encoder, pick(few(JSONS, PLAIN.jsons), value >> 3));
      return 1;
    case "type": {
      // yrs reads no name of a hook.
      const kind = isPlain && value % 7 === 5 ? 1 : value % 7;
      encoding.writeVarUint(encoder, kind);
      if (kind === 3 || kind === 5)
        encoding.writeVarString(encoder, pick(few(NAMES, PLAIN.names), value >> 3));
      return 1;
    }
    case "any":
      encoding.writeVarUint(encoder, length);
      for (const index of each)
        encoding.writeUint8Array(encoder, pick(few(ANYS, PLAIN.anys), value, index));
      return length;
    case "document":
      encoding.writeVarString(encoder, `doc-${value % 3}`);
      encoding.writeUint8Array(encoder, pick(few(OPTIONS, PLAIN.options), value));
      return 1;
  }
}
