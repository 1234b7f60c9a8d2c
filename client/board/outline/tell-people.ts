/** The people who have come and gone since it was told last. It knows no page. */

/** Milliseconds after which people who came or went are told: somebody who loads the page anew does neither. */
export const PEOPLE_MS = 3_000;

/** So many people are named; of more, the number is told. */
export const MOST_NAMED = 3;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Compares the people who are here with those who were told. */
export function movesOf(
  before: readonly Named[],
  now: readonly Named[],
): { readonly joined: readonly string[]; readonly left: readonly string[] } {
  const ids = (people: readonly Named[]) => new Set(people.map(({ id }) => id));
  const [were, are] = [ids(before), ids(now)];
  return {
    joined: now.filter(({ id }) => !were.has(id)).map(({ name }) => name),
    left: before.filter(({ id }) => !are.has(id)).map(({ name }) => name),
  };
}
