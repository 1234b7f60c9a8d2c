import type { RoomId } from "../../shared/ids.ts";
import type { EmbedView } from "../embed/view.ts";

/** The address of a room's page. */
export function roomLink(origin: string, id: RoomId): string {
  return `${origin}/room/${id}`;
}

/** The HTML that shows a room on another page. Origin and id hold nothing that HTML would read. */
export function embedSnippet(origin: string, id: RoomId, view: EmbedView): string {
  const address = `${origin}/embed/${id}?view=${view}`;
  return `<iframe src="${address}" title="Stoa room" width="100%" height="600" style="border:0;border-radius:12px" loading="lazy" allow="clipboard-write; fullscreen"></iframe>`;
}
