import { expect, test } from "vitest";
import { TextSteps } from "./steps.ts";

/** Types letter by letter into an empty text; gives the text cut where a step begins. */
function typed(letters: string, steps = new TextSteps()): string[] {
  const cut: string[] = [];
  let text = "";
  for (const letter of letters) {
    const at = text.length;
    text += letter;
    if (steps.begins({ at, remove: 0, insert: letter }, text, false)) cut.push("");
    cut.push(`${cut.pop() ?? ""}${letter}`);
  }
  return cut;
}

test("R178: each word is a step, with the blanks and signs behind it", () => {
  expect(typed("Ship it, on Friday.")).toEqual(["Ship ", "it, ", "on ", "Friday."]);
  expect(typed("don't\nwait")).toEqual(["don't\n", "wait"]);
});

test("R178: words of a script without blanks are steps, too", () => {
  expect(typed("日本語を話す").length).toBeGreaterThan(1);
});

test("R178: letters that an input method replaces belong to the step that they began", () => {
  const steps = new TextSteps();
  typed("Hello ", steps);
  steps.compose();
  expect(steps.begins({ at: 6, remove: 0, insert: "に" }, "Hello に", true)).toBe(true);
  expect(steps.begins({ at: 6, remove: 1, insert: "日" }, "Hello 日", true)).toBe(false);
  expect(steps.begins({ at: 7, remove: 0, insert: "本" }, "Hello 日本", true)).toBe(false);
});

test("R178: deleting is a step of its own, letter by letter or all at once", () => {
  const steps = new TextSteps();
  typed("Hello", steps);
  expect(steps.begins({ at: 4, remove: 1, insert: "" }, "Hell", false)).toBe(true);
  expect(steps.begins({ at: 3, remove: 1, insert: "" }, "Hel", false)).toBe(false);
  expect(steps.begins({ at: 0, remove: 3, insert: "" }, "", false)).toBe(true);
});

test("R178: a paste, and letters typed at another place, are steps", () => {
  const steps = new TextSteps();
  typed("Hello", steps);
  expect(steps.begins({ at: 5, remove: 0, insert: "oo oo" }, "Hellooo oo", false)).toBe(true);
  expect(steps.begins({ at: 2, remove: 0, insert: "l" }, "Helllooo oo", false)).toBe(true);
});

test("R178: a caret that others have moved along goes on with its word", () => {
  const steps = new TextSteps();
  typed("Hel", steps);
  steps.moveTo(8);
  expect(steps.begins({ at: 8, remove: 0, insert: "l" }, "Oh, oh Hell", false)).toBe(false);
});
