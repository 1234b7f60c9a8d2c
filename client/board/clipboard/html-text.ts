/** The words of an HTML text, line by line. Nothing of it is loaded or run. */

/** Elements that begin a line, as CSS selectors. */
const LINES = "p, div, br, li, tr, h1, h2, h3, h4, h5, h6, blockquote, pre, section, article";

/** Elements whose text nobody sees. */
const UNSEEN = "script, style, template, title, noscript";

/** Returns the words of an HTML text; none where there is no browser to read it. */
export function textOfHtml(html: string): string {
  if (html === "" || typeof DOMParser === "undefined") return "";
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const element of body.querySelectorAll(UNSEEN)) element.remove();
  for (const cell of body.querySelectorAll("td + td, th + td, th + th")) cell.prepend("\t");
  for (const element of body.querySelectorAll(LINES)) element.before("\n");
  for (const element of body.querySelectorAll(LINES)) element.append("\n");
  const lines = (body.textContent ?? "")
    .split("\n")
    .map((line) => line.replace(/[ \u00a0]+/g, " "));
  return lines
    .map((line) => line.trim())
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
