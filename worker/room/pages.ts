/** Pages: reads the page of chat or comments that a client asks for. It knows no socket. */
import type { RoomEvent } from "../../shared/wire/events.ts";
import type { Chat } from "../chat/chat.ts";
import type { Comments } from "../comments/comments.ts";
import type { Damage } from "../connection/damage.ts";
import type { PageRequest } from "../posts/page-queue.ts";
import { isDamage } from "../storage/storage-errors.ts";

interface Sources {
  readonly chat: Pick<Chat, "page">;
  readonly comments: Pick<Comments, "changesSince">;
  readonly damage: Pick<Damage, "found">;
}

/** Returns what reads a page. One that cannot be read is empty, and the room says besides that it is damaged. */
export function pageReader(sources: Sources): (request: PageRequest) => RoomEvent {
  return (request) => {
    try {
      return pageOf(sources, request);
    } catch (error) {
      if (!isDamage(error)) throw error;
      sources.damage.found(error);
      return emptyPage(request);
    }
  };
}

function pageOf({ chat, comments }: Sources, request: PageRequest): RoomEvent {
  if (request.type === "comment.list") return comments.changesSince(request.since);
  const { before, limit } = request;
  return {
    type: "chat.page",
    ...(before !== undefined && { before }),
    ...chat.page(before, limit),
  };
}

function emptyPage(request: PageRequest): RoomEvent {
  if (request.type === "comment.list") {
    const { since } = request;
    return { type: "comment.changes", threads: [], comments: [], at: since, since };
  }
  const { before } = request;
  return { type: "chat.page", ...(before !== undefined && { before }), messages: [], more: false };
}
