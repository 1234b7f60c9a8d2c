/** Letters as people type them when they search: without their case and accents. */

/** Letters that take their accent along when they are parted from it, or are two. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  đ: "d",
  ł: "l",
  ı: "i",
};

const SPECIAL = new RegExp(`[${Object.keys(LETTERS).join("")}]`, "gu");

/** A text without case and accents. */
export function folded(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(SPECIAL, (letter) => LETTERS[letter] ?? letter);
}

/** Where a folded word stands in a text, from and to as UTF-16 units; null: nowhere. */
export function foldedAt(text: string, word: string): readonly [number, number] | null {
  let all = "";
  const starts: number[] = [];
  let at = 0;
  for (const letter of text) {
    const plain = folded(letter);
    for (let unit = 0; unit < plain.length; unit++) starts.push(at);
    all += plain;
    at += letter.length;
  }
  starts.push(at);
  const found = all.indexOf(word);
  const from = starts[found];
  if (found < 0 || from === undefined) return null;
  let to = found + word.length;
  // A letter that became two is shown whole, and marks stay with their letter.
  while (starts[to] === starts[to - 1]) to += 1;
  return [from, starts[to] ?? at];
}
