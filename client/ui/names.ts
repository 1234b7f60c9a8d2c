/** Telling people apart who have the same name, or names that look the same. */
import { createStore, type ReadableStore } from "./store.ts";

/** Somebody with a name, here or in what was said. */
export interface Named {
  /** Their public id. */
  readonly id: string;
  readonly name: string;
}

/** Gives what tells one person from others of the same name; empty for a name that only one person has. */
export interface NameTags {
  tagOf(id: string, name: string): string;
}

/** Letters of other scripts, and digits, that look like Latin ones (a part of Unicode's confusables.txt), in lower case. */
const LOOKALIKES = new Map(
  Object.entries({
    а: "a",
    ɑ: "a",
    α: "a",
    в: "b",
    ь: "b",
    β: "b",
    с: "c",
    ϲ: "c",
    ԁ: "d",
    е: "e",
    ε: "e",
    ҽ: "e",
    ғ: "f",
    ɡ: "g",
    н: "h",
    һ: "h",
    η: "n",
    і: "i",
    ι: "i",
    ı: "i",
    ј: "j",
    к: "k",
    κ: "k",
    л: "n",
    м: "m",
    μ: "m",
    п: "n",
    о: "o",
    ο: "o",
    σ: "o",
    "0": "o",
    р: "p",
    ρ: "p",
    ԛ: "q",
    г: "r",
    ѕ: "s",
    т: "t",
    τ: "t",
    υ: "u",
    ѵ: "v",
    ν: "v",
    ԝ: "w",
    ѡ: "w",
    ω: "w",
    х: "x",
    χ: "x",
    у: "y",
    γ: "y",
    ζ: "z",
    з: "3",
    i: "l",
    "1": "l",
    "|": "l",
    ӏ: "l",
  }),
);

/** The form of an earlier tag: somebody may write one into their name. */
const WRITTEN_TAG = /\s*\([^()]*\)\s*$/u;

const keys = new Map<string, string>();

/** Names of which the key is remembered; then it begins anew. */
const MOST_KEYS = 5_000;

/**
 * The part that names have in common when they look alike: case, marks, blanks, signs and the
 * script of a letter do not count.
 */
export function nameKey(name: string): string {
  const known = keys.get(name);
  if (known !== undefined) return known;
  const plain = name.replace(WRITTEN_TAG, "") || name;
  const letters = plain
    .normalize("NFKC")
    .toLowerCase()
    .normalize("NFD")
    .replace(/[\p{M}\p{Z}\p{Cf}\p{P}\p{So}\p{Sk}\p{Sm}]/gu, "");
  let key = "";
  for (const letter of letters === "" ? plain : letters) {
    const latin = LOOKALIKES.get(letter) ?? letter;
    key += LOOKALIKES.get(latin) ?? latin;
  }
  if (keys.size >= MOST_KEYS) keys.clear();
  keys.set(name, key);
  return key;
}

/** How the page calls its own user: nobody else is called so without a tag. */
const MINE = nameKey("You");

/** The fewest characters of a tag. */
const LEAST_TAG = 3;

/** Marks that look like the one of a verified name; nobody has them in a name. */
const FALSE_BADGES = /[✓✔✅☑🗸🗹\u{1F5F8}\u{1F5F9}\u{2611}\u{2714}\u{2705}]\ufe0f?/gu;

/** A name as it stands on the page: as it is, but without marks that look as if it were verified. */
export function plainName(name: string): string {
  const plain = name.replace(FALSE_BADGES, "").trim();
  return plain === "" ? "Guest" : plain;
}

/** The name with its tag, in plain text. */
export function taggedName(tags: NameTags, id: string, name: string): string {
  const tag = tags.tagOf(id, name);
  return tag === "" ? plainName(name) : `${plainName(name)} (${tag})`;
}

/** Everybody whose names are to be told apart, from several sources: who is here, who has written. */
export class KnownNames {
  readonly tags: ReadableStore<NameTags>;
  readonly #tags = createStore<NameTags>({ tagOf: () => "" });
  readonly #sources = new Map<string, string>();
  readonly #people = new Map<string, readonly Named[]>();

  constructor() {
    this.tags = this.#tags;
  }

  /** Replaces what one source knows; tells nobody when that is the same as before. */
  set(source: string, people: readonly Named[]): void {
    const signature = JSON.stringify(people.map(({ id, name }) => [id, name]));
    if (this.#sources.get(source) === signature) return;
    this.#sources.set(source, signature);
    this.#people.set(source, people);
    this.#tags.set(tagsOf([...this.#people.values()].flat()));
  }
}

/** The tags of these people: as much of their ids as tells those of one name apart. Ids never change, so tags stay. */
export function tagsOf(people: Iterable<Named>): NameTags {
  const idsOf = new Map<string, Set<string>>();
  for (const { id, name } of people) {
    const key = nameKey(name);
    const ids = idsOf.get(key);
    if (ids === undefined) idsOf.set(key, new Set([id]));
    else ids.add(id);
  }
  return {
    tagOf(id, name) {
      const key = nameKey(name);
      const others = [...(idsOf.get(key) ?? [])].filter((other) => other !== id);
      if (others.length === 0 && key !== MINE) return "";
      const mine = tagText(id);
      let length = LEAST_TAG;
      while (
        length < mine.length &&
        others.some((other) => tagText(other).startsWith(mine.slice(0, length)))
      ) {
        length += 1;
      }
      return mine.slice(0, length);
    },
  };
}

/** A client without a public id has one of its number, which is what differs. */
function tagText(id: string): string {
  return id.replace(/^client /, "");
}
