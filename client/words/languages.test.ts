/** Tests of the catalogues of other languages against the English ones. */
import { expect, test } from "vitest";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";
import { cataloguesOf, type Leaf, wordsOf } from "./test-catalogues.ts";
import { LANGUAGE_NAMES } from "./words.ts";

/** The key of a word in its catalogue. */
const keyOf = (path: string) => path.slice(path.indexOf(".") + 1);

/** A phrase for some values, with the values that appear in it. */
function spoken(leaf: Leaf, values: readonly number[]): { phrase: string; shown: string[] } {
  const phrase = typeof leaf === "string" ? leaf : leaf(...values);
  return { phrase, shown: [...phrase.matchAll(/\d+/g)].map(([number]) => number).sort() };
}

/** Words that another language shares with English. */
const SHARED: Readonly<Record<string, RegExp>> = {
  de: /^(?:board\.label|share\.views\.board|exporting\.format|shapes\.(?:ellipse|link|text)|tools\.(?:ellipse|hand|text)|formatting\.(?:code|link)|colors\.orange|hues\.(?:indigo|magenta)|files\.label|connection\.offline)$/,
  es: /^(?:hues\.magenta|templates\.diagram\.no)$/,
};

/** Words without a letter of their own, names, and what is written the same everywhere. */
const EVERYWHERE =
  /^(?:zoom\.(?:label|percent)|styles\.percent|exporting\.(?:times|formats\.\w+)|reactions\.counted|drawing\.(?:mina|jonas)|starts\.retro\.label|templates\.retro\.title|chat\.title|time\.day|guests\.name|keys\.\w+)$/;

test("there are catalogues of several parts of the page", () => {
  expect([...cataloguesOf("en").keys()]).toEqual(
    expect.arrayContaining(["words", "homeWords", "boardWords", "commentWords"]),
  );
});

test.each(["de", "es"])(
  "R395: %s has every word of the page, each with what English puts into it",
  (language) => {
    expect([...cataloguesOf(language).keys()]).toEqual([...cataloguesOf("en").keys()]);
    const ours = wordsOf("en");
    const theirs = wordsOf(language);
    expect([...theirs.keys()]).toEqual([...ours.keys()]);
    for (const [key, english] of ours) {
      const translated = theirs.get(key) ?? "";
      expect(typeof translated, key).toBe(typeof english);
      const several = [11, 22, 33];
      const { phrase, shown } = spoken(translated, several);
      expect(phrase, key).not.toBe("");
      if (typeof english !== "string") expect(shown, key).toEqual(spoken(english, several).shown);
      expect(spoken(translated, [1, 22, 33]).phrase, key).not.toContain("#");
    }
  },
);

test("every catalogue is loaded in every language that a user can choose", () => {
  const files = import.meta.glob<string>("./*-words.ts", {
    eager: true,
    query: "?raw",
    import: "default",
  });
  for (const [path, text] of Object.entries(files)) {
    for (const language of Object.keys(LANGUAGE_NAMES)) {
      expect(text, path).toContain(path.replace("-words", `-${language}`));
    }
  }
});

test.each(["de", "es"])("R395: no word of %s was left in English", (language) => {
  const theirs = wordsOf(language);
  const same = [...wordsOf("en")].filter(
    ([key, english]) =>
      spoken(english, [1, 2, 3]).phrase === spoken(theirs.get(key) ?? "", [1, 2, 3]).phrase,
  );
  const left = same.filter(
    ([key]) => !EVERYWHERE.test(keyOf(key)) && !SHARED[language]?.test(keyOf(key)),
  );
  expect(left.map(([key]) => key)).toEqual([]);
});

test("R395: a guest's name is of words that fit together", () => {
  for (const { guests } of [en, de, es]) {
    const [qualities, animals] = [guests.qualities.split(" "), guests.animals.split(" ")];
    for (const list of [qualities, animals]) {
      expect(new Set(list).size).toBe(list.length);
      expect(list.length).toBeGreaterThanOrEqual(40);
    }
    const longest = (list: string[]) => Math.max(...list.map((word) => word.length));
    expect(longest(qualities) + longest(animals)).toBeLessThan(40);
  }
});
