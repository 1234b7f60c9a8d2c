import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const PAGES = globSync("{*,docs/*,worker/*/*}.md", { cwd: root });
const OURS = /`((?:worker|shared|client|scripts|bench|e2e|testkit|docs)\/[\w./-]+\.\w+)`/g;

const read = (page: string): string => readFileSync(join(root, page), "utf8");

/** The names of a page's headings, as links know them. */
function anchorsOf(page: string): string[] {
  return [...read(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, "")
      .replaceAll(" ", "-"),
  );
}

test.each(PAGES)("every file that %s names is there", (page) => {
  const names = [...read(page).matchAll(OURS)].map(([, name = ""]) => name);
  expect(names.filter((name) => !existsSync(join(root, name)))).toEqual([]);
});

test.each(PAGES)("every link of %s leads to a file and to a heading in it", (page) => {
  const links = [...read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
  const broken = links.filter(([, path = "", anchor]) => {
    const target = path === "" ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(target).includes(anchor);
  });
  expect(broken.map(([link]) => link)).toEqual([]);
});
