import { expect, test } from "vitest";
import type { LostShape } from "../board/board.tsx";
import { lostWords } from "./lost-words.ts";

function lost(type: string, deletion: LostShape["deletion"]): LostShape {
  return { saved: { id: "a", fields: { type } }, words: "Decide", deletion };
}

test("R176: the note says who deleted what, where that is known", () => {
  const byMina = lost("note", { kind: "other", name: "Mina" });
  expect(lostWords(byMina)).toBe("Mina deleted this note.");
  const bySomebody = lost("text", { kind: "other", name: null });
  expect(lostWords(bySomebody)).toBe("Somebody deleted this text.");
  const byUndo = lost("ellipse", { kind: "undo" });
  expect(lostWords(byUndo)).toBe("Undo has removed this ellipse, with words in it.");
  expect(lostWords(lost("teapot", { kind: "undo" }))).toContain("this shape");
});
