import { PRESENCE_INTERVAL_MS } from "../../../worker/limits.ts";
import { Histogram, type Percentiles } from "../../measure/histogram.ts";
import { LoadClient } from "../client.ts";
import { Hand, MOVES_PER_SECOND } from "../hand.ts";
import { eachMove } from "../moves.ts";
import { atTheirPace, settled, WARM_SECONDS } from "../pace.ts";
import type { Wire } from "../wire.ts";
import type { Job } from "./job.ts";

export interface PeoplePlan {
  readonly wire: Wire;
  readonly room: string;
  readonly people: number;
  readonly seconds: number;
}

export interface PeopleResult {
  /** Frames that all hands have sent: gestures that tell a place, presence, and document updates. */
  readonly gestures: number;
  readonly presence: number;
  readonly updates: number;
  /** Gestures that somebody else has received, and that all the others should have. */
  readonly seen: number;
  readonly expected: number;
  /** Gestures that came to the one who got fewest. */
  readonly leastSeen: number;
  /** From the newest movement that a gesture tells to its receipt; the client's own pace is part of it. */
  readonly delay: Percentiles;
  readonly framesPerSocket: number;
  readonly bytesPerSocket: number;
}

/** The type of a frame of gestures. */
const GESTURES = 64;

/** Milliseconds over which hands begin to move: as long as the room asks a crowd to leave between two frames. */
const SPREAD_MS = PRESENCE_INTERVAL_MS.crowd;

/** People who all draw and drag at our board, as our own client sends it. */
export const people: Job<PeoplePlan, PeopleResult> = async (plan) => {
  const clients: LoadClient[] = [];
  const hands: Hand[] = [];
  for (let number = 0; number < plan.people; number++) {
    const client = await LoadClient.join(plan.wire, plan.room, number);
    clients.push(client);
    hands.push(new Hand(client));
  }
  const pace = { count: plan.people, perSecond: MOVES_PER_SECOND };
  const start = performance.now();
  const move = (index: number): void => {
    const now = performance.now();
    // Nobody begins at the same moment: their frames would come together, and share a window.
    if (now - start >= (index / plan.people) * SPREAD_MS) hands[index]?.move(now);
  };
  await atTheirPace({ ...pace, seconds: WARM_SECONDS }, move);
  return async () => {
    const delays = new Histogram();
    const seenBy = clients.map(() => 0);
    const begin = performance.now();
    for (const hand of hands) hand.countFrom(begin);
    for (const client of clients) {
      client.received = 0;
      client.receivedBytes = 0;
      client.onOther = (frame, from) => {
        if (frame[from] !== GESTURES) return;
        const now = performance.now();
        eachMove(frame, from, (number, movedAt) => {
          if (number === client.number || movedAt < begin) return;
          seenBy[client.number] = (seenBy[client.number] ?? 0) + 1;
          delays.add(now - movedAt);
        });
      };
    }
    const seen = (): number => seenBy.reduce((sum, count) => sum + count, 0);
    const total = (what: keyof Hand["sent"]): number =>
      hands.reduce((sum, { sent }) => sum + sent[what], 0);
    await atTheirPace({ ...pace, seconds: plan.seconds }, move);
    // A movement that a hand has not told yet goes out within its interval.
    const expected = (): number => total("gestures") * (plan.people - 1);
    await settled(() => false, seen, { patienceMs: 500, mostMs: 10_000 });
    for (const hand of hands) hand.rest();
    for (const client of clients) client.assertAlive();
    const perSocket = (count: (client: LoadClient) => number): number =>
      clients.reduce((sum, client) => sum + count(client), 0) / clients.length;
    return {
      gestures: total("gestures"),
      presence: total("presence"),
      updates: total("updates"),
      seen: seen(),
      expected: expected(),
      leastSeen: Math.min(...seenBy),
      delay: delays.percentiles(),
      framesPerSocket: perSocket(({ received }) => received),
      bytesPerSocket: perSocket(({ receivedBytes }) => receivedBytes),
    };
  };
};
