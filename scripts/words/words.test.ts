import { describe, expect, test } from "vitest";
import { complaintsOfPage, complaintsOfSource, MAX_WORDS } from "./rules.ts";

const words = (count: number): string => `The ${"very ".repeat(count - 3)}room sleeps.`;
const inDocs = (text: string): string[] => complaintsOfPage("docs/A.md", text);
const inCode = (source: string, file = "bench/a.ts"): string[] => complaintsOfSource(file, source);

describe("rule 1: a sentence begins with a named subject", () => {
  test.each([
    "Who leaves is gone.",
    "The room sleeps. What it holds is stored.",
    "- Whose edit it is counts.",
    "- Whoever edits counts.",
    "A room sleeps.\n\n**Who reads.** The room asks.",
    "1. Rooms sleep.\n2. What they hold\n   is stored.",
    "## What is refused",
  ])("finds %j in a page", (text) => {
    expect(inDocs(text)).toEqual([expect.stringContaining("no named subject")]);
  });

  test.each([
    "Who is here? The room knows.",
    "The room knows who is here, and what they do.",
    "| Who is here |",
    "```\nWho is here.\n```",
    "`What` is a word. The server said “Who is it.” to a client.",
  ])("lets %j pass", (text) => {
    expect(inDocs(text)).toEqual([]);
  });

  test.each([
    "/** What a room holds. */\nexport const a = 1;",
    "/**\n * A room sleeps. Who comes\n * wakes it.\n */\nexport const a = 1;",
    "const a = 1; // Who comes wakes it.",
    "// The room sleeps.\n// Who comes wakes it.\nconst a = 1;",
    "/**\n * Wakes a room.\n *\n * @throws What the room throws.\n */\nexport const a = 1;",
  ])("finds %j in a comment", (source) => {
    expect(inCode(source)).toEqual([expect.stringContaining("no named subject")]);
  });

  test("strings and code are no sentences", () => {
    expect(inCode('const a = "// Who comes.";\nconst b = `/* What is. */`;')).toEqual([]);
  });

  test.each(["who comes wakes it", "R12: what is stored stays", "R1, R2: whose it is"])(
    "finds a test with the title %j",
    (title) => {
      const complaint = [expect.stringContaining("test's title")];
      expect(inCode(`test("${title}", () => {});`, "bench/a.test.ts")).toEqual(complaint);
      expect(inCode(`test.each([1])(\n  "${title}",\n);`, "bench/a.test.ts")).toEqual(complaint);
      expect(inCode(`const a = "${title}";`, "bench/a.ts")).toEqual([]);
    },
  );
});

describe("rule 2: a sentence has a bounded number of words", () => {
  test("counts the words of each sentence by itself", () => {
    expect(inDocs(`${words(MAX_WORDS)} ${words(MAX_WORDS)}`)).toEqual([]);
    expect(inDocs(words(MAX_WORDS + 1))).toEqual([expect.stringContaining("26 words")]);
    expect(inCode(`/** ${words(MAX_WORDS + 1)} */`)).toEqual([expect.stringContaining("26 words")]);
  });

  test("a paragraph, an item and a heading end a sentence, a line does not", () => {
    const half = words(MAX_WORDS - 5).replace(".", "");
    for (const parting of ["\n\n", "\n- ", "\n## ", "\n| a |\n"]) {
      expect(inDocs(half + parting + half)).toEqual([]);
    }
    expect(inDocs(`${half}\n${half}`)).toHaveLength(1);
  });

  test("code, quoted text and addresses are a word each", () => {
    const long = "a ".repeat(30);
    expect(
      inDocs(`The \`${long}\` of “${long}” and "${long}" is [a](https://a.b/c) word.`),
    ).toEqual([]);
  });

  test("says where a paragraph begins", () => {
    expect(inDocs(`# A\n\n${words(30)}`)[0]).toMatch(/^docs\/A\.md:3 /);
    expect(inCode(`const a = 1;\n\n/**\n * ${words(30)}\n */`)[0]).toMatch(/^bench\/a\.ts:4 /);
  });
});

describe("rule 6: a file of the Worker begins with what it owns", () => {
  const head = "/** The room: its sockets. It knows no SQL. */\n";

  test.each([
    `${head}import "./b.ts";`,
    `${head}export { a } from "./b.ts";`,
    `${head}\n/** One. */\nexport const a = 1;`,
  ])("takes %j", (source) => {
    expect(inCode(source, "worker/a.ts")).toEqual([]);
  });

  test.each([
    'import "./b.ts";',
    `${head}export const a = 1;`,
    '/**\n * The room.\n */\nimport "./b.ts";',
    '// The room.\nimport "./b.ts";',
  ])("finds none in %j", (source) => {
    expect(inCode(source, "worker/a.ts")).toEqual([expect.stringContaining("no line /** … */")]);
    expect(inCode(source, "client/a.ts")).toEqual([]);
  });
});
