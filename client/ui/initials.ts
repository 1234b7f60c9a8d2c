const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** The one or two letters that stand for a name: of its first and its last word. */
export function initialsOf(name: string): string {
  const words = name.split(/\s+/u).filter((word) => word !== "");
  const first = firstLetter(words[0]);
  const last = words.length > 1 ? firstLetter(words.at(-1)) : "";
  return `${first}${last}`.toUpperCase();
}

function firstLetter(word: string | undefined): string {
  for (const { segment } of letters.segment(word ?? "")) return segment;
  return "";
}
