/** Reach: calls a room's object, once more where the platform says that this may help. It knows nothing of the answer. */
import type { Env } from "../env.ts";

/** Milliseconds before the second attempt: at least, and with jitter up to, so that a burst does not come again as one. */
const RETRY_MS = { least: 50, most: 500 };

/**
 * The fields that the platform sets on an error of its own
 * (developers.cloudflare.com/durable-objects/best-practices/error-handling).
 */
interface PlatformError extends Error {
  /** It has passed, or will soon. */
  readonly retryable?: boolean;
  /** The object has more requests than it can take: another one makes that worse. */
  readonly overloaded?: boolean;
}

/** Is the object overloaded, so that its callers should come later? */
export function isOverloaded(error: unknown): boolean {
  return error instanceof Error && (error as PlatformError).overloaded === true;
}

function isRetryable(error: unknown): boolean {
  return (
    error instanceof Error && (error as PlatformError).retryable === true && !isOverloaded(error)
  );
}

/** A room's object. */
export type RoomStub = ReturnType<Env["ROOM"]["get"]>;

/**
 * Calls the room of this name. A call may be made twice, so it must be one that
 * changes nothing the second time. Each attempt has a stub of its own, because
 * an error can break a stub.
 *
 * @param wait waits for so many milliseconds; for tests.
 * @throws the error of the last attempt.
 */
export async function reach<T>(
  rooms: Env["ROOM"],
  name: string,
  call: (room: RoomStub) => T,
  wait: (ms: number) => Promise<unknown> = (ms) => scheduler.wait(ms),
): Promise<Awaited<T>> {
  const attempt = async (): Promise<Awaited<T>> => await call(rooms.get(rooms.idFromName(name)));
  try {
    return await attempt();
  } catch (error) {
    if (!isRetryable(error)) throw error;
  }
  await wait(RETRY_MS.least + Math.random() * (RETRY_MS.most - RETRY_MS.least));
  return attempt();
}
