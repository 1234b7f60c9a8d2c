/** The catalogues of words for tests, each by its name. A new one is found by its file. */

/** A word, or a function that puts values into one. */
export type Leaf = string | ((...values: number[]) => string);

/** The one catalogue that each file of words exports, by the file's path. */
const FILES: Readonly<Record<string, object>> = import.meta.glob(["./*-??.ts", "./??.ts"], {
  eager: true,
});

/** The words of a catalogue by their keys, such as `tools.pen`. */
export function leavesOf(part: object, path = ""): Map<string, Leaf> {
  return new Map(
    Object.entries(part).flatMap(([key, value]: [string, unknown]): (readonly [string, Leaf])[] =>
      typeof value === "object" && value !== null
        ? [...leavesOf(value, `${path}${key}.`)]
        : [[`${path}${key}`, value as Leaf]],
    ),
  );
}

/** The catalogues of a language by the name under which code reads them, such as `boardWords`. */
export function cataloguesOf(language: string): Map<string, Map<string, Leaf>> {
  const mine = Object.entries(FILES).filter(([path]) =>
    new RegExp(`[/-]${language}\\.ts$`).test(path),
  );
  return new Map(
    mine.map(([, exported]) => {
      const [name = "", words] = Object.entries(exported)[0] ?? [];
      return [name === language ? "words" : name, leavesOf(words as object)];
    }),
  );
}

/** Every word of a language by its catalogue and key, such as `boardWords.tools.pen`. */
export function wordsOf(language: string): Map<string, Leaf> {
  return new Map(
    [...cataloguesOf(language)].flatMap(([name, leaves]) =>
      [...leaves].map(([key, leaf]) => [`${name}.${key}`, leaf] as const),
    ),
  );
}
