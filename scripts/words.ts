import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runCommand } from "./failure.ts";
import { complaintsOfPage, complaintsOfSource } from "./words/rules.ts";

const PAGES = "{*,docs/*,worker/*/*}.md";
const SOURCES = "{worker,shared,client,scripts,bench,e2e,testkit}/**/*.{ts,tsx,mjs}";

/** `npm run words`: how docs and comments are worded, by the rules in CONTRIBUTING.md. */
await runCommand(async () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const read = (file: string): string => readFileSync(join(root, file), "utf8");
  const pages = globSync(PAGES, { cwd: root });
  const sources = globSync(SOURCES, { cwd: root, exclude: ["**/node_modules"] });
  const complaints = [
    ...pages.flatMap((file) => complaintsOfPage(file, read(file))),
    ...sources.flatMap((file) => complaintsOfSource(file, read(file))),
  ];
  for (const complaint of complaints) console.error(complaint);
  console.log(`${pages.length + sources.length} files, ${complaints.length} against the words`);
  return sources.length > 0 && complaints.length === 0 ? 0 : 1;
});
