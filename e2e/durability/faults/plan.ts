import type { EditAction } from "../../../testkit/client-model.ts";
import { Random } from "../../../testkit/random.ts";

/** The protocol of a client: `stoa.v1`, or y-websocket's. */
export type Kind = "native" | "generic";

/** Which way the proxy stops forwarding: to the server, to the client, or both. */
export type Direction = "up" | "down" | "both";

/** The act of a person. */
export type Action =
  | EditAction
  | { readonly kind: "say" }
  | { readonly kind: "point" }
  | { readonly kind: "draw" }
  /** The browser crashes, and comes back without a copy of the document. */
  | { readonly kind: "crash"; readonly for: number }
  /** Closes the socket, works on, and comes back with the document. */
  | { readonly kind: "offline"; readonly for: number };

/** The fault of the server or of one person's network, for so many milliseconds. */
export type Fault =
  | { readonly kind: "kill"; readonly for: number }
  | { readonly kind: "freeze"; readonly for: number }
  | {
      readonly kind: "cut";
      readonly who: number;
      readonly direction: Direction;
      /** New connections do not get through either. */
      readonly isolates: boolean;
      readonly for: number;
    }
  /** The client's end closes; the server's stays open and silent. */
  | { readonly kind: "abandon"; readonly who: number; readonly for: number }
  | { readonly kind: "drop"; readonly who: number };

/** One thing that happens, so many milliseconds after its round began. */
export type Step =
  | { readonly at: number; readonly who: number; readonly action: Action }
  | { readonly at: number; readonly fault: Fault };

/**
 * How a round ends. `heal`: every fault is over and everybody comes back. `everybody-crashes`: all
 * clients are gone at once, with their documents, so that only the server can have what was promised.
 * `power-cut`: and the server is killed in the same turn.
 */
export type Ending = "heal" | "everybody-crashes" | "power-cut";

export interface Round {
  readonly steps: readonly Step[];
  readonly length: number;
  readonly ending: Ending;
}

/** The acts of all people by time, and the faults by time: all of one run. */
export interface Plan {
  readonly seed: number;
  readonly people: readonly { readonly name: string; readonly kind: Kind }[];
  readonly rounds: readonly Round[];
}

/** One seed in so many has faults that outlast a stock client's patience of 30 s. */
export const SEEDS_PER_LONG_FAULT = 40;
const LONG_FAULT_MS = 35_000;

const NAMES = ["Mina", "Jonas", "Aiko", "Priya", "Tomas"];

/** Makes the plan of one run; the same seed always gives the same plan. */
export function makePlan(seed: number): Plan {
  const random = new Random(seed);
  const people = NAMES.slice(0, random.whole(3, NAMES.length)).map((name, index) => ({
    name,
    kind: index < 2 ? ("native" as const) : index === 2 ? ("generic" as const) : anyKind(random),
  }));
  const endings: Ending[] = [
    random.choose<Ending>([
      [1, "everybody-crashes"],
      [2, "power-cut"],
    ]),
    random.choose<Ending>([
      [2, "heal"],
      [1, "everybody-crashes"],
      [2, "power-cut"],
    ]),
    "heal",
  ];
  const isLong = seed % SEEDS_PER_LONG_FAULT === 0;
  const rounds = endings.map((ending, index) =>
    makeRound(random, people.length, ending, isLong && index === endings.length - 1),
  );
  return { seed, people, rounds };
}

const anyKind = (random: Random): Kind => (random.next() < 0.5 ? "native" : "generic");

function makeRound(random: Random, people: number, ending: Ending, isLong: boolean): Round {
  const active = random.whole(500, 1_300);
  const faults = Array.from({ length: random.whole(1, 3) }, () => ({
    at: random.whole(50, active),
    fault: makeFault(random, people, false),
  }));
  if (isLong) faults.push({ at: active, fault: makeFault(random, people, true) });
  const length = isLong ? active + LONG_FAULT_MS + 500 : active;
  const steps: Step[] = [...faults];
  const actions = (count: number, from: number, to: number): void => {
    for (let left = count; left > 0; left--) {
      const at = random.whole(Math.max(0, Math.round(from)), Math.round(to));
      steps.push({ at, who: random.whole(0, people - 1), action: makeAction(random) });
    }
  };
  actions(random.whole(30, 90), 0, active);
  // Most can go wrong where something is on its way when the fault comes.
  for (const { at } of faults) actions(10, at - 25, at + 25);
  actions(12, length - 30, length);
  if (random.next() < 0.6) {
    // Enough to make the room compact at once, and something that may cut it off.
    const at = random.whole(0, active - 100);
    const kilobytes = random.choose([
      [6, 600],
      [1, 1_300],
    ]);
    steps.push({ at, who: random.whole(0, people - 1), action: { kind: "paste", kilobytes } });
    if (random.next() < 0.5) {
      steps.push({
        at: at + random.whole(0, 60),
        fault: { kind: "kill", for: random.whole(0, 200) },
      });
    }
  }
  return { steps: steps.sort((one, other) => one.at - other.at), length, ending };
}

function makeAction(random: Random): Action {
  const pick = random.next();
  const letters = random.whole(1, 4);
  const duration = random.whole(100, 500);
  return random.choose<Action>([
    [30, { kind: "set" }],
    [30, { kind: "type", pick, letters }],
    [9, { kind: "unset", pick }],
    [9, { kind: "erase", pick, letters }],
    [1, { kind: "paste", kilobytes: random.whole(20, 200) }],
    [8, { kind: "say" }],
    [10, { kind: "point" }],
    [4, { kind: "draw" }],
    [1, { kind: "crash", for: duration }],
    [1, { kind: "offline", for: duration }],
  ]);
}

function makeFault(random: Random, people: number, isLong: boolean): Fault {
  const who = random.whole(0, people - 1);
  const isolates = random.next() < 0.3;
  const direction = random.choose<Direction>([
    [1, "up"],
    [1, "down"],
    [1, "both"],
  ]);
  const freeze = isLong ? LONG_FAULT_MS : random.whole(300, 2_000);
  const cut = isLong ? LONG_FAULT_MS : random.whole(200, 1_800);
  return random.choose<Fault>([
    [isLong ? 0 : 4, { kind: "kill", for: random.whole(0, 400) }],
    [3, { kind: "freeze", for: freeze }],
    [4, { kind: "cut", who, direction, isolates, for: cut }],
    [isLong ? 0 : 2, { kind: "abandon", who, for: cut }],
    [isLong ? 0 : 2, { kind: "drop", who }],
  ]);
}
