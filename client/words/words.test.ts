import { afterEach, expect, test } from "vitest";
import { en } from "./en.ts";
import { plural } from "./plural.ts";
import { wordsOf } from "./test-catalogues.ts";
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

afterEach(async () => void (await speak(["en"])));

test("every key of a catalogue is used: by itself, or with the group that is taken as a whole", () => {
  const used = new Set(
    SOURCES.flatMap((text) =>
      [...text.matchAll(/(?:(?<![\w.])|\.{3})((?:w|\w+W)ords(?:\.\w+)+)/g)].map(
        ([, path]) => path ?? "",
      ),
    ),
  );
  const parts = (key: string) =>
    key.split(".").map((_, end, all) => all.slice(0, end + 1).join("."));
  const isUsed = (key: string) =>
    parts(key)
      .slice(1)
      .some((part) => used.has(part));
  expect([...wordsOf("en").keys()].filter((key) => !isUsed(key))).toEqual([]);
});

test("every key has words", () => {
  for (const [key, value] of wordsOf("en")) {
    expect(typeof value === "function" || (typeof value === "string" && value !== ""), key).toBe(
      true,
    );
  }
});

test("the first load of a page reads no catalogue that comes after the choice of a language", () => {
  const imported = /^(?:import|export)\s+(?!type\b)(?:[^;"']*?\sfrom\s+)?["'](\.[^"']+)["']/gm;
  const seen = new Set<string>();
  const visit = (path: string): void => {
    const text = FILES[path];
    if (text === undefined || seen.has(path)) return;
    seen.add(path);
    for (const [, to = ""] of text.matchAll(imported)) {
      const { pathname } = new URL(to, `https://client/words/${path}`);
      visit(pathname.replace(/^\/words\//, "./").replace(/^\//, "../"));
    }
  };
  for (const entry of ["../main.tsx", "../room.tsx", "../embed.ts", "../embed/mount.tsx"])
    visit(entry);
  const catalogues = [...seen].filter(
    (path) => /\/[\w-]*words\.ts$/.test(path) && /inLanguage/.test(FILES[path] ?? ""),
  );
  expect(catalogues.sort()).toEqual(["./home-words.ts", "./words.ts"]);
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
  const other: Words = { ...en, theme: { ...en.theme, dark: "Dunkel" } };
  const languages = { de: () => Promise.resolve(other) };
  expect(await speak(["fr-CH", "de-AT", "en"], languages)).toBe("de");
  expect(words.theme.dark).toBe("Dunkel");
  expect(await speak(["en-GB", "de"], languages)).toBe("en");
  expect(words.theme.dark).toBe("Dark");
  expect(await speak(["fr"], languages)).toBe("en");
  expect(await speak(["constructor"], languages)).toBe("en");
  const broken = { de: () => Promise.reject(new Error("no connection")) };
  expect(await speak(["de"], broken)).toBe("en");
  expect(words.theme.dark).toBe("Dark");
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
