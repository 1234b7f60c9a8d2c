import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { indexAfter, minimalEdit, TextBinding } from "./binding.ts";
import { Field } from "./test-field.ts";

/** A person who types into one text, on a document of their own. */
class Typist {
  readonly doc = new Y.Doc();
  readonly text = this.doc.getText();
  readonly field = new Field();
  readonly binding: TextBinding;

  constructor(words = "") {
    // Everybody's copy starts with the same letters, written once.
    const seed = new Y.Doc();
    seed.clientID = 1;
    seed.getText().insert(0, words);
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(seed));
    this.binding = new TextBinding(
      this.field,
      this.text,
      (change) => this.doc.transact(change, this),
      () => undefined,
    );
  }

  put(caret: number): this {
    this.field.setSelectionRange(caret, caret);
    return this;
  }

  /** Types letters at the caret, one by one. */
  type(letters: string): this {
    for (const letter of letters) this.replace(letter);
    return this;
  }

  /** Puts `insert` in place of the selection, as the browser would, and reports it. */
  replace(insert: string): this {
    this.compose(insert);
    this.binding.input();
    return this;
  }

  /** Changes the field without a report. */
  compose(insert: string): void {
    const { value, selectionStart: start, selectionEnd: end } = this.field;
    this.field.value = value.slice(0, start) + insert + value.slice(end);
    this.field.setSelectionRange(start + insert.length, start + insert.length);
  }

  /** The text with the caret in it. */
  get seen(): string {
    const { value, selectionStart } = this.field;
    return `${value.slice(0, selectionStart)}|${value.slice(selectionStart)}`;
  }
}

function meet(...typists: Typist[]): void {
  for (const from of typists) {
    for (const to of typists) {
      if (from !== to)
        Y.applyUpdate(to.doc, Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc)));
    }
  }
}

describe("the smallest edit", () => {
  test("is made at the caret, where several would give the same text", () => {
    expect(minimalEdit("aaa", "aaaa", 2)).toEqual({ at: 1, remove: 0, insert: "a" });
    expect(minimalEdit("aaaa", "aaa", 1)).toEqual({ at: 1, remove: 1, insert: "" });
  });

  test("is none when nothing has changed", () => {
    expect(minimalEdit("same", "same", 2)).toBeNull();
  });

  test("leads from any text to any other, wherever the caret is", () => {
    const words = fc.string({ unit: fc.constantFrom("a", "b", "🙂", "🙃"), maxLength: 12 });
    fc.assert(
      fc.property(words, words, fc.nat(24), (before, after, caret) => {
        const edit = minimalEdit(before, after, Math.min(caret, after.length));
        const { at, remove, insert } = edit ?? { at: 0, remove: 0, insert: "" };
        expect(before.slice(0, at) + insert + before.slice(at + remove)).toBe(after);
      }),
    );
  });

  test("takes a character beyond the basic plane whole", () => {
    // The two share their first half.
    expect(minimalEdit("🙂", "🙃", 2)).toEqual({ at: 0, remove: 2, insert: "🙃" });
  });
});

test("an index moves with the text before it", () => {
  expect(indexAfter(5, [{ retain: 2 }, { insert: "abc" }])).toBe(8);
  expect(indexAfter(5, [{ retain: 1 }, { delete: 2 }])).toBe(3);
  expect(indexAfter(2, [{ retain: 1 }, { delete: 4 }])).toBe(1);
  expect(indexAfter(2, [{ retain: 2 }, { insert: "abc" }])).toBe(2);
});

test("typed text is in the text, letter by letter", () => {
  const mina = new Typist("Ship it ").put(8).type("Friday");
  expect(mina.text.toString()).toBe("Ship it Friday");
});

test("text that somebody else writes before the caret moves it along", () => {
  const mina = new Typist("Friday").put(3);
  const jonas = new Typist("Friday").put(0).type("On ");
  meet(mina, jonas);
  expect(mina.seen).toBe("On Fri|day");
});

test("a selection keeps its letters", () => {
  const mina = new Typist("rest Saturday");
  mina.field.setSelectionRange(5, 8);
  const jonas = new Typist("rest Saturday").put(0).type("we ");
  meet(mina, jonas);
  expect([mina.field.selectionStart, mina.field.selectionEnd]).toEqual([8, 11]);
  mina.replace("Sun");
  expect(mina.text.toString()).toBe("we rest Sunurday");
});

test("two who type at one place do not mix their words", () => {
  const mina = new Typist("").put(0);
  const jonas = new Typist("").put(0);
  for (const index of [0, 1, 2, 3, 4]) {
    mina.type("hello"[index] ?? "");
    jonas.type("WORLD"[index] ?? "");
    meet(mina, jonas);
  }
  expect(mina.text.toString()).toBe(jonas.text.toString());
  expect(["helloWORLD", "WORLDhello"]).toContain(mina.text.toString());
});

test("while letters are composed the field is left alone, and then both texts are there", () => {
  const mina = new Typist("ab").put(1);
  const jonas = new Typist("ab").put(2).type("!");
  mina.binding.compositionStart();
  mina.compose("に");
  meet(mina, jonas);
  expect(mina.field.value).toBe("aにb");
  mina.field.setSelectionRange(1, 2);
  mina.compose("日本");
  mina.binding.input();
  mina.binding.compositionEnd();
  expect(mina.text.toString()).toBe("a日本b!");
  expect(mina.seen).toBe("a日本|b!");
});

test("text that others write before the composed letters does not displace them", () => {
  const mina = new Typist("ab").put(2);
  const jonas = new Typist("ab").put(0).type("xyz");
  mina.binding.compositionStart();
  mina.compose("日");
  meet(mina, jonas);
  mina.binding.compositionEnd();
  expect(mina.seen).toBe("xyzab日|");
  expect(mina.text.toString()).toBe("xyzab日");
});

test("composed letters that nobody has disturbed are in the text as they come", () => {
  const mina = new Typist("").put(0);
  mina.binding.compositionStart();
  mina.replace("h").replace("e");
  expect(mina.text.toString()).toBe("he");
});

test("R179: letters are typed where they are seen, whatever a program has embedded in the text", () => {
  const mina = new Typist("Ship it");
  mina.text.insertEmbed(0, { image: "a" });
  mina.text.insertEmbed(5, { image: "b" });
  expect(mina.field.value).toBe("Ship it");
  mina.put(4).type("s");
  mina.put(8).type("!");
  expect(mina.text.toString()).toBe("Ships it!");
  mina.field.setSelectionRange(1, 6);
  mina.replace("");
  expect(mina.seen).toBe("S|it!");
  expect(mina.text.toString()).toBe("Sit!");
  expect(mina.text.toDelta()).toContainEqual({ insert: { image: "b" } });
});

test("R179: an embed of somebody else moves neither my caret nor my composed letters", () => {
  const mina = new Typist("ab").put(1);
  const jonas = new Typist("ab");
  jonas.text.insertEmbed(0, { image: "a" });
  meet(mina, jonas);
  expect(mina.seen).toBe("a|b");
  mina.binding.compositionStart();
  mina.compose("日");
  jonas.put(0).type("x");
  jonas.text.insertEmbed(0, { image: "b" });
  meet(mina, jonas);
  expect(mina.binding.words).toBe("xa日b");
  mina.binding.compositionEnd();
  expect(mina.seen).toBe("xa日|b");
  expect(mina.text.toString()).toBe("xa日b");
});

test("R179: my caret keeps to its letter on the others' screens while they type before it", () => {
  const mina = new Typist("Friday").put(3);
  const jonas = new Typist("Friday").put(0);
  const { caret } = mina.binding;
  jonas.type("On ");
  if (caret === null) throw new Error("Mina has no caret");
  const seen = Y.createAbsolutePositionFromRelativePosition(
    Y.createRelativePositionFromJSON(caret.position),
    jonas.doc,
  );
  expect(caret.index).toBe(3);
  expect(seen?.index).toBe(6);
});

test("R178: my own undo puts the caret where it has changed something", () => {
  const mina = new Typist("Ship ").put(5);
  const undo = new Y.UndoManager(mina.text, { trackedOrigins: new Set([mina]) });
  mina.type("it");
  mina.put(0);
  undo.undo();
  expect(mina.seen).toBe("Ship |");
  undo.redo();
  expect(mina.seen).toBe("Ship it|");
});

test("whatever several people type, wherever, all fields show the same text in the end", () => {
  const step = fc.record({
    who: fc.nat(2),
    at: fc.nat(30),
    length: fc.nat(3),
    insert: fc.string({ unit: fc.constantFrom("a", "b", "\n", "🙂"), maxLength: 3 }),
    meets: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const typists = [new Typist("Stoa"), new Typist("Stoa"), new Typist("Stoa")];
      for (const { who, at, length, insert, meets } of steps) {
        const typist = typists[who];
        if (typist === undefined) continue;
        const letters = [...typist.field.value];
        const start = letters.slice(0, at).join("").length;
        const end = letters.slice(0, at + length).join("").length;
        typist.field.setSelectionRange(start, end);
        typist.replace(insert);
        if (meets) meet(...typists);
      }
      meet(...typists);
      for (const { field, text } of typists) {
        expect(field.value).toBe(typists[0]?.text.toString());
        expect(field.value).toBe(text.toString());
      }
    }),
    { numRuns: 60 },
  );
});
