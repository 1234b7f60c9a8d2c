import { Histogram, type Percentiles } from "../../measure/histogram.ts";
import { LoadClient } from "../client.ts";
import { eachMove, Mover, markOf } from "../moves.ts";
import { atTheirPace, settled, WARM_SECONDS } from "../pace.ts";
import type { Wire } from "../wire.ts";
import type { Job } from "./job.ts";

export interface PresencePlan {
  readonly wire: Wire;
  readonly room: string;
  readonly people: number;
  readonly perSecond: number;
  readonly seconds: number;
  /**
   * Pointers move as awareness; or hands draw. A hand sends gestures at that pace, and one
   * document update for every two seconds of drawing, as when the pen lifts.
   */
  readonly what: "pointers" | "hands";
}

export interface PresenceResult {
  readonly sent: number;
  /** Positions that were seen by somebody else. Those that a newer one overtook are not sent. */
  readonly seen: number;
  readonly delay: Percentiles;
  readonly framesPerSocket: number;
  readonly bytesPerSocket: number;
}

const SECONDS_PER_STROKE = 2;

/** People whose pointers move, or whose hands draw, all the time. */
export const presence: Job<PresencePlan, PresenceResult> = async (plan) => {
  const clients: LoadClient[] = [];
  const clocks: number[] = [];
  const movers: Mover[] = [];
  const point = (client: LoadClient): void => {
    const clock = (clocks[client.number] ?? 0) + 1;
    clocks[client.number] = clock;
    client.send(client.frames.awareness(client.clientId, clock, pointerState(client.number)));
  };
  for (let number = 0; number < plan.people; number++) {
    const client = await LoadClient.join(plan.wire, plan.room, number);
    clients.push(client);
    movers.push(new Mover(client.clientId, number));
    point(client);
  }
  const perStroke = plan.perSecond * SECONDS_PER_STROKE;
  const steps = clients.map((_, index) => index % perStroke);
  const act = (index: number): void => {
    const client = clients[index];
    if (client === undefined) return;
    if (plan.what === "pointers") {
      point(client);
      return;
    }
    const step = ((steps[index] ?? 0) + 1) % perStroke;
    steps[index] = step;
    const lifted = step === 0 ? movers[index]?.next(performance.now()) : undefined;
    if (lifted !== undefined) client.send(client.frames.update(lifted));
    else client.send(client.frames.gesture(Buffer.from(inkGesture(index))));
  };
  await atTheirPace({ ...plan, count: clients.length, seconds: WARM_SECONDS }, act);
  return async () => {
    const delays = new Histogram();
    const begin = performance.now();
    let sent = 0;
    let seen = 0;
    const look = (client: LoadClient) => (frame: Buffer, from: number) => {
      const now = performance.now();
      eachMove(frame, from, (number, sentAt) => {
        if (number === client.number || sentAt < begin) return;
        seen += 1;
        delays.add(now - sentAt);
      });
    };
    for (const client of clients) {
      client.received = 0;
      client.receivedBytes = 0;
      client.onOther = look(client);
      client.onDocument = look(client);
    }
    await atTheirPace({ ...plan, count: clients.length }, (index) => {
      act(index);
      sent += 1;
    });
    // How many positions are overtaken is not known, so the end is when nothing more comes.
    await settled(
      () => false,
      () => seen,
      { patienceMs: 300, mostMs: 10_000 },
    );
    if (seen === 0) throw new Error("nobody saw anybody move");
    for (const client of clients) client.assertAlive();
    const perSocket = (count: (client: LoadClient) => number): number =>
      clients.reduce((sum, client) => sum + count(client), 0) / clients.length;
    return {
      sent,
      seen,
      delay: delays.percentiles(),
      framesPerSocket: perSocket(({ received }) => received),
      bytesPerSocket: perSocket(({ receivedBytes }) => receivedBytes),
    };
  };
};

/** The presence of an editor; the name carries who and when. */
function pointerState(number: number): string {
  const now = performance.now();
  return JSON.stringify({
    user: { id: "", name: markOf(number, now), color: "#0f766e" },
    pointer: { x: Math.round(now), y: 100 + number },
    selection: [],
    activity: null,
  });
}

/** Three points of ink, as a pen sends them at twenty frames a second; the id carries who and when. */
function inkGesture(number: number): string {
  const now = performance.now();
  const x = Math.round(now % 1000);
  return JSON.stringify({
    kind: "ink",
    id: markOf(number, now),
    stroke: "ink",
    width: "m",
    start: 0,
    points: [x, 100, 0.5, x + 3.5, 102.5, 0.5, x + 7, 104, 0.5],
  });
}
