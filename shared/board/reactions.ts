/** Reactions and votes on shapes: how each person's are stored, so that nobody's are lost, and read. They know no kind. */
import * as Y from "yjs";
import { REACTIONS, type ReactionName } from "./reaction-names.ts";

export { REACTIONS, type ReactionName };

/** One reaction of a shape, and whose it is. */
export interface Reaction {
  readonly name: ReactionName;
  /** Public ids, at least one, sorted. */
  readonly people: readonly string[];
}

/** The start of the names of fields that hold reactions. */
const PREFIX = "react:";

/** The most reactions of a shape that are counted: a program may have written any number. */
const MOST_COUNTED = 2_000;

const KEY = /^react:([a-z]{1,16}):([\w-]{1,64})$/;

/** The field that holds one person's reaction. Each has its own, so two people never overwrite one another. */
export function reactionKey(name: ReactionName, person: string): string {
  return `${PREFIX}${name}:${person}`;
}

/** Is this the name of a field that holds a reaction? Copies have none of them. */
export function isReactionKey(key: string): boolean {
  return key.startsWith(PREFIX);
}

/** Reads the reactions of a shape of a document; `undefined`: it has none. Those of later versions are left out. */
export function readReactions(fields: unknown): readonly Reaction[] | undefined {
  if (!(fields instanceof Y.Map)) return undefined;
  let people: Map<ReactionName, string[]> | null = null;
  let counted = 0;
  // The map's own keys, deleted ones among them: asking for the living ones makes lists for every shape of a board.
  for (const key of fields._map.keys()) {
    if (!key.startsWith(PREFIX) || fields.get(key) !== true) continue;
    const [, name = "", person = ""] = KEY.exec(key) ?? [];
    if (!isReactionName(name)) continue;
    if (++counted > MOST_COUNTED) break;
    people ??= new Map();
    const some = people.get(name);
    if (some === undefined) people.set(name, [person]);
    else some.push(person);
  }
  return people === null
    ? undefined
    : REACTIONS.flatMap((name) => {
        const some = people.get(name);
        return some === undefined ? [] : [{ name, people: some.sort() }];
      });
}

function isReactionName(name: string): name is ReactionName {
  return REACTIONS.includes(name as ReactionName);
}

/** Gives a shape a person's reaction, or takes it back. Call it inside a transaction. */
export function setReaction(
  fields: Y.Map<unknown>,
  name: ReactionName,
  person: string,
  isOn: boolean,
): void {
  const key = reactionKey(name, person);
  if (!KEY.test(key)) return;
  if (isOn) fields.set(key, true);
  else if (fields.has(key)) fields.delete(key);
}

/** Has this person reacted so? */
export function hasReacted(
  { reactions = [] }: { readonly reactions?: readonly Reaction[] },
  name: ReactionName,
  person: string,
): boolean {
  return reactions.some((one) => one.name === name && one.people.includes(person));
}

/** The votes of a shape: its dots. */
export function votesOf({ reactions = [] }: { readonly reactions?: readonly Reaction[] }): number {
  return reactions.find(({ name }) => name === "dot")?.people.length ?? 0;
}

/** All reactions of a shape together. */
export function reactionsOf({
  reactions = [],
}: {
  readonly reactions?: readonly Reaction[];
}): number {
  return reactions.reduce((sum, { people }) => sum + people.length, 0);
}
