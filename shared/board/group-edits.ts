/** Edits of groups: they group shapes and part them. Each belongs inside a transaction. */
import { randomToken } from "../ids.ts";
import { MAX_GROUPS } from "../limits.ts";
import type { Relations } from "./relations.ts";

/**
 * Makes one group of shapes, and of the groups that they belong to. In a group that the user has entered (`within`)
 * the new one lies inside it. Returns its tag; `null` when there are not two, or one is in eight groups already.
 */
export function group(relations: Relations, ids: Iterable<string>, within?: string): string | null {
  const { groups } = relations;
  const members = [...groups.whole(ids, within)].filter(
    (id) => relations.fieldsOf(id) !== undefined,
  );
  const isFull = members.some((id) => groups.tagsOf(id).length >= MAX_GROUPS);
  if (members.length < 2 || isFull) return null;
  const tag = randomToken(12);
  for (const id of members) {
    const tags = [...groups.tagsOf(id)];
    const at = within === undefined ? -1 : tags.indexOf(within);
    tags.splice(at < 0 ? tags.length : at, 0, tag);
    relations.fieldsOf(id)?.set("groups", tags);
  }
  return tag;
}

/** Parts the outermost groups of shapes, or those inside a group that the user has entered. Groups inside them stay. */
export function ungroup(relations: Relations, ids: Iterable<string>, within?: string): void {
  const { groups } = relations;
  const parted = new Set<string>();
  for (const id of ids) {
    const tag = groups.outermost(id, within);
    if (tag !== null) parted.add(tag);
  }
  const members = new Set([...parted].flatMap((tag) => [...groups.members(tag)]));
  for (const id of members) {
    const tags = groups.tagsOf(id).filter((tag) => !parted.has(tag));
    const fields = relations.fieldsOf(id);
    if (tags.length > 0) fields?.set("groups", tags);
    else fields?.delete("groups");
  }
}
