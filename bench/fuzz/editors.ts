/** People who write rich text as y-prosemirror and Lexical's binding do: their calls of Yjs, by number, as shrinkable data. */
import * as fc from "fast-check";
import * as Y from "yjs";

/** One thing that a person does. Numbers choose from what is there. */
export const editorStep = fc.record({
  author: fc.nat(2),
  does: fc.constantFrom(
    "type",
    "erase",
    "mark",
    "split",
    "join",
    "wrap",
    "move",
    "attribute",
    "type in Lexical",
    "split in Lexical",
    "mark in Lexical",
    "decorate in Lexical",
    "move in Lexical",
    "put a document",
    "undo",
    "redo",
  ),
  where: fc.nat(1_000),
  at: fc.nat(60),
  length: fc.integer({ min: 1, max: 8 }),
  /** How its author meets the room afterwards: not at all, in an offline spell, or by this way. */
  meets: fc.constantFrom("not", "not", "updates", "merged", "answer"),
});
export type EditorStep = typeof editorStep extends fc.Arbitrary<infer Value> ? Value : never;

/** One person with both editors, and an undo manager as the editors have it. */
export class EditorPerson {
  readonly doc: Y.Doc;
  /** Updates that were written and not sent yet. */
  readonly queue: Uint8Array[] = [];
  readonly #prose: Y.XmlFragment;
  readonly #lexical: Y.XmlText;
  readonly #documents: Y.Map<Y.Doc>;
  readonly #undo: Y.UndoManager;

  constructor(clientID: number, gc: boolean) {
    this.doc = Object.assign(new Y.Doc({ gc }), { clientID });
    this.#prose = this.doc.getXmlFragment("prosemirror");
    this.#lexical = this.doc.get("root", Y.XmlText);
    this.#documents = this.doc.getMap("documents");
    this.#undo = new Y.UndoManager([this.#prose, this.#lexical], {
      captureTimeout: 0,
      trackedOrigins: new Set([this]),
    });
    this.doc.on("update", (update: Uint8Array, _: unknown, __: unknown, tr: Y.Transaction) => {
      if (tr.local) this.queue.push(update);
    });
  }

  does(step: EditorStep): void {
    if (step.does === "undo") this.#undo.undo();
    else if (step.does === "redo") this.#undo.redo();
    else this.doc.transact(() => this.#writes(step), this);
  }

  #writes(step: EditorStep): void {
    switch (step.does) {
      case "put a document":
        this.#documents.set(`${step.at % 3}`, new Y.Doc());
        return;
      case "type in Lexical":
      case "split in Lexical":
      case "mark in Lexical":
      case "decorate in Lexical":
      case "move in Lexical":
        inLexical(this.#lexical, step);
        return;
      default:
        inProse(this.#prose, step);
    }
  }
}

/** Every element that holds text, in the order of the document. */
function paragraphs(parent: Y.XmlFragment | Y.XmlElement): Y.XmlElement[] {
  return parent.toArray().flatMap((child) => {
    if (!(child instanceof Y.XmlElement)) return [];
    return child.nodeName === "paragraph" ? [child] : paragraphs(child);
  });
}

function paragraph(words: string, attributes: Readonly<Record<string, string>> = {}): Y.XmlElement {
  const made = new Y.XmlElement("paragraph");
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.insert(0, [new Y.XmlText(words)]);
  return made;
}

function textOf(element: Y.XmlElement): Y.XmlText | null {
  const [text] = element.toArray();
  return text instanceof Y.XmlText ? text : null;
}

/** As y-prosemirror writes: a node that changes its place or kind is deleted and made anew. */
function inProse(root: Y.XmlFragment, { does, where, at, length }: EditorStep): void {
  const all = paragraphs(root);
  const chosen = all[where % Math.max(1, all.length)];
  const text = chosen === undefined ? null : textOf(chosen);
  if (chosen === undefined || text === null) {
    root.insert(Math.min(at, root.length), [paragraph("words of a paragraph")]);
    return;
  }
  const place = Math.min(at, text.length);
  const count = Math.min(length, text.length - place);
  const parent = chosen.parent as Y.XmlElement;
  const index = parent.toArray().indexOf(chosen);
  switch (does) {
    case "type":
      text.insert(place, "größer 漢字".slice(0, length), at % 2 === 0 ? {} : { strong: {} });
      return;
    case "erase":
      text.delete(place, count);
      return;
    case "mark":
      text.format(place, count, at % 3 === 0 ? { strong: null } : { link: { href: `#${at}` } });
      return;
    case "split": {
      const tail = text
        .toString()
        .replaceAll(/<[^>]*>/g, "")
        .slice(place);
      text.delete(place, text.length - place);
      parent.insert(index + 1, [paragraph(tail, { level: `${at % 3}` })]);
      return;
    }
    case "join": {
      const next = parent.get(index + 1);
      if (!(next instanceof Y.XmlElement) || next.nodeName !== "paragraph") return;
      const words = textOf(next);
      if (words !== null) text.applyDelta([{ retain: text.length }, ...deltaOf(words)]);
      parent.delete(index + 1, 1);
      return;
    }
    case "wrap": {
      const quote = new Y.XmlElement("blockquote");
      quote.insert(0, [chosen.clone()]);
      parent.delete(index, 1);
      parent.insert(index, [quote]);
      return;
    }
    case "move":
      parent.delete(index, 1);
      root.insert(Math.min(at, root.length), [paragraph("moved")]);
      return;
    default:
      if (at % 4 === 0) chosen.removeAttribute("level");
      else chosen.setAttribute("level", `${at % 4}`);
  }
}

function deltaOf(text: Y.XmlText): { insert: string; attributes?: object }[] {
  return text.toDelta() as { insert: string; attributes?: object }[];
}

/**
 * As Lexical's binding writes: a paragraph is a text in a text. Before each piece of its letters
 * stands a map that describes it.
 */
function inLexical(root: Y.XmlText, { does, where, at, length }: EditorStep): void {
  const embeds = (text: Y.XmlText) =>
    (text.toDelta() as { insert: unknown }[]).map(({ insert }) => insert);
  const all = embeds(root).filter((insert) => insert instanceof Y.XmlText);
  const chosen = all[where % Math.max(1, all.length)];
  if (chosen === undefined) {
    root.insertEmbed(root.length, lexicalParagraph("some words"));
    return;
  }
  const place = Math.min(at, chosen.length);
  const count = Math.min(length, chosen.length - place);
  switch (does) {
    case "type in Lexical":
      chosen.insert(place, "letters".slice(0, length));
      return;
    case "split in Lexical":
      chosen.delete(place, chosen.length - place);
      root.insertEmbed(Math.min(at, root.length), lexicalParagraph("the rest"));
      return;
    case "mark in Lexical": {
      // The piece is parted: another map stands before its second half.
      const [map] = embeds(chosen).filter((insert) => insert instanceof Y.Map);
      map?.set("__format", at);
      chosen.insertEmbed(
        place,
        new Y.Map<unknown>([
          ["__type", "text"],
          ["__format", at],
        ]),
      );
      chosen.setAttribute("__dir", at % 2 === 0 ? "ltr" : "rtl");
      return;
    }
    case "decorate in Lexical": {
      const image = new Y.XmlElement("UNDEFINED");
      image.setAttribute("__type", "image");
      chosen.insertEmbed(place, image);
      return;
    }
    default:
      if (count > 0) chosen.delete(place, count);
      if (root.length > 1 && at % 2 === 0) root.delete(at % root.length, 1);
      root.insertEmbed(Math.min(at, root.length), lexicalParagraph("moved"));
  }
}

function lexicalParagraph(words: string): Y.XmlText {
  const made = new Y.XmlText();
  made.setAttribute("__type", "paragraph");
  made.insertEmbed(
    0,
    new Y.Map<unknown>([
      ["__type", "text"],
      ["__format", 0],
      ["__style", ""],
    ]),
  );
  made.insert(1, words);
  return made;
}
