/** Text events: carries out a client's text frame. It knows no Yjs. */
import type { Author } from "../../shared/chat/message.ts";
import { mayChat, mayEdit } from "../../shared/roles.ts";
import type { ClientEvent } from "../../shared/wire/client-events.ts";
import type { RoomEvent } from "../../shared/wire/events.ts";
import type { Chat } from "../chat/chat.ts";
import type { Acted, Comments } from "../comments/comments.ts";
import type { Session } from "../connection/session.ts";
import type { Sessions } from "../connection/sessions.ts";
import { metrics } from "../metrics.ts";
import type { PageQueue } from "../posts/page-queue.ts";
import type { Settings } from "../storage/settings.ts";

/** Where the text frames of a room lead. */
export interface EventParts {
  readonly chat: Chat;
  readonly comments: Comments;
  readonly pages: PageQueue;
  readonly settings: Settings;
  readonly sessions: Pick<Sessions, "tell">;
}

/** Milliseconds after which a client may ask for pages again that has left too many unread. */
const PAGES_RETRY_MS = 1_000;

/** Carries out a client's text frame, and tells the clients that it concerns. */
export function handleEvent(parts: EventParts, session: Session, event: ClientEvent): void {
  switch (event.type) {
    case "chat.send": {
      if (!mayChat(session.role)) {
        refuse(session, event.key, "no-access");
        return;
      }
      const written = parts.chat.write(event.key, authorOf(session, event.by), event.text);
      if (written.kind === "full") {
        refuse(session, event.key, "chat-full");
        return;
      }
      if (written.kind === "later") {
        const { retryAfter } = written;
        session.tell({ type: "refused", code: "too-fast", key: event.key, retryAfter });
        return;
      }
      if (written.kind === "key-taken") {
        refuse(session, event.key, "bad-event");
        return;
      }
      const answer: RoomEvent = { type: "chat.message", message: written.message };
      if (written.kind === "known") {
        session.tell(answer);
        return;
      }
      metrics.messages.add();
      parts.sessions.tell(answer);
      return;
    }
    case "comment.start":
    case "comment.reply":
    case "comment.edit":
    case "comment.delete":
    case "comment.react":
    case "comment.resolve":
    case "comment.pin":
    case "comment.remove": {
      const author = authorOf(session, event.by);
      const acted = parts.comments.act(event, { author, role: session.role });
      tellActed(parts, session, event.key, acted);
      return;
    }
    case "comment.list":
    case "chat.page": {
      if (parts.pages.enqueue(session, event)) return;
      session.tell({ type: "refused", code: "too-fast", retryAfter: PAGES_RETRY_MS });
      return;
    }
    case "room.rename": {
      if (!mayEdit(session.role)) {
        refuse(session, undefined, "no-access");
        return;
      }
      parts.settings.title = event.title;
      parts.sessions.tell({ type: "room.title", title: event.title });
      return;
    }
    case "gather": {
      if (!mayEdit(session.role)) {
        refuse(session, undefined, "no-access");
        return;
      }
      parts.sessions.tell({
        type: "gather",
        box: event.box,
        by: authorOf(session, event.by),
      });
      return;
    }
    case "resume":
      session.position = event.at;
      return;
    case "tick":
      // To a question from before a sleep: it says nothing of what was read since, but that somebody is there.
      session.onAnswered(Date.now());
      return;
    default: {
      const unknown: never = event;
      throw new Error(`No such event: ${JSON.stringify(unknown)}`);
    }
  }
}

/** The author of something that a client sends: a token's name stands before the one that the client gives. */
function authorOf(session: Session, by: { readonly name: string; readonly color: string }): Author {
  const { name } = session.grant;
  return { id: session.userId, ...by, ...(name !== null && { name, verified: true }) };
}

/** Tells everybody what an act has changed, and its sender that it is stored, or why it is not. */
function tellActed(
  { sessions }: Pick<EventParts, "sessions">,
  session: Session,
  key: string,
  acted: Acted,
): void {
  if (acted.kind === "refused") {
    const { code, retryAfter } = acted;
    session.tell({ type: "refused", code, key, ...(retryAfter !== undefined && { retryAfter }) });
    return;
  }
  if (acted.kind === "changed") sessions.tell(acted.changes);
  session.tell({ type: "comment.done", key });
}

function refuse(
  session: Session,
  key: string | undefined,
  code: Extract<RoomEvent, { type: "refused" }>["code"],
): void {
  session.tell({ type: "refused", code, ...(key === undefined ? {} : { key }) });
}
