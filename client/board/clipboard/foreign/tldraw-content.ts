/** Finds the JSON that tldraw puts on the clipboard: plain, packed, or packed in part. */
import { MAX_CLIPPING_BYTES } from "../../../../shared/limits.ts";
import { unpack } from "./lz.ts";
import { isValues, type Values, valuesOf } from "./values.ts";

/** The content of tldraw's element in an HTML text; `null`: there is none that can be read. */
export function tldrawContent(html: string): Values | null {
  const json = /<div data-tldraw[^>]*>([^<]*)<\/div>/.exec(html)?.[1];
  if (json === undefined) return null;
  const text = json.trimStart().startsWith("{")
    ? unescaped(json)
    : unpack(json, MAX_CLIPPING_BYTES);
  const { type, data } = parsed(text);
  if (type !== "application/tldraw") return null;
  const packed = valuesOf(data)["otherCompressed"];
  if (typeof packed !== "string") return isValues(data) ? data : null;
  return parsed(unpack(packed, MAX_CLIPPING_BYTES));
}

function unescaped(text: string): string {
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&nbsp;", "\u00a0")
    .replaceAll("&amp;", "&");
}

function parsed(text: string | null): Values {
  try {
    return valuesOf(JSON.parse(text ?? "null"));
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
