import { afterEach, expect, test } from "vitest";
import { commentWords } from "./comments-en.ts";
import { en } from "./en.ts";
import { plural } from "./plural.ts";
import { speak, type Words, words } from "./words.ts";

/** The text of every file of the client, by its path. */
const FILES: Readonly<Record<string, string>> = import.meta.glob("../**/*.{ts,tsx}", {
  eager: true,
  query: "?raw",
  import: "default",
});

/** The text of what the page runs: no tests, and not the catalogue itself. */
const SOURCES = Object.entries(FILES)
  .filter(([path]) => !/\.test\.tsx?$|\/words\/|^\.\//.test(path))
  .map(([, text]) => text);

/** The keys of all words, such as `tools.pen`. */
function keysOf(part: object, path = ""): string[] {
  return Object.entries(part).flatMap(([key, value]: [string, unknown]) =>
    typeof value === "object" && value !== null
      ? keysOf(value, `${path}${key}.`)
      : [`${path}${key}`],
  );
}

const KEYS = keysOf(en);

afterEach(async () => void (await speak(["en"])));

test("every key of the catalogue is used: by itself, or with the group that is taken as a whole", () => {
  const used = SOURCES.flatMap((text) => [...text.matchAll(/\bwords((?:\.\w+)+)(?!\w)/g)]).map(
    ([, path]) => path?.slice(1) ?? "",
  );
  const isUsed = (key: string) => used.some((path) => key === path || key.startsWith(`${path}.`));
  expect(KEYS.filter((key) => !isUsed(key))).toEqual([]);
});

test("every word of comments is used", () => {
  const used = SOURCES.flatMap((text) => [...text.matchAll(/\bcommentWords((?:\.\w+)+)/g)]).map(
    ([, path]) => path?.slice(1) ?? "",
  );
  const isUsed = (key: string) => used.some((path) => key === path || key.startsWith(`${path}.`));
  expect(keysOf(commentWords).filter((key) => !isUsed(key))).toEqual([]);
});

test("every key that is used has words", () => {
  for (const key of KEYS) {
    const value = key.split(".").reduce<unknown>((part, name) => (part as never)[name], en);
    expect(typeof value === "function" || (typeof value === "string" && value !== ""), key).toBe(
      true,
    );
  }
});

test("the parts of the page have no words of their own", () => {
  const literal =
    /(?:aria-label|label|legend|title|placeholder|aria-description)="[^"]*[A-Za-z]|>\s*[A-Z][a-z]+ [^<>{}]*</g;
  const found = Object.entries(FILES)
    .filter(([path]) =>
      /\/(?:app|board|chat|comments|embed|people|ui)\/.*(?<!\.test)\.tsx$/.test(path),
    )
    .flatMap(([path, text]) => [...text.matchAll(literal)].map(([hit]) => `${path}: ${hit}`));
  expect(found).toEqual([]);
});

test("another language is one file: the page speaks it where a browser asks for it", async () => {
  const other: Words = { ...en, tools: { ...en.tools, pen: "Stift" } };
  const languages = { de: () => Promise.resolve(other) };
  expect(await speak(["fr-CH", "de-AT", "en"], languages)).toBe("de");
  expect(words.tools.pen).toBe("Stift");
  expect(await speak(["en-GB", "de"], languages)).toBe("en");
  expect(words.tools.pen).toBe("Pen");
  expect(await speak(["fr"], languages)).toBe("en");
  expect(await speak(["constructor"], languages)).toBe("en");
  const broken = { de: () => Promise.reject(new Error("no connection")) };
  expect(await speak(["de"], broken)).toBe("en");
  expect(words.tools.pen).toBe("Pen");
});

test("numbers take the form that their language has for them", () => {
  const count = plural("ar");
  const forms = { zero: "none", one: "one", two: "a pair", few: "# few", other: "# other" };
  expect([0, 1, 2, 3, 100].map((number) => count(number, forms).replace(/[\d٠-٩]+/, "n"))).toEqual([
    "none",
    "one",
    "a pair",
    "n few",
    "n other",
  ]);
  expect(plural("en")(1, { one: "# shape", other: "# shapes" })).toBe("1 shape");
  expect(plural("en")(1_200, { one: "# shape", other: "# shapes" })).toBe("1,200 shapes");
});
