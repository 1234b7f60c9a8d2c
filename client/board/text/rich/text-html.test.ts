import { expect, test } from "vitest";
import * as Y from "yjs";
import { runsOf } from "../../../../shared/board/draw/runs.ts";
import { replaceByLines } from "./edits.ts";
import { type HtmlNode, isFormattedPaste, linesOf, type PastedLine } from "./html-lines.ts";
import { htmlOfLines, linesBetween, linesWithin, readLines } from "./text-html.ts";

const VOID = new Set(["br", "img", "input", "meta", "hr", "link"]);
const SIGNS: Readonly<Record<string, string>> = {
  nbsp: "\u00a0",
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
};

interface TestNode extends HtmlNode {
  readonly childNodes: TestNode[];
}

/** Reads well-formed HTML, as far as these tests need a browser's reader. */
function nodesOf(html: string): TestNode {
  const signs = (text: string) =>
    text.replace(/&(\w+);/g, (all, name: string) => SIGNS[name] ?? all);
  const element = (name: string, tag: string): TestNode => {
    const attributes = new Map(
      [...tag.matchAll(/([\w-]+)(?:=(?:"([^"]*)"|'([^']*)'|([^\s>"']+)))?/g)].map(
        ([, key = "", a, b, c]) => [key.toLowerCase(), signs(a ?? b ?? c ?? "")] as const,
      ),
    );
    return {
      nodeType: 1,
      localName: name,
      childNodes: [],
      getAttribute: (key) => attributes.get(key) ?? null,
    };
  };
  const root = element("body", "");
  const open = [root];
  for (const [piece, comment, end, name = "", tag = ""] of html.matchAll(
    /(<!--[\s\S]*?-->|<!\[[^>]*>)|<(\/?)([a-z][\w:]*)([^>]*)>|[^<]+/gi,
  )) {
    if (comment !== undefined) continue;
    const top = open.at(-1) ?? root;
    if (name === "") {
      top.childNodes.push({ nodeType: 3, data: signs(piece), childNodes: [] });
    } else if (end === "/") open.pop();
    else {
      const made = element(name.toLowerCase(), tag);
      top.childNodes.push(made);
      if (!VOID.has(name.toLowerCase())) open.push(made);
    }
  }
  return root;
}

/** Lines as they are read, in the signs of Markdown. */
function written(lines: readonly PastedLine[]): string[] {
  return lines.map(({ runs, look }) => {
    const mark = look === null ? "" : `${"  ".repeat(look.indent)}${look.list}: `;
    const letters = runs.map(({ text, bold, italic, underline, strike, code, link }) => {
      const signs = [bold && "*", italic && "/", underline && "_", strike && "~", code && "`"];
      const sign = signs.filter((each) => each).join("");
      const marked = `${sign}${text}${[...sign].reverse().join("")}`;
      return link == null ? marked : `[${marked}](${link})`;
    });
    return mark + letters.join("");
  });
}

const read = (html: string) => written(linesOf(nodesOf(html)));

test("R312: formatted words of Google Docs keep their formatting, whose outer bold element means none", () => {
  const span = (style: string, text: string) =>
    `<span style="font-size:11pt;font-family:Arial,sans-serif;color:#000000;${style}">${text}</span>`;
  expect(
    read(`<meta charset='utf-8'><b style="font-weight:normal;" id="docs-internal-guid-1">
<p dir="ltr" style="line-height:1.38;">${span("font-weight:700;font-style:normal;text-decoration:none", "Plan")}${span("font-weight:400", " for ")}${span("font-weight:400;font-style:italic", "May")}</p>
<p dir="ltr"><a href="https://stoa.example/a?b=1&amp;c" style="text-decoration:none">${span("font-weight:400;text-decoration:underline", "page")}</a>${span("text-decoration:line-through", "old")}</p>
<ul style="margin-top:0"><li dir="ltr" aria-level="1"><p role="presentation">${span("", "one")}</p></li>
<ul><li dir="ltr" aria-level="2"><p role="presentation">${span("", "inner")}</p></li></ul></ul>
<ol><li aria-level="1"><p>${span("", "first")}</p></li></ol>
<ul><li dir="ltr" role="checkbox" aria-checked="true" aria-level="1"><p>${span("", "done")}</p></li></ul></b><br class="Apple-interchange-newline">`),
  ).toEqual([
    "*Plan* for /May/",
    "[page](https://stoa.example/a?b=1&c)~old~",
    "bullet: one",
    "  bullet: inner",
    "ordered: first",
    "checked: done",
  ]);
});

test("R312: lists of Word are its paragraphs, and the letters of their marks are left out", () => {
  const entry = (level: number, mark: string, text: string) =>
    `<p class=MsoListParagraph style='text-indent:-.25in;mso-list:l0 level${level} lfo1'><![if !supportLists]><span
style='font-family:Symbol'><span style='mso-list:Ignore'>${mark}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp; </span></span></span><![endif]>${text}<o:p></o:p></p>`;
  expect(
    read(`<style>p.MsoNormal {margin:0}</style><!--StartFragment--><p class=MsoNormal>Some <b>bold
text</b> and <i style='mso-bidi-font-style:normal'>more</i>.<o:p></o:p></p>
${entry(1, "·", "one")}${entry(2, "o", "inner")}${entry(1, "2.", "<s>two</s>")}<!--EndFragment-->`),
  ).toEqual(["Some *bold text* and /more/.", "bullet: one", "  bullet: inner", "ordered: ~two~"]);
});

test("R312: a message of Slack keeps its lists, code and links", () => {
  expect(
    read(`<meta charset='utf-8'><div class="p-rich_text_section">Hi <b data-stringify-type="bold">all</b>, see <a href="https://stoa.example/">this</a> and <code>npm test</code></div>
<ul data-stringify-type="unordered-list" data-indent="0"><li data-stringify-indent="0">one</li></ul><ul data-stringify-type="unordered-list" data-indent="1"><li>inner</li></ul>
<pre class="c-mrkdwn__pre">let a = 1;
  let b;</pre>`),
  ).toEqual([
    "Hi *all*, see [this](https://stoa.example/) and `npm test`",
    "bullet: one",
    "  bullet: inner",
    "`let a = 1;`",
    "`  let b;`",
  ]);
});

test("R312: cells of a table are letters with tabs between, row by row", () => {
  expect(
    read(`<google-sheets-html-origin><table><tbody><tr> <td style="font-weight:bold;">Name</td> <td>Sum</td></tr>
<tr><td><p>Mina</p><p>K.</p></td><td></td></tr></tbody></table>`),
  ).toEqual(["*Name*\tSum", "Mina K.\t"]);
});

test("R312: hostile HTML is letters or nothing", () => {
  expect(
    read(`<script>alert(1)</script><style>p{}</style><b onclick="x()">a</b><a href="javascript:alert(1)">b</a>
<a href="data:text/html,x">c</a><img src="x" onerror="y()"><iframe src="z">d</iframe><svg><text>e</text></svg><span style="display:none">f</span>`),
  ).toEqual(["*a*b c"]);
  let deep = "x";
  for (let level = 0; level < 5_000; level++) deep = `<b>${deep}</b>`;
  expect(read(deep)).toEqual([]);
  expect(readLines("{}")).toBe(null);
  expect(readLines("[")).toBe(null);
  const odd = [
    { runs: [{ text: 1 }, { text: "a\nb", bold: 1, link: "javascript:x" }], look: { list: "odd" } },
    7,
  ];
  expect(written(readLines(JSON.stringify(odd)) ?? [])).toEqual(["a b", ""]);
  expect(isFormattedPaste(linesOf(nodesOf("<p>plain</p><div>words</div>")))).toBe(false);
});

const LINES: readonly PastedLine[] = [
  {
    runs: [
      { text: "a ", bold: false, italic: false },
      { text: "b", bold: true, italic: false },
    ],
    look: null,
  },
  {
    runs: [{ text: "one", bold: false, italic: true, strike: true, color: "red" }],
    look: { list: "bullet", indent: 0 },
  },
  {
    runs: [{ text: "two", bold: false, italic: false, link: "https://a.example/" }],
    look: { list: "checked", indent: 1 },
  },
];

/** A text into which lines are pasted. */
function pasted(words: string, at: number, remove: number, lines: readonly PastedLine[]): Y.Text {
  const doc = new Y.Doc();
  const text = doc.getText();
  text.insert(0, words);
  doc.transact(() => replaceByLines(text, [], { at, remove }, lines));
  return text;
}

const all = (text: Y.Text) => linesBetween(text, 0, text.length, text.length);

test("R312: a copied text is pasted as it was, and other programs read it as HTML", () => {
  const copy = all(pasted("", 0, 0, LINES));
  const back = readLines(JSON.stringify(copy)) ?? [];
  expect(runsOf(pasted("", 0, 0, back))).toEqual(runsOf(pasted("", 0, 0, LINES)));
  const html = htmlOfLines(copy);
  expect(html).toContain(
    '<p>a <strong>b</strong></p><ul><li><em><s>one</s></em></li><ul><li data-list="checked"><a href="https://a.example/">two</a></li></ul></ul>',
  );
  // Colours are our own.
  expect(read(html)).toEqual(["a *b*", "bullet: /~one~/", "  checked: [two](https://a.example/)"]);
  const hostile = [
    { runs: [{ text: '<img src=x onerror="a">&', bold: false, italic: false }], look: null },
  ];
  expect(htmlOfLines(hostile)).not.toContain("<img");
});

test("R312: pasted lines go into the line in which the caret stands, and what is behind it stays behind them", () => {
  const text = pasted("start end", 6, 0, LINES);
  expect(written(all(text))).toEqual([
    "start a *b*",
    "bullet: /~one~/",
    "  checked: [two](https://a.example/)end",
  ]);
  expect(written(all(pasted("gone", 0, 4, LINES.slice(0, 1))))).toEqual(["a *b*"]);
});

test("R312: part of a line is letters, and a paste that is too long is cut at a line", () => {
  const text = pasted("", 0, 0, LINES);
  expect(written(linesBetween(text, 5, 7, 7))).toEqual(["/~ne~/"]);
  expect(linesWithin(LINES, 7)).toHaveLength(2);
  expect(linesWithin(LINES, 100)).toHaveLength(3);
  expect(written(linesWithin(LINES, 2))).toEqual(["a "]);
});
