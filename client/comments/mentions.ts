/** Mentions: the `@name` at the caret, the people who fit it, and those whom a text names. Pure. */
import { MAX_MENTIONS, MAX_NAME } from "../../shared/limits.ts";
import type { Mention } from "../../shared/posts/post.ts";

/** The beginning of a mention at the caret. */
export interface MentionStart {
  /** Where its `@` stands. */
  readonly from: number;
  readonly typed: string;
}

/** How many people are offered at once. */
const OFFERED = 6;

/** The mention that is being typed at the caret; null when there is none. */
export function mentionAt(text: string, caret: number): MentionStart | null {
  const before = text.slice(0, caret);
  const from = before.lastIndexOf("@");
  if (from < 0 || caret - from > MAX_NAME + 1) return null;
  // An address of mail is no mention.
  if (from > 0 && /[\p{L}\p{N}]/u.test(before.charAt(from - 1))) return null;
  const typed = before.slice(from + 1);
  return /\n|^\s/.test(typed) ? null : { from, typed };
}

/** The people who fit what was typed, those whose name begins so first. */
export function peopleFor(typed: string, people: readonly Mention[]): Mention[] {
  const wanted = typed.toLowerCase();
  const rank = ({ name }: Mention): number => {
    const words = name.toLowerCase();
    if (words.startsWith(wanted)) return 0;
    return words.split(/\s+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return people
    .map((person) => ({ person, rank: rank(person) }))
    .filter((one) => one.rank < 2)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, OFFERED)
    .map(({ person }) => person);
}

/** Those of the chosen people whom a text still names. */
export function mentionsIn(text: string, chosen: readonly Mention[]): Mention[] {
  const named = chosen.filter(({ name }) => text.includes(`@${name}`));
  return [...new Map(named.map((one) => [one.id, one])).values()].slice(0, MAX_MENTIONS);
}

/** A piece of a text: a mention, or what stands between. */
export type MentionPiece = { readonly text: string; readonly of: Mention | null };

/** Cuts a text at its mentions, the longest name first. Put together, the pieces are the text. */
export function mentionPieces(text: string, mentions: readonly Mention[]): MentionPiece[] {
  const longest = mentions.toSorted((a, b) => b.name.length - a.name.length);
  const pieces: MentionPiece[] = [];
  let plain = 0;
  for (let at = text.indexOf("@"); at >= 0; at = text.indexOf("@", at + 1)) {
    const of = longest.find(({ name }) => text.startsWith(name, at + 1));
    if (of === undefined || at < plain) continue;
    if (at > plain) pieces.push({ text: text.slice(plain, at), of: null });
    plain = at + 1 + of.name.length;
    pieces.push({ text: text.slice(at, plain), of });
  }
  if (plain < text.length) pieces.push({ text: text.slice(plain), of: null });
  return pieces;
}
