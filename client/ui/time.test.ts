import { describe, expect, test } from "vitest";
import { dayName, exactTime, localeOfWords, messageTime, visitTime } from "./time.ts";

const at = (text: string): number => new Date(text).getTime();
const now = at("2026-11-20T15:00:00");

describe("a message's time", () => {
  test.each([
    ["2026-11-20T14:59:31", "just now"],
    ["2026-11-20T15:00:20", "just now"],
    ["2026-11-20T14:55:00", "5 min ago"],
    ["2026-11-20T12:10:00", "2 h ago"],
    ["2026-11-19T15:30:00", "23 h ago"],
    ["2026-11-19T14:30:00", "14:30"],
  ])("%s is said as %j", (time, words) => {
    expect(messageTime(at(time), now, "en-GB")).toBe(words);
  });
});

describe("the last visit", () => {
  test.each([
    ["2026-11-20T14:59:50", "just now"],
    ["2026-11-20T09:00:00", "6 h ago"],
    ["2026-11-19T23:00:00", "yesterday"],
    ["2026-11-19T01:00:00", "yesterday"],
    ["2026-11-14T12:00:00", "last Saturday"],
    ["2026-11-13T12:00:00", "13 November"],
    ["2024-11-03T12:00:00", "3 November 2024"],
  ])("%s is said as %j", (time, words) => {
    expect(visitTime(at(time), now, "en-GB")).toBe(words);
  });
});

describe("a day's name", () => {
  test.each([
    ["2026-11-20T00:00:01", "Today"],
    ["2026-11-20T15:10:00", "Today"],
    ["2026-11-19T23:59:00", "Yesterday"],
    ["2026-11-13T12:00:00", "Friday, 13 November"],
  ])("%s is %j", (time, words) => {
    expect(dayName(at(time), now, "en-GB")).toBe(words);
  });
});

describe("R175: dates are in the language of the page's words", () => {
  test.each([
    ["en", "en"],
    ["en-US", "en-US"],
    ["en-IN", "en-IN"],
    ["de-DE", "en-GB"],
    ["ar", "en-GB"],
    ["en-US@posix", "en-GB"],
    ["eno", "en-GB"],
    ["", "en-GB"],
    [undefined, "en-GB"],
  ])("a browser of %j writes as %s", (language, locale) => {
    expect(localeOfWords(language)).toBe(locale);
    // Each can be used.
    expect(exactTime(now, localeOfWords(language))).toMatch(/Friday.*November.*2026/);
  });

  test.each([
    ["de-AT", "de", "de-AT"],
    ["en-US", "de", "de"],
    ["es", "es", "es"],
    [undefined, "es", "es"],
  ])("a browser of %j whose page speaks %s writes as %s", (browser, spoken, locale) => {
    expect(localeOfWords(browser, spoken)).toBe(locale);
  });
});
