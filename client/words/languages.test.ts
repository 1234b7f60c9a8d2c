/** Tests of the catalogues of other languages against the English one. */
import { expect, test } from "vitest";
import { commentWords as deComments } from "./comments-de.ts";
import { commentWords as enComments } from "./comments-en.ts";
import { commentWords as esComments } from "./comments-es.ts";
import { de } from "./de.ts";
import { en } from "./en.ts";
import { es } from "./es.ts";

type Leaf = string | ((...values: number[]) => string);

/** The words of a catalogue by their keys, such as `tools.pen`. */
function leavesOf(part: object, path = ""): Map<string, Leaf> {
  return new Map(
    Object.entries(part).flatMap(([key, value]: [string, unknown]): (readonly [string, Leaf])[] =>
      typeof value === "object" && value !== null
        ? [...leavesOf(value, `${path}${key}.`)]
        : [[`${path}${key}`, value as Leaf]],
    ),
  );
}

/** Every catalogue of each language, as one. */
const ALL = {
  en: { ...en, comments: enComments },
  de: { ...de, comments: deComments },
  es: { ...es, comments: esComments },
};

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
  /^(?:zoom\.(?:label|percent)|styles\.percent|exporting\.(?:times|formats\.\w+)|reactions\.counted|home\.drawing\.(?:mina|jonas)|home\.starts\.retro\.label|templates\.retro\.title|chat\.title|time\.day|guests\.name|keys\.\w+)$/;

test.each([
  ["de", ALL.de],
  ["es", ALL.es],
])("R395: %s has every word of the page, each with what English puts into it", (_, other) => {
  const ours = leavesOf(ALL.en);
  const theirs = leavesOf(other);
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
});

test.each([
  ["de", ALL.de],
  ["es", ALL.es],
])("R395: no word of %s was left in English", (language, other) => {
  const theirs = leavesOf(other);
  const same = [...leavesOf(ALL.en)].filter(
    ([key, english]) =>
      spoken(english, [1, 2, 3]).phrase === spoken(theirs.get(key) ?? "", [1, 2, 3]).phrase,
  );
  const left = same.filter(([key]) => !EVERYWHERE.test(key) && !SHARED[language]?.test(key));
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
