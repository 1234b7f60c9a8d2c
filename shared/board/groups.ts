/** Groups: tags that shapes have in common, and which shapes have them. They know no place and no document. */
import { MAX_GROUPS } from "../limits.ts";
import { isShapeId } from "./place.ts";
import type { Fields } from "./record.ts";

const NONE: readonly string[] = [];
const NOBODY: ReadonlySet<string> = new Set();

/** Reads the groups of a shape, the innermost first. Tags that cannot be read are left out. */
export function readGroups(fields: Fields): readonly string[] {
  const value = fields.get("groups");
  if (!Array.isArray(value)) return NONE;
  const groups: string[] = [];
  for (const tag of value) {
    if (isShapeId(tag) && !groups.includes(tag)) groups.push(tag);
    if (groups.length === MAX_GROUPS) break;
  }
  return groups;
}

/** Which shapes belong to which group, kept up to date shape by shape. */
export class Groups {
  readonly #members = new Map<string, Set<string>>();
  readonly #tags = new Map<string, readonly string[]>();

  /** Takes note of a shape's groups; without any, also of a shape that is gone. */
  update(id: string, tags: readonly string[] = NONE): void {
    const before = this.#tags.get(id) ?? NONE;
    if (before === tags) return;
    if (before.length === tags.length && before.every((tag, at) => tag === tags[at])) return;
    for (const tag of before) {
      const members = this.#members.get(tag);
      members?.delete(id);
      if (members?.size === 0) this.#members.delete(tag);
    }
    if (tags.length === 0) this.#tags.delete(id);
    else this.#tags.set(id, tags);
    for (const tag of tags) {
      const members = this.#members.get(tag);
      if (members === undefined) this.#members.set(tag, new Set([id]));
      else members.add(id);
    }
  }

  /** The tags of a shape, the innermost first. */
  tagsOf(id: string): readonly string[] {
    return this.#tags.get(id) ?? NONE;
  }

  /** The shapes of a group, in no order. */
  members(tag: string): ReadonlySet<string> {
    return this.#members.get(tag) ?? NOBODY;
  }

  /**
   * The outermost group of a shape that has two members or more, `null` for none. In a group that the user has
   * entered (`within`), it is the outermost of those inside it.
   */
  outermost(id: string, within?: string): string | null {
    const tags = this.tagsOf(id);
    const end = within === undefined ? -1 : tags.indexOf(within);
    const inside = end < 0 ? tags : tags.slice(0, end);
    return inside.findLast((tag) => this.members(tag).size > 1) ?? null;
  }

  /** The shapes with all that are in a group with one of them; within a group that the user has entered, if any. */
  whole(ids: Iterable<string>, within?: string): Set<string> {
    const all = new Set<string>();
    for (const id of ids) {
      const tag = this.outermost(id, within);
      if (tag === null) all.add(id);
      else for (const member of this.members(tag)) all.add(member);
    }
    return all;
  }
}
