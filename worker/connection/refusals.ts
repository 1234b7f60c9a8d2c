/** Refusals: each is counted in the metrics and the log, and told in the words that the client's protocol has. */
import type { Refusal, RoomEvent } from "../../shared/wire/events.ts";
import { permissionDeniedFrame } from "../../shared/wire/frames.ts";
import { point } from "../analytics.ts";
import { logDebug } from "../log.ts";
import { metrics } from "../metrics.ts";

/** The words for a stock client, in y-protocols' frame of refusal. */
const REASONS = {
  "no-access": "permission denied",
  "not-yours": "these are edits of somebody who may not edit",
  crowded: "too many write at one place at once, so this edit waits",
} as const satisfies Partial<Record<Refusal, string>>;

/** The parts of a session that a refusal needs. */
interface RefusedClient {
  readonly isNative: boolean;
  tell(event: RoomEvent): void;
  send(data: Uint8Array): void;
}

/** Counts a refusal, by whichever way the client is told. */
export function countRefusal(code: Refusal): void {
  metrics.refusals.add(1, code);
  point("refusal", code);
  logDebug("refused", { code });
}

/** Tells a client that its frame, or a part of it, is refused. Its socket stays. */
export function tellRefusal(client: RefusedClient, code: keyof typeof REASONS): void {
  if (client.isNative) {
    client.tell({ type: "refused", code });
    return;
  }
  countRefusal(code);
  client.send(permissionDeniedFrame(REASONS[code]));
}
