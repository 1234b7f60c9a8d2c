import { expect, test } from "vitest";
import { readText } from "./parse-text.ts";

test("R294: several paragraphs are one text, and line ends of other systems are the same", () => {
  expect(readText("\r\n  One\r\nparagraph.\r\n\r\nAnother, with a comma.  \n")).toEqual({
    kind: "words",
    words: "  One\nparagraph.\n\nAnother, with a comma.",
  });
  expect(readText(" \n ")).toEqual({ kind: "nothing" });
});

test("R294: a Markdown list is its items, with what stands below and inside them", () => {
  const items = ["one", "two\ngoes on\n• inner\n• ☑ done", "☐ three"];
  for (const mark of ["-", "*", "+", "1.", "2)"]) {
    const text = `${mark} one\n\n${mark} two\n  goes on\n    - inner\n    - [x] done\n${mark} [ ] three`;
    expect(readText(text)).toEqual({ kind: "list", items });
    expect(readText(text, true).kind).toBe("words");
  }
  for (const text of [
    "- alone",
    "Title\n- one\n- two",
    "- one\nand prose",
    "-one\n-two",
    "1.5\n2.5",
  ]) {
    expect(readText(text).kind).toBe("words");
  }
});

test("R294: cells of a spreadsheet, and of files with commas or semicolons, are a table", () => {
  const rows = [
    ["a", "b b"],
    ["1", "2"],
  ];
  expect(readText("a\tb b\r\n1\t2\r\n")).toEqual({ kind: "table", rows });
  expect(readText("a\tb b")).toEqual({ kind: "table", rows: [rows[0]] });
  expect(readText("a,b b\n1,2")).toEqual({ kind: "table", rows });
  expect(readText("a;b b\n1;2")).toEqual({ kind: "table", rows });
  expect(readText('"a, ""quoted""\nand broken",b\n,""')).toEqual({
    kind: "table",
    rows: [
      ['a, "quoted"\nand broken', "b"],
      ["", ""],
    ],
  });
});

test("R294: prose with commas, code with tabs, and quotes without an end are words", () => {
  const texts = [
    "Hello, world\nGoodbye, world",
    "one, two",
    "a,b\nc",
    "\tif (x) {\n\t\ty();\n\t}",
    '"a,b\nc,d',
    '"a"b,c\n"d"e,f',
  ];
  for (const text of texts) expect(readText(text).kind, text).toBe("words");
});

test("R294: an address alone is one, and one in a sentence is words", () => {
  expect(readText(" https://example.org/a?b#c\n")).toEqual({
    kind: "address",
    url: "https://example.org/a?b#c",
  });
  for (const text of [
    "see https://example.org",
    "javascript:alert(1)",
    "https://a.org\nhttps://b.org",
  ]) {
    expect(readText(text).kind).toBe("words");
  }
});
