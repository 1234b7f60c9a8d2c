import { mayChat, mayEdit } from "../../shared/roles.ts";
import type { ClientEvent, Refusal, RoomEvent } from "../../shared/wire/events.ts";
import { point } from "../analytics.ts";
import type { Chat } from "../chat/chat.ts";
import { logDebug } from "../log.ts";
import { metrics } from "../metrics.ts";
import type { Session } from "./session.ts";
import type { Settings } from "./settings.ts";

/** Where the text frames of a room lead. */
export interface EventParts {
  readonly chat: Chat;
  readonly settings: Settings;
  sessions(): Iterable<Session>;
}

/** Does what a client's text frame asks for, and tells whom it concerns. */
export function handleEvent(parts: EventParts, session: Session, event: ClientEvent): void {
  switch (event.type) {
    case "chat.send": {
      if (!mayChat(session.role)) {
        refuse(session, event.key, "no-access");
        return;
      }
      const { name } = session.grant;
      const vouched = name !== null && { name, verified: true };
      const by = { id: session.userId, ...event.by, ...vouched };
      const written = parts.chat.write(event.key, by, event.text);
      if (written.kind === "full") {
        refuse(session, event.key, "chat-full");
        return;
      }
      if (written.kind === "later") {
        const { retryAfter } = written;
        tell(session, { type: "refused", code: "too-fast", key: event.key, retryAfter });
        return;
      }
      if (written.kind === "taken") {
        refuse(session, event.key, "bad-event");
        return;
      }
      const answer: RoomEvent = { type: "chat.message", message: written.message };
      if (written.kind === "known") {
        tell(session, answer);
        return;
      }
      metrics.messages.add();
      tellAll(parts.sessions(), answer);
      return;
    }
    case "chat.page": {
      const { before, limit } = event;
      const page = parts.chat.page(before, limit);
      tell(session, { type: "chat.page", ...(before === undefined ? {} : { before }), ...page });
      return;
    }
    case "room.rename": {
      if (!mayEdit(session.role)) {
        refuse(session, undefined, "no-access");
        return;
      }
      parts.settings.title = event.title;
      tellAll(parts.sessions(), { type: "room.title", title: event.title });
      return;
    }
    case "resume":
      session.position = event.at;
      return;
    case "tick":
      // To a question from before a sleep: it says nothing of what was read since, but that somebody is there.
      session.answered(Date.now());
      return;
    default: {
      const unknown: never = event;
      throw new Error(`No such event: ${JSON.stringify(unknown)}`);
    }
  }
}

/** Sends one of our own clients a text frame. Stock clients get none. */
export function tell(session: Session, event: RoomEvent): void {
  if (event.type === "refused") countRefusal(event.code);
  if (session.isOurs) session.send(JSON.stringify(event));
}

/** Counts what was refused, by whichever way its sender is told. */
export function countRefusal(code: Refusal): void {
  metrics.refusals.add(1, code);
  point("refusal", code);
  logDebug("refused", { code });
}

function tellAll(sessions: Iterable<Session>, event: RoomEvent): void {
  const text = JSON.stringify(event);
  for (const session of sessions) if (session.isOurs) session.send(text);
}

function refuse(
  session: Session,
  key: string | undefined,
  code: Extract<RoomEvent, { type: "refused" }>["code"],
): void {
  tell(session, { type: "refused", code, ...(key === undefined ? {} : { key }) });
}
