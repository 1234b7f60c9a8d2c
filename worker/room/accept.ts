import { randomToken } from "../../shared/ids.ts";
import { SUBPROTOCOL } from "../../shared/wire/frames.ts";
import { Session } from "./session.ts";

/** The headers by which the Worker tells the room what it has checked. They never come from outside. */
export const ROOM_HEADER = "stoa-room";
export const GUEST_HEADER = "stoa-guest";

/** A socket that has come in. */
export interface Accepted {
  readonly response: Response;
  readonly session: Session;
  readonly roomId: string;
}

/** Accepts an upgrade as a socket that may sleep. */
export function acceptUpgrade(ctx: DurableObjectState, request: Request): Accepted {
  const { 0: client, 1: server } = new WebSocketPair();
  ctx.acceptWebSocket(server);
  const isOurs = request.headers.get("Sec-WebSocket-Protocol") === SUBPROTOCOL;
  const session = new Session(server, {
    kind: isOurs ? "ours" : "stock",
    userId: request.headers.get(GUEST_HEADER) ?? randomToken(9),
    role: "editor",
    presence: null,
  });
  session.save();
  const headers = isOurs ? { "Sec-WebSocket-Protocol": SUBPROTOCOL } : undefined;
  const response = new Response(null, {
    status: 101,
    webSocket: client,
    ...(headers && { headers }),
  });
  return { response, session, roomId: request.headers.get(ROOM_HEADER) ?? "" };
}
