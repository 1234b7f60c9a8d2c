/** Dives: which shapes a click takes, by the group into which double clicks have led. All of it is pure. */
import type { Groups } from "../../shared/board/groups.ts";
import type { Relations } from "../../shared/board/relations.ts";

/** The group in which the user works, by its tag; `null`: none. */
export type Dive = string | null;

/** The shapes that are selected after a click or a key, and the group in which the user works then. */
export interface Taken {
  readonly ids: readonly string[];
  readonly dive: Dive;
}

/** A click on a shape takes the outermost group that it belongs to. A click beside the entered group leaves it. */
export function takenByClick(groups: Groups, id: string, before: Dive): Taken {
  const dive = commonDive(groups, id, before);
  return { ids: [...groups.whole([id], dive ?? undefined)], dive };
}

/** A double click on a shape enters its outermost group; `null` when there is none to enter, and its text is meant. */
export function takenByDoubleClick(groups: Groups, id: string, before: Dive): Taken | null {
  const dive = groups.outermost(id, commonDive(groups, id, before) ?? undefined);
  return dive === null ? null : { ids: [...groups.whole([id], dive)], dive };
}

/** Escape goes up: it takes the group in which the user works; `null` when there is none. */
export function takenByEscape(groups: Groups, dive: Dive): Taken | null {
  const [outer, isThere] = outwards(groups, dive);
  return dive === null || !isThere
    ? null
    : { ids: [...groups.members(dive)], dive: outer[0] ?? null };
}

/** A box takes whole groups, and of a frame and what lies in it the frame alone. */
export function takenByBox(
  { groups, tree }: Relations,
  ids: Iterable<string>,
  dive: Dive,
): string[] {
  return tree.topmost(groups.whole(ids, dive ?? undefined));
}

/** The entered group, or the nearest one around it, in which a shape lies, too. */
function commonDive(groups: Groups, id: string, dive: Dive): Dive {
  const [outer, isThere] = outwards(groups, dive);
  if (dive === null || !isThere) return null;
  const tags = groups.tagsOf(id);
  return [dive, ...outer].find((tag) => tags.includes(tag)) ?? null;
}

/** The groups around one, the innermost first, and whether it is one still: others may have parted it. */
function outwards(
  groups: Groups,
  dive: Dive,
): readonly [outer: readonly string[], isThere: boolean] {
  if (dive === null) return [[], false];
  const members = groups.members(dive);
  const [member] = members;
  if (member === undefined || members.size < 2) return [[], false];
  const tags = groups.tagsOf(member);
  const outer = tags.slice(tags.indexOf(dive) + 1).filter((tag) => groups.members(tag).size > 1);
  return [outer, true];
}
