import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { piecesOf } from "./links.ts";

const hrefs = (text: string): string[] =>
  piecesOf(text).flatMap((piece) => (piece.kind === "link" ? [piece.href] : []));

describe("links in messages", () => {
  test.each([
    ["see http://example.com", "http://example.com/"],
    ["HTTPS://Example.com/Path?a=1&b=2#here", "https://example.com/Path?a=1&b=2#here"],
    ["http://localhost:8787/room/spring", "http://localhost:8787/room/spring"],
    ["write to mailto:mina@example.com", "mailto:mina@example.com"],
    ["or just mina@example.com", "mailto:mina@example.com"],
    [
      "https://en.wikipedia.org/wiki/Stoa_(disambiguation)",
      "https://en.wikipedia.org/wiki/Stoa_(disambiguation)",
    ],
  ])("%j can be followed to %s", (text, href) => {
    expect(hrefs(text)).toEqual([href]);
  });

  test.each([
    ["(https://example.com/a)", "https://example.com/a"],
    ["https://example.com/a.", "https://example.com/a"],
    ["https://example.com/a, then", "https://example.com/a"],
    ["Really? https://example.com/a!", "https://example.com/a"],
    ['"https://example.com/a"', "https://example.com/a"],
    ["<https://example.com/a>", "https://example.com/a"],
  ])("the punctuation around the link in %j is not part of it", (text, href) => {
    expect(hrefs(text)).toEqual([href]);
  });

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "javascript://example.com/%0aalert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "ftp://example.com/a",
    "//example.com/a",
    "see notes.md, node.js and example.com",
    "https://bank.example@evil.example/",
    "https://user:secret@example.com/",
    "https://example.com/\u202egpj.exe",
    "https://exam\u200bple.com/",
    "http://",
    "https://?",
  ])("%j is no link", (text) => {
    expect(hrefs(text)).toEqual([]);
  });

  test("a host in foreign letters that look like others is told in its plain form", () => {
    expect(hrefs("https://аpple.com/")).toEqual(["https://xn--pple-43d.com/"]);
  });

  test.each([
    // Cyrillic а; Cyrillic throughout, and like Latin throughout; Greek ο; two scripts in one label; a small capital.
    "https://аpple.com/",
    "https://аррӏе.com/",
    "https://gοοgle.com/",
    "https://bаnk-банк.example/",
    "https://ɡoogle.com/",
    "https://раураӏ.com/login",
    "https://xn--80ak6aa92e.com/",
  ])("the host of %j is shown as what it is", (text) => {
    const [piece] = piecesOf(text);
    if (piece?.kind !== "link") throw new Error("It is no link.");
    expect(piece.shown).toBe(piece.href);
    expect(piece.shown).toContain("xn--");
    expect(piece.text).toBe(text);
  });

  test.each([
    "https://müller.de/",
    "https://пример.рф/",
    "https://例え.テスト/",
    "https://한국.kr/",
    "https://ελλάδα.gr/",
    "https://example.com/б?q=а",
    "https://مثال.إختبار/",
  ])("%j of one script is shown as it was written", (text) => {
    const [piece] = piecesOf(text);
    if (piece?.kind !== "link") throw new Error("It is no link.");
    expect(piece.shown).toBe(text);
  });

  test("a mail address that can be taken for another is no link", () => {
    expect(hrefs("mail mina@аpple.com")).toEqual([]);
  });

  test("whatever is written, nothing is lost, and only three schemes are ever followed", () => {
    const parts = fc.oneof(
      fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }),
      fc.constantFrom(
        "http://",
        "https://a.example",
        "mailto:",
        "javascript:",
        "data:",
        "@",
        "\u202e",
      ),
    );
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 8 }), (texts) => {
        const text = texts.join("");
        const pieces = piecesOf(text);
        expect(pieces.map((piece) => piece.text).join("")).toBe(text);
        for (const href of hrefs(text)) expect(href).toMatch(/^(https?:\/\/|mailto:)/);
      }),
      { numRuns: 40 },
    );
  });
});
