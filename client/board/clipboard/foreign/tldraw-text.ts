/** Words of tldraw's shapes: plain in earlier versions, and since then a tree of paragraphs and lists. */
import { listOf, textOf, type Values, valuesOf } from "./values.ts";

/** A step of a delta. */
interface Step {
  readonly insert: string;
  readonly attributes?: Values;
}

/** Lists in lists that are read. */
const MOST_LEVELS = 5;

const MARKS: Readonly<Record<string, string>> = {
  bold: "bold",
  italic: "italic",
  strike: "strike",
  code: "code",
  underline: "underline",
};

/** The words of a shape as a delta. */
export function deltaOf({ richText, text }: Values): readonly Step[] {
  if (richText === undefined) {
    const plain = textOf(text);
    return plain === "" ? [] : [{ insert: plain }];
  }
  const lines = linesOf(listOf(valuesOf(richText)["content"]), {});
  const hasList = lines.some(({ line }) => Object.keys(line).length > 0);
  return lines.flatMap(({ steps, line }, at) => {
    // Without lists, a line break at the end would begin an empty line.
    if (at === lines.length - 1 && !hasList) return steps;
    const isPlain = Object.keys(line).length === 0;
    return [...steps, isPlain ? { insert: "\n" } : { insert: "\n", attributes: line }];
  });
}

/** The words of a shape without their look. */
export function plainOf(props: Values): string {
  return deltaOf(props)
    .map(({ insert }) => insert)
    .join("");
}

interface Line {
  readonly steps: readonly Step[];
  readonly line: Values;
}

function linesOf(nodes: readonly unknown[], line: Values): Line[] {
  return nodes.map(valuesOf).flatMap((node): Line[] => {
    const content = listOf(node["content"]);
    const list = { bulletList: "bullet", orderedList: "ordered" }[textOf(node["type"])];
    if (list !== undefined) {
      const level = "list" in line ? Number(line["indent"] ?? 0) + 1 : 0;
      if (level > MOST_LEVELS) return [];
      return linesOf(content, { list, ...(level > 0 && { indent: level }) });
    }
    if (node["type"] === "listItem") return linesOf(content, line);
    return [{ steps: content.flatMap(stepsOf), line }];
  });
}

function stepsOf(node: unknown): Step[] {
  const { type, text, marks } = valuesOf(node);
  if (type === "hardBreak") return [{ insert: "\n" }];
  if (type !== "text" || textOf(text) === "") return [];
  const attributes: Record<string, unknown> = {};
  for (const mark of listOf(marks).map(valuesOf)) {
    const name = textOf(mark["type"]);
    if (Object.hasOwn(MARKS, name)) attributes[name] = true;
    if (name === "link") attributes["link"] = valuesOf(mark["attrs"])["href"];
  }
  const isPlain = Object.keys(attributes).length === 0;
  return [isPlain ? { insert: textOf(text) } : { insert: textOf(text), attributes }];
}
