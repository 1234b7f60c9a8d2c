/** Reads formatted HTML as lines of runs: bold, italic, underlined and struck letters, code, links and lists. Nothing else of it is taken. */
import {
  isSameLook,
  type LineLook,
  type Look,
  MAX_INDENT,
  plainRun,
  type Run,
  readLink,
} from "../../../../shared/board/draw/runs.ts";

/** A line that is pasted. */
export interface PastedLine {
  readonly runs: readonly Run[];
  readonly look: LineLook | null;
}

/** A node of HTML, as far as it is read. A browser's are such nodes. */
export interface HtmlNode {
  /** 1: an element, 3: letters. */
  readonly nodeType: number;
  /** In small letters. */
  readonly localName?: string;
  readonly data?: string;
  readonly childNodes: Iterable<HtmlNode>;
  getAttribute?(name: string): string | null;
}

/** Levels of elements that are read: HTML may nest them without end. */
const MOST_LEVELS = 200;

const UNSEEN = new Set(
  "script style template title head meta link noscript iframe object embed svg math audio video canvas select textarea".split(
    " ",
  ),
);

const BLOCKS = new Set(
  "p div h1 h2 h3 h4 h5 h6 blockquote section article header footer main aside li ul ol tr table pre dl dt dd figure figcaption hr".split(
    " ",
  ),
);

/** Elements in which only elements are: letters there are the indents of their source. */
const STRUCTURE = new Set(["table", "thead", "tbody", "tfoot", "tr", "ul", "ol", "dl"]);

/** The looks that elements give by themselves. */
const LOOKS: Readonly<Record<string, Look>> = {
  b: { bold: true },
  strong: { bold: true },
  h1: { bold: true },
  h2: { bold: true },
  h3: { bold: true },
  h4: { bold: true },
  h5: { bold: true },
  h6: { bold: true },
  th: { bold: true },
  i: { italic: true },
  em: { italic: true },
  u: { underline: true },
  ins: { underline: true },
  s: { strike: true },
  del: { strike: true },
  strike: { strike: true },
  code: { code: true },
  kbd: { code: true },
  samp: { code: true },
  tt: { code: true },
  pre: { code: true },
};

/** The surroundings of a node. */
interface Around {
  readonly look: Look;
  readonly list: LineLook | null;
  readonly keepsSpace: boolean;
  /** In a cell of a table: it is one line, whatever is in it. */
  readonly isInCell: boolean;
  readonly levels: number;
}

/** Reads the lines of HTML. */
export function linesOf(root: HtmlNode): PastedLine[] {
  const reader = new Reader();
  reader.read(root, { look: {}, list: null, keepsSpace: false, isInCell: false, levels: 0 });
  return reader.ended();
}

/** Is there any formatting in these lines that a text keeps? */
export function isFormattedPaste(lines: readonly PastedLine[]): boolean {
  return lines.some(({ look, runs }) => look !== null || runs.some((run) => !isSameLook(run, {})));
}

class Reader {
  readonly #lines: PastedLine[] = [];
  #runs: Run[] = [];
  /** The list of the line that is being read. */
  #list: LineLook | null = null;
  /** Has this line begun, though there is nothing in it? */
  #isBegun = false;

  read(node: HtmlNode, around: Around): void {
    if (node.nodeType === 3) {
      this.#letters(node.data ?? "", around);
      return;
    }
    const name = node.localName ?? "";
    if (UNSEEN.has(name) || around.levels > MOST_LEVELS) return;
    const style = styleOf(node);
    if (style.get("display") === "none" || /ignore/i.test(style.get("mso-list") ?? "")) return;
    if (name === "br") {
      this.#isBegun = true;
      this.#endLine();
      return;
    }
    if (name === "td" || name === "th") {
      if (this.#runs.length > 0 || this.#isBegun) this.#push("\t", {});
      this.#isBegun = true;
    }
    const isBlock = BLOCKS.has(name) && !around.isInCell;
    if (isBlock) this.#breakLine();
    else if (BLOCKS.has(name) && this.#runs.length > 0) this.#letters(" ", around);
    const inside = { ...within(node, name, style, around), levels: around.levels + 1 };
    if (
      name === "li" ||
      (inside.list !== null && inside.list !== around.list && !/^[uo]l$/.test(name))
    ) {
      this.#list = inside.list;
      this.#isBegun = true;
    }
    for (const child of node.childNodes) {
      const isIndent = child.nodeType === 3 && STRUCTURE.has(name);
      if (!isIndent) this.read(child, inside);
    }
    if (isBlock) this.#breakLine();
    if (name !== "li") return;
    // An entry without letters leaves no mark for what follows.
    this.#list = null;
    this.#isBegun = false;
  }

  ended(): PastedLine[] {
    this.#breakLine();
    const lines = this.#lines.map(trimmedLine);
    const isEmpty = ({ runs, look }: PastedLine) => runs.length === 0 && look === null;
    while (lines.length > 0 && isEmpty(lines[0] as PastedLine)) lines.shift();
    while (lines.length > 0 && isEmpty(lines.at(-1) as PastedLine)) lines.pop();
    return lines;
  }

  #letters(data: string, { look, keepsSpace }: Around): void {
    const letters = data.replace(/\u00a0/g, " ");
    if (keepsSpace) {
      letters.split(/\r?\n/).forEach((line, at) => {
        if (at > 0) {
          this.#isBegun = true;
          this.#endLine();
        }
        this.#push(line, look);
      });
      return;
    }
    const last = this.#runs.at(-1)?.text ?? "";
    const joined = letters.replace(/[ \t\r\n\f]+/g, " ");
    const isAfterSpace = this.#runs.length === 0 || last.endsWith(" ");
    this.#push(isAfterSpace ? joined.trimStart() : joined, look);
  }

  #push(text: string, look: Look): void {
    if (text === "") return;
    const run = { ...plainRun(text), ...(look.link == null ? look : withoutLine(look)) };
    const last = this.#runs.at(-1);
    if (last !== undefined && isSameLook(last, run)) {
      this.#runs[this.#runs.length - 1] = { ...last, text: last.text + text };
    } else this.#runs.push(run);
  }

  /** A block begins or ends: what is in the line is a line of its own. */
  #breakLine(): void {
    const isEntry = this.#list !== null && this.#runs.length === 0;
    if (this.#runs.length > 0 || (this.#isBegun && !isEntry)) this.#endLine();
  }

  #endLine(): void {
    this.#lines.push({ runs: this.#runs, look: this.#list });
    this.#runs = [];
    this.#list = null;
    this.#isBegun = false;
  }
}

function trimmedLine({ runs, look }: PastedLine): PastedLine {
  const last = runs.at(-1);
  if (last === undefined) return { runs, look };
  const text = last.code === true ? last.text : last.text.replace(/ +$/, "");
  const rest = runs.slice(0, -1);
  return { runs: text === "" ? rest : [...rest, { ...last, text }], look };
}

/** The surroundings of what is in an element. */
function within(
  node: HtmlNode,
  name: string,
  style: ReadonlyMap<string, string>,
  { look, list, keepsSpace, isInCell, levels }: Around,
): Around {
  const attribute = (key: string) => node.getAttribute?.(key) ?? null;
  const own: Look = {
    ...look,
    ...(Object.hasOwn(LOOKS, name) ? LOOKS[name] : {}),
    ...styled(style),
  };
  const link = name === "a" ? readLink(attribute("href")?.trim()) : null;
  const pre = /^(pre|break-spaces)/.test(style.get("white-space") ?? "") || name === "pre";
  return {
    look: link === null ? own : { ...own, link },
    list: listWithin(node, name, style, list),
    keepsSpace: keepsSpace || pre,
    isInCell: isInCell || name === "td" || name === "th",
    levels,
  };
}

/** A link is underlined by itself. */
function withoutLine({ underline: _, ...look }: Look): Look {
  return look;
}

function listWithin(
  node: HtmlNode,
  name: string,
  style: ReadonlyMap<string, string>,
  list: LineLook | null,
): LineLook | null {
  const attribute = (key: string) => node.getAttribute?.(key) ?? null;
  if (name === "ul" || name === "ol") {
    const deeper = list === null ? 0 : list.indent + 1;
    // Slack writes each level as a list of its own.
    const said = Number.parseInt(attribute("data-indent") ?? "", 10);
    return listAt(name === "ol" ? "ordered" : "bullet", said >= 0 ? said : deeper);
  }
  if (name === "li" && list !== null) {
    const level = Number.parseInt(attribute("aria-level") ?? "", 10);
    const indent = level > 0 ? level - 1 : list.indent;
    const checked = checkOf(node);
    return listAt(checked === null ? list.list : checked ? "checked" : "unchecked", indent);
  }
  // Word writes entries as paragraphs, and their marks as letters that are to be left out.
  const [, level] = /\blevel(\d)/.exec(style.get("mso-list") ?? "") ?? [];
  if (level === undefined) return list;
  return listAt(/^\s*\(?\w{1,4}[.)]/.test(markIn(node)) ? "ordered" : "bullet", Number(level) - 1);
}

function listAt(list: LineLook["list"], indent: number): LineLook {
  return { list, indent: Math.min(MAX_INDENT, Math.max(0, indent)) };
}

/** Is the box of an entry checked? null: it has none. */
function checkOf(node: HtmlNode): boolean | null {
  const own = node.getAttribute?.("aria-checked") ?? null;
  if (own !== null) return own === "true";
  const kept = node.getAttribute?.("data-list") ?? null;
  if (kept === "checked" || kept === "unchecked") return kept === "checked";
  for (const child of node.childNodes) {
    if (child.localName === "input" && child.getAttribute?.("type") === "checkbox") {
      return child.getAttribute("checked") !== null;
    }
  }
  return null;
}

/** The letters of the mark of an entry of Word's. */
function markIn(node: HtmlNode): string {
  for (const child of node.childNodes) {
    if (child.nodeType !== 1) continue;
    if (/ignore/i.test(styleOf(child).get("mso-list") ?? "")) return lettersIn(child, 0);
    const inner = markIn(child);
    if (inner !== "") return inner;
  }
  return "";
}

function lettersIn(node: HtmlNode, levels: number): string {
  if (node.nodeType === 3) return node.data ?? "";
  if (levels > MOST_LEVELS) return "";
  return [...node.childNodes].map((child) => lettersIn(child, levels + 1)).join("");
}

/** The looks that a style gives or takes. */
function styled(style: ReadonlyMap<string, string>): Look {
  const weight = style.get("font-weight");
  const slant = style.get("font-style");
  const line = style.get("text-decoration-line") ?? style.get("text-decoration");
  return {
    ...(weight !== undefined && { bold: /^bold|^[6-9]00/.test(weight) }),
    ...(slant !== undefined && { italic: /^(italic|oblique)/.test(slant) }),
    ...(line !== undefined &&
      /line-through|underline/.test(line) && {
        ...(line.includes("line-through") && { strike: true }),
        ...(line.includes("underline") && { underline: true }),
      }),
  };
}

function styleOf(node: HtmlNode): ReadonlyMap<string, string> {
  const style = new Map<string, string>();
  for (const rule of (node.getAttribute?.("style") ?? "").split(";")) {
    const colon = rule.indexOf(":");
    if (colon > 0) {
      style.set(
        rule.slice(0, colon).trim().toLowerCase(),
        rule
          .slice(colon + 1)
          .trim()
          .toLowerCase(),
      );
    }
  }
  return style;
}
