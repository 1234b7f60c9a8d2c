/** Tests of waiting for letters before words are measured. */
import { afterEach, expect, test, vi } from "vitest";
import { cssFont, measureText, measureWith } from "../../../shared/board/draw/measure.ts";
import { lettersReady } from "../../board/text/letters.ts";
import { shapesOfTemplate, templateReady } from "./templates.ts";

/** A page whose fonts come when the test says so; letters are 10 units wide before, and 20 after. */
function pageWithLateFonts() {
  let isThere = false;
  let arrive = (): void => undefined;
  const load = vi.fn<(css: string, written: string) => Promise<void>>(
    () =>
      new Promise((resolve) => {
        arrive = () => {
          isThere = true;
          resolve();
        };
      }),
  );
  vi.stubGlobal("document", { fonts: { check: () => isThere, load } });
  const width = () => (isThere ? 20 : 10);
  measureWith(() => ({
    font: "",
    measureText: (text) => ({
      width: text.length * width(),
      fontBoundingBoxAscent: 8,
      fontBoundingBoxDescent: 2,
    }),
  }));
  return { load, arrive: () => arrive() };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
  measureWith(() => null);
});

test("R307: a template is written once its letters can be measured, and its title is as wide as its words", async () => {
  const { load, arrive } = pageWithLateFonts();
  const font = cssFont("hand", 44);
  expect(measureText("Sprint", font)).toBe(60);
  const ready = templateReady("diagram");
  arrive();
  await ready;
  expect(load).toHaveBeenCalledTimes(1);
  expect(measureText("Sprint", font)).toBe(120);
  const [title] = shapesOfTemplate("diagram", null, 0);
  if (title?.type !== "text") throw new Error("the first shape is no text");
  expect(title.size[0]).toBeGreaterThanOrEqual(title.text.length * 20);
});

test("R307: letters that are there are not waited for, and those that never come not for long", async () => {
  vi.useFakeTimers();
  const { load, arrive } = pageWithLateFonts();
  const waits = lettersReady("Sprint");
  await vi.advanceTimersByTimeAsync(10_000);
  await waits;
  arrive();
  await lettersReady("Sprint");
  expect(load).toHaveBeenCalledTimes(1);
});
