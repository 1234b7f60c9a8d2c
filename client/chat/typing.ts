import { useEffect, useState } from "react";
import type { Awareness } from "y-protocols/awareness";
import { type NameTags, taggedName } from "../ui/names.ts";
import { presenceOf } from "../ui/presence.ts";

/** The names of those who are writing right now, each person once, in the order of their names. */
export function typingNames(
  states: ReadonlyMap<number, object>,
  myClientId: number,
  myId: string,
  tags: NameTags,
): string[] {
  const names = new Map<string, string>();
  for (const [clientId, state] of states) {
    const { user, activity } = presenceOf(state);
    if (clientId === myClientId || user === null || activity !== "typing") continue;
    const id = user.id ?? `client ${clientId}`;
    if (id !== myId) names.set(id, taggedName(tags, id, user.name));
  }
  return [...names.values()].sort();
}

/** `Mina is typing…`, in words for any number; empty when nobody is. */
export function typingWords(names: readonly string[]): string {
  const [first, second, third, ...rest] = names;
  if (first === undefined) return "";
  if (second === undefined) return `${first} is typing…`;
  if (third === undefined) return `${first} and ${second} are typing…`;
  if (rest.length === 0) return `${first}, ${second} and ${third} are typing…`;
  return `${first}, ${second} and ${rest.length + 1} others are typing…`;
}

/** The people who are typing, in words, live. */
export function useTypingWords(presence: Awareness, myId: string, tags: NameTags): string {
  const [words, setWords] = useState("");
  useEffect(() => {
    const update = () =>
      setWords(typingWords(typingNames(presence.getStates(), presence.clientID, myId, tags)));
    update();
    presence.on("change", update);
    return () => presence.off("change", update);
  }, [presence, myId, tags]);
  return words;
}
