/** The state of a connection, put together from what its parts know. */
import type { ConnectionState, HeldBack } from "./channel.ts";
import type { Phase } from "./connection.ts";
import type { RepairState } from "./repair.ts";

/**
 * The page's view of its connection.
 *
 * @param refusal why the room does not take my changes; null when it does.
 */
export function connectionState(
  phase: Phase,
  last: ConnectionState,
  unsaved: number,
  refusal: HeldBack | null,
): ConnectionState {
  switch (phase.kind) {
    case "connecting":
      // An offline page stays so in words until a connection stands: attempts must not flicker.
      return { kind: last.kind === "offline" ? "offline" : "connecting", unsaved };
    case "open":
      return { kind: "open", unsaved, ...(unsaved > 0 && refusal && { heldBack: refusal }) };
    case "refused":
      return { kind: "refused", unsaved, code: phase.code, reason: phase.reason };
    case "waiting":
    case "ended":
      return { kind: "offline", unsaved };
  }
}

/** The same while the page's copy is damaged, whatever the connection: nothing is saved then. */
export function ofDamage(state: ConnectionState, { kind }: RepairState): ConnectionState {
  if (state.kind === "refused" || (kind !== "rebuilding" && kind !== "hopeless")) return state;
  return { kind: "damaged", unsaved: state.unsaved, isFinal: kind === "hopeless" };
}
