/** The names of templates, and the beginning that a new room waits for. It knows nothing of shapes. */
import * as v from "valibot";
import type { RoomId } from "../../shared/ids.ts";
import { type KeptValues, tabStorage } from "../ui/storage.ts";

export const TEMPLATE_NAMES = ["retro", "diagram"] as const;
export type TemplateName = (typeof TEMPLATE_NAMES)[number];

/** The one room that begins with a template in this tab, until it is opened. */
const KEY = "stoa.begin";

const beginningSchema = v.object({ room: v.string(), template: v.picklist(TEMPLATE_NAMES) });

/** Notes that a new room begins with a template. The address says nothing of it: a link that is shared writes nothing. */
export function beginWith(room: RoomId, template: TemplateName, kept = tabStorage): void {
  kept.write(KEY, { room, template });
}

/** Takes the template with which this room begins; null for every other room, and the second time. */
export function takeBeginning(room: RoomId, kept: KeptValues = tabStorage): TemplateName | null {
  const beginning = kept.read(KEY, beginningSchema);
  if (beginning?.room !== room) return null;
  kept.remove(KEY);
  return beginning.template;
}
