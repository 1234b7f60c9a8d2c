import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { LISTS, type List, lettersOf, runsOf } from "../../../../shared/board/draw/runs.ts";
import { TextBinding } from "../binding.ts";
import { FLAGS, type Flag } from "../format.ts";
import { Field } from "../test-field.ts";
import {
  formatLetters,
  indentLines,
  leaveList,
  replaceLetters,
  toggleCheck,
  toggleList,
} from "./edits.ts";
import { FormattedText } from "./formatted-text.ts";
import { richLines } from "./rich-lines.ts";

function textOf(words = ""): Y.Text {
  const text = new Y.Doc().getText();
  text.insert(0, words);
  return text;
}

/** The lists of all lines, and the words in them. */
function linesOf(text: Y.Text): string[] {
  return richLines(runsOf(text)).map(({ look, runs, label }) => {
    const mark = look === null ? "" : `${look.list}${look.indent || ""}${label} `;
    return mark + runs.map((run) => run.text).join("");
  });
}

const type = (text: Y.Text, at: number, insert: string, remove = 0) =>
  replaceLetters(text, [], { at, remove, insert }, null);

describe("R273: lists", () => {
  test("are made of lines, and unmade, and no letter changes", () => {
    const text = textOf("one\ntwo");
    toggleList(text, 0, 7, "bullet");
    expect(linesOf(text)).toEqual(["bullet one", "bullet two"]);
    expect(lettersOf(text)).toBe("one\ntwo");
    toggleList(text, 0, 7, "ordered");
    expect(linesOf(text)).toEqual(["ordered1. one", "ordered2. two"]);
    toggleList(text, 0, 7, "ordered");
    expect(linesOf(text)).toEqual(["one", "two"]);
    expect(text.toString()).toBe("one\ntwo");
  });

  test("keep an empty line behind them, and none that nobody has made", () => {
    const text = textOf("one\n");
    toggleList(text, 0, 0, "bullet");
    expect(linesOf(text)).toEqual(["bullet one", ""]);
    type(text, 4, "two\n");
    expect(linesOf(text)).toEqual(["bullet one", "two", ""]);
    toggleList(text, 0, 0, "bullet");
    expect(text.toString()).toBe("one\ntwo\n");
  });

  test("go on with a line that is begun in them, and a new box is not checked", () => {
    const text = textOf("one");
    toggleList(text, 0, 0, "unchecked");
    toggleCheck(text, 0);
    expect(linesOf(text)).toEqual(["checked one"]);
    type(text, 3, "\n");
    type(text, 4, "two");
    expect(linesOf(text)).toEqual(["checked one", "unchecked two"]);
    type(text, 1, "\n");
    expect(linesOf(text)).toEqual(["checked o", "checked ne", "unchecked two"]);
  });

  test("end at an empty line, level by level", () => {
    const text = textOf("one");
    toggleList(text, 0, 0, "bullet");
    indentLines(text, 0, 0, 1);
    type(text, 3, "\n");
    expect(linesOf(text)).toEqual(["bullet1 one", "bullet1 "]);
    leaveList(text, 4);
    expect(linesOf(text)).toEqual(["bullet1 one", "bullet "]);
    leaveList(text, 4);
    expect(linesOf(text)).toEqual(["bullet1 one", ""]);
    expect(lettersOf(text)).toBe("one\n");
  });

  test("keep the mark of the upper line when two become one", () => {
    const text = textOf("one\ntwo\nthree");
    toggleList(text, 0, 0, "bullet");
    type(text, 3, "", 1);
    expect(linesOf(text)).toEqual(["bullet onetwo", "three"]);
    type(text, 6, "", 1);
    expect(linesOf(text)).toEqual(["bullet onetwothree"]);
    expect(lettersOf(text)).toBe("onetwothree");
  });
});

test("R272: a letter looks as the one before it, and a link ends with its last letter", () => {
  const text = textOf("bold link end");
  formatLetters(text, 0, 4, { bold: true });
  formatLetters(text, 5, 9, { link: "https://a.example/" });
  type(text, 9, "s");
  type(text, 4, "er");
  type(text, 0, "em");
  expect(text.toDelta()).toEqual([
    { insert: "embolder", attributes: { bold: true } },
    { insert: " " },
    { insert: "link", attributes: { link: "https://a.example/" } },
    { insert: "s end" },
  ]);
});

/** A person at a text, with the rich editor or the plain one. */
class Writer {
  readonly doc = new Y.Doc();
  readonly text = this.doc.getText();
  readonly field = new Field();
  readonly binding: TextBinding;
  readonly undo = new Y.UndoManager(this.text, { trackedOrigins: new Set([this]) });
  /** Every sign that was typed: each is another one. */
  typed = "";

  constructor(seed: Uint8Array, isRich: boolean) {
    Y.applyUpdate(this.doc, seed);
    this.binding = new TextBinding(
      this.field,
      this.text,
      (change) => this.doc.transact(change, this),
      () => undefined,
      isRich ? (text, embeds, edit) => replaceLetters(text, embeds, edit, null) : undefined,
    );
  }

  type(at: number, insert: string): void {
    const { value } = this.field;
    const from = Math.min(at, value.length);
    this.field.value = value.slice(0, from) + insert + value.slice(from);
    this.field.setSelectionRange(from + insert.length, from + insert.length);
    this.binding.input();
    this.typed += insert;
  }

  format(act: (text: Y.Text, from: number, to: number) => void, from: number, to: number): void {
    const { length } = this.field.value;
    const ends = [Math.min(from, length), Math.min(to, length)] as const;
    this.binding.change(() =>
      this.doc.transact(() => act(this.text, Math.min(...ends), Math.max(...ends)), this),
    );
  }
}

const sign = fc.record({
  kind: fc.constant("type" as const),
  at: fc.nat(40),
  breaks: fc.boolean(),
});
const look = fc.record({
  kind: fc.constant("look" as const),
  flag: fc.constantFrom<Flag[]>(...FLAGS),
  from: fc.nat(40),
  to: fc.nat(40),
});
const list = fc.record({
  kind: fc.constant("list" as const),
  list: fc.constantFrom<List[]>(...LISTS),
  from: fc.nat(40),
  to: fc.nat(40),
});
const level = fc.record({
  kind: fc.constantFrom("indent" as const, "leave" as const, "check" as const),
  at: fc.nat(40),
});
const step = fc.record({
  who: fc.nat(2),
  meets: fc.boolean(),
  undoes: fc.integer({ min: 0, max: 9 }),
  act: fc.oneof({ weight: 3, arbitrary: sign }, look, list, level),
});

test("R274: two who type plain, bold and in lists in one text lose no letter, and see the same", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 25 }), fc.boolean(), (steps, undoes) => {
      const seed = new Y.Doc();
      seed.clientID = 1;
      seed.getText().insert(0, "Stoa\nroom");
      const start = Y.encodeStateAsUpdate(seed);
      const writers = [
        new Writer(start, true),
        new Writer(start, true),
        // Somebody still types in the plain editor.
        new Writer(start, false),
      ];
      const meet = () => {
        for (const from of writers) {
          for (const to of writers) {
            if (from === to) continue;
            Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)));
          }
        }
      };
      let next = 0x4e00;
      for (const { who, meets, undoes: undo, act } of steps) {
        const writer = writers[who];
        if (writer === undefined) continue;
        if (undoes && undo === 0) writer.undo.undo();
        else if (act.kind === "type") {
          writer.type(act.at, act.breaks ? "\n" : String.fromCharCode(next++));
        } else if (who < 2) {
          if (act.kind === "look") {
            writer.format(
              (text, from, to) => formatLetters(text, from, to, { [act.flag]: true }),
              act.from,
              act.to,
            );
          } else if (act.kind === "list") {
            writer.format(
              (text, from, to) => toggleList(text, from, to, act.list),
              act.from,
              act.to,
            );
          } else {
            const change = { indent: (text: Y.Text, at: number) => indentLines(text, at, at, 1) };
            const by = { ...change, leave: leaveList, check: toggleCheck }[act.kind];
            writer.format((text, from) => by(text, from), act.at, act.at);
          }
        }
        if (meets) meet();
        // The rich editor shows what is in the document.
        if (who < 2) expect(writer.field.value).toBe(lettersOf(writer.text));
      }
      meet();
      const [first] = writers;
      for (const writer of writers) {
        expect(writer.text.toDelta()).toEqual(first?.text.toDelta());
        const lines = richLines(runsOf(writer.text));
        const shown = lines.map(({ runs }) => runs.map((run) => run.text).join("")).join("\n");
        expect(shown).toBe(lettersOf(writer.text));
        if (undoes) continue;
        for (const letter of writer.typed.replaceAll("\n", "")) expect(shown).toContain(letter);
      }
    }),
    { numRuns: 60 },
  );
});

test("R272: the look of a selection is what all of its letters have", () => {
  const text = textOf("bold both");
  formatLetters(text, 0, 9, { bold: true });
  formatLetters(text, 5, 9, { italic: true });
  const formatted = new FormattedText(text);
  expect(formatted.lookOf(0, 9)).toMatchObject({ bold: true, italic: false });
  expect(formatted.lookOf(5, 9)).toMatchObject({ bold: true, italic: true });
});
