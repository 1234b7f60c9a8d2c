import { useEffect, useState } from "react";
import type { Awareness } from "y-protocols/awareness";
import { type NameTags, taggedName } from "../ui/names.ts";
import { presenceOf } from "../ui/presence.ts";
import { roomWords } from "../words/room-words.ts";

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
  if (second === undefined) return roomWords.chat.typing(first);
  if (third === undefined) return roomWords.chat.typingTwo(first, second);
  if (rest.length === 0) return roomWords.chat.typingThree(first, second, third);
  return roomWords.chat.typingMore(first, second, rest.length + 1);
}

/** The people who are typing, in words, live. */
export function useTypingWords(presence: Awareness, myId: string, tags: NameTags): string {
  const [said, setSaid] = useState("");
  useEffect(() => {
    const update = () =>
      setSaid(typingWords(typingNames(presence.getStates(), presence.clientID, myId, tags)));
    update();
    presence.on("change", update);
    return () => presence.off("change", update);
  }, [presence, myId, tags]);
  return said;
}
