import { expect, test } from "vitest";
import { chosenLanguage, keepLanguage, wantedLanguages } from "./language.ts";
import type { KeptValues } from "./storage.ts";

test("R395: the embedding page's language comes first, then the user's choice, then the browser's", () => {
  expect(wantedLanguages(["fr", "en"], "system")).toEqual(["fr", "en"]);
  expect(wantedLanguages(["fr"], "de")).toEqual(["de", "fr"]);
  expect(wantedLanguages(["fr"], "de", "es")).toEqual(["es", "de", "fr"]);
});

test("R395: a browser keeps the chosen language, and what it cannot be is no choice", () => {
  const values = new Map<string, unknown>();
  const kept = {
    read: (key: string) => values.get(key) ?? null,
    write: (key: string, value: unknown) => void values.set(key, value),
  } as unknown as KeptValues;
  expect(chosenLanguage(kept)).toBe("system");
  keepLanguage("es", kept);
  expect(chosenLanguage(kept)).toBe("es");
});
