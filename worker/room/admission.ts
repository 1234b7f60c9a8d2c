/** Admission: whether a client that comes gets into the room, and in which role. It accepts no socket itself. */

import { CloseCode } from "../../shared/wire/close-codes.ts";
import type { Grant } from "../connection/attachment.ts";
import { CLOSE_REASONS, DISK_LOW, MANY_ROOMS } from "../connection/close-reasons.ts";
import { MAX_SOCKETS } from "../limits.ts";
import { isDiskLow } from "../machine.ts";
import type { ConnectClaims } from "./connect-claims.ts";
import type { Parts } from "./parts.ts";

/** A client is let in with a grant (and the owner key, if it owns the room from now on), or it is not. */
export type Admission =
  | { readonly kind: "in"; readonly grant: Grant; readonly ownerKey: string | null }
  | { readonly kind: "out"; readonly code: CloseCode; readonly reason: string };

/** The parts that have a say. */
type AdmissionParts = Pick<
  Parts,
  "access" | "admin" | "damage" | "liveness" | "sessions" | "settings" | "visits"
>;

/** Decides on a client that comes: whether the room can take anybody, and then its role. */
export function admit(claims: ConnectClaims, parts: AdmissionParts, now: number): Admission {
  const { access, admin, damage, liveness, sessions, settings, visits } = parts;
  if (admin.gone !== null) return out(CloseCode.RoomDeleted);
  if (admin.intake.isRunning(now)) {
    return out(CloseCode.Busy, "An archive is being put into this room.");
  }
  if (sessions.size >= MAX_SOCKETS) {
    // Some of those who are here may be gone, and not have said so.
    liveness.sweepInPassing(now);
    return out(CloseCode.Busy, "So many are here that nobody else fits.");
  }
  if (isDiskLow() && settings.roomId === null) return out(CloseCode.Busy, DISK_LOW);
  if (!visits.mayComeFrom(claims.from)) return out(CloseCode.TooFast, MANY_ROOMS);
  const granted = access.admit(claims, now);
  if (granted.kind === "out") return out(granted.code);
  const { grant, ownerKey } = granted;
  // A damaged room can only be looked at.
  return { kind: "in", ownerKey, grant: damage.isDamaged ? { ...grant, role: "viewer" } : grant };
}

function out(code: CloseCode, reason = CLOSE_REASONS[code]): Admission {
  return { kind: "out", code, reason };
}
