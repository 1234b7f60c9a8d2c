import { readdirSync, readFileSync } from "node:fs";
import { sep } from "node:path";
import { expect, test } from "vitest";

const CLIENT = new URL("../client/", import.meta.url);

/** The text of every style sheet of the client, by its path there. */
const SHEETS: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(CLIENT, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll(sep, "/"))
    .filter((path) => path.endsWith(".css"))
    .map((path) => [path, readFileSync(new URL(path, CLIENT), "utf8")]),
);

/** The text before a `{`, with the `@` rules around it. */
interface Rule {
  readonly prelude: string;
  readonly within: readonly string[];
}

/** A style sheet without its comments, and its rules. */
function rulesOf(text: string): Rule[] {
  const rules: Rule[] = [];
  const within: string[] = [];
  for (const [, before = "", end] of text
    .replace(/\/\*.*?\*\//gs, "")
    .matchAll(/([^{};]*)([{};])/g)) {
    const prelude = before.trim();
    if (end === "}") within.pop();
    if (end !== "{") continue;
    rules.push({ prelude, within: [...within] });
    within.push(prelude);
  }
  return rules;
}

const CONTROLS = /^ui\/|^styles\/(?:controls|people)\.css/;
const BASE = /^styles\/(?:base|tokens)\.css/;

const layerOf = (path: string): string =>
  BASE.test(path) ? "base" : CONTROLS.test(path) ? "controls" : "parts";

/** The prefix of a part's classes: its folder, or in `app` the first word of its file. */
function prefixOf(path: string): string {
  const [, folder = "", inner] = /^(\w+)\/(?:(\w+)\/)?/.exec(path) ?? [];
  if (folder !== "app") return folder;
  return inner ?? /(\w+)[\w-]*\.css$/.exec(path)?.[1] ?? "";
}

const classesOf = (selector: string): string[] =>
  [...selector.matchAll(/\.([a-zA-Z][\w-]*)/g)].map(([, name = ""]) => name);

/** Whether a class or an animation is a part's own: its prefix alone, or with more words. */
const isOf = (prefix: string, name: string): boolean =>
  name === prefix || name.startsWith(`${prefix}-`);

/** A list of selectors, split at the commas outside brackets. */
function selectorsOf(prelude: string): string[] {
  let depth = 0;
  const marked = [...prelude].map((letter) => {
    depth += letter === "(" ? 1 : letter === ")" ? -1 : 0;
    return letter === "," && depth === 0 ? "{" : letter;
  });
  return marked.join("").split("{");
}

/** The selectors of a sheet, and the names of its animations. */
function namesIn(text: string): { selectors: string[]; animations: string[] } {
  const rules = rulesOf(text).filter(({ within }) =>
    within.every((rule) => !rule.startsWith("@keyframes")),
  );
  return {
    selectors: rules.flatMap(({ prelude }) =>
      prelude.startsWith("@") ? [] : selectorsOf(prelude),
    ),
    animations: rules.flatMap(({ prelude }) => /^@keyframes (.+)/.exec(prelude)?.[1] ?? []),
  };
}

const PARTS = Object.entries(SHEETS).filter(([path]) => layerOf(path) === "parts");
const SHARED = Object.entries(SHEETS).filter(([path]) => layerOf(path) !== "parts");

/** Every class of the parts that begins with the prefix of a part. */
const prefixes = new Set(PARTS.map(([path]) => prefixOf(path)));
const shared = new Set(SHARED.flatMap(([, text]) => namesIn(text).selectors.flatMap(classesOf)));

test("each style sheet stands in its layer, as a whole", () => {
  expect(Object.keys(SHEETS).length).toBeGreaterThan(20);
  for (const [path, text] of Object.entries(SHEETS)) {
    const outside = rulesOf(text).filter(({ within }) => within.length === 0);
    expect(new Set(outside.map(({ prelude }) => prelude)), path).toEqual(
      new Set([`@layer ${layerOf(path)}`]),
    );
  }
  expect(SHEETS["styles/base.css"]).toMatch(/^\/\*.*\*\/\n@layer base, controls, parts;\n/);
});

test("each class and animation of a part begins with the part's name", () => {
  const wrong = PARTS.flatMap(([path, text]) => {
    const prefix = prefixOf(path);
    const { selectors, animations } = namesIn(text);
    const known = (name: string): boolean =>
      name.startsWith("is-") ||
      shared.has(name) ||
      [...prefixes].some((other) => isOf(other, name));
    return [
      // A selector reaches from a class of its own part.
      ...selectors.filter((selector) => !classesOf(selector).some((name) => isOf(prefix, name))),
      ...selectors.flatMap(classesOf).filter((name) => !known(name)),
      ...animations.filter((name) => !isOf(prefix, name)),
    ].map((name) => `${path}: ${name.trim()}`);
  });
  expect(wrong).toEqual([]);
});

test("no part takes a name that the controls have", () => {
  const taken = [...shared].filter((name) => [...prefixes].some((prefix) => isOf(prefix, name)));
  expect(taken).toEqual([]);
});

test("colours and heights over the page are tokens", () => {
  const literal = /#[0-9a-f]{3,8}\b|\brgba?\(|z-index: *-?\d/gi;
  const found = Object.entries(SHEETS)
    .filter(([path]) => path !== "styles/tokens.css")
    // A mask takes the opacity alone.
    .map(([path, text]) => [path, text.replaceAll(/^ *mask(?:-image)?:[^;]*;/gm, "")] as const)
    .flatMap(([path, text]) => [...text.matchAll(literal)].map(([hit]) => `${path}: ${hit}`));
  expect(found).toEqual([]);
});
