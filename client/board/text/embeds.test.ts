import fc from "fast-check";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { embedsOf, piecesOf, toLetters, toTextIndex } from "./embeds.ts";

/** A text of letters and, where a list has `null`, embeds. */
function textOf(parts: readonly (string | null)[]): Y.Text {
  const text = new Y.Doc().getText();
  for (const part of parts) {
    if (part === null) text.insertEmbed(text.length, { image: "x" });
    else text.insert(text.length, part);
  }
  return text;
}

const parts = fc.array(fc.oneof(fc.constant(null), fc.constantFrom("a", "bc", "🙂")), {
  maxLength: 12,
});

test("R179: letters are found whatever embeds stand between them", () => {
  fc.assert(
    fc.property(parts, fc.nat(20), (list, index) => {
      const text = textOf(list);
      const embeds = embedsOf(text);
      const letters = Math.min(index, text.toString().length);
      const at = toTextIndex(embeds, letters);
      expect(toLetters(embeds, at)).toBe(letters);
      text.insert(at, "#");
      expect(text.toString()[letters]).toBe("#");
    }),
  );
});

test("R179: letters are deleted, and the embeds between them stay", () => {
  fc.assert(
    fc.property(parts, fc.nat(20), fc.nat(20), (list, a, b) => {
      const text = textOf(list);
      const before = text.toString();
      const embeds = embedsOf(text);
      const from = Math.min(a, b, before.length);
      const to = Math.min(Math.max(a, b), before.length);
      for (const { at, length } of piecesOf(embeds, from, to)) text.delete(at, length);
      // Half of an emoji that is left alone becomes a sign of its own.
      const isWhole = !/[\ud800-\udfff]/.test(before);
      if (isWhole) expect(text.toString()).toBe(before.slice(0, from) + before.slice(to));
      expect(embedsOf(text)).toHaveLength(embeds.length);
    }),
  );
});
