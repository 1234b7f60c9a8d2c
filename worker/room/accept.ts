/** The acceptance of an upgrade: a socket that can hibernate, or a close with a reason. */
import type { CloseCode } from "../../shared/wire/close-codes.ts";
import { permissionDeniedFrame } from "../../shared/wire/frames.ts";
import type { Grant } from "../connection/attachment.ts";
import { CLOSE_REASONS } from "../connection/close-reasons.ts";
import { Session } from "../connection/session.ts";
import type { ConnectClaims } from "./connect-claims.ts";

/** A socket that has come in. */
export interface Accepted {
  readonly response: Response;
  readonly session: Session;
}

/** Accepts an upgrade as a socket that may sleep. */
export function acceptUpgrade(
  ctx: DurableObjectState,
  claims: ConnectClaims,
  grant: Grant,
): Accepted {
  const { 0: client, 1: server } = new WebSocketPair();
  ctx.acceptWebSocket(server);
  const now = Date.now();
  const session = new Session(server, {
    kind: claims.isNative ? "ours" : "stock",
    userId: claims.userId,
    from: claims.from,
    grant,
    presence: null,
    actedAt: now,
    isHeld: false,
    askedAt: 0,
    answeredAt: now,
  });
  session.save();
  return { response: switched(client, claims.protocol), session };
}

/**
 * Refuses an upgrade so that the client learns why. Browsers show a page the
 * code with which a socket closes, and nothing of a response that is no socket.
 */
export function refuseUpgrade(
  { isNative, protocol }: Pick<ConnectClaims, "isNative" | "protocol">,
  code: CloseCode,
  reason = CLOSE_REASONS[code],
): Response {
  const { 0: client, 1: server } = new WebSocketPair();
  server.accept();
  if (!isNative) server.send(permissionDeniedFrame("permission denied"));
  server.close(code, reason);
  return switched(client, protocol);
}

/** A browser fails a socket that it offered subprotocols for, unless the answer chooses one of them. */
function switched(webSocket: WebSocket, protocol: string | null): Response {
  const headers = protocol === null ? undefined : { "Sec-WebSocket-Protocol": protocol };
  return new Response(null, { status: 101, webSocket, ...(headers && { headers }) });
}
