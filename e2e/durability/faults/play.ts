import { randomBytes } from "node:crypto";
import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import { DurabilityOracle, type Tally } from "../../../testkit/durability-oracle.ts";
import { Random } from "../../../testkit/random.ts";
import type { Build } from "../server.ts";
import { countCompactions } from "./compactions.ts";
import { Inspection } from "./inspection.ts";
import type { Heartbeat } from "./native-client.ts";
import { Person, type Scene } from "./person.ts";
import type { Fault, Plan, Round, Step } from "./plan.ts";

/** The outcome of one run. */
export interface Outcome {
  readonly seed: number;
  /** The promises that were not kept, one sentence each; an empty list is the goal. */
  readonly wrong: readonly string[];
  readonly tally: Tally;
  readonly faults: Readonly<Partial<Record<string, number>>>;
  readonly compactions: number;
  /** How long people who had left were still in somebody's list, in milliseconds. */
  readonly ghostTimes: readonly number[];
  readonly milliseconds: number;
}

/** Plays one plan on a server of its own, and compares what the room promised with what it kept. */
export async function play(plan: Plan, build: Build, heartbeat: Heartbeat): Promise<Outcome> {
  const before = performance.now();
  const server = await build.serve();
  const oracle = new DurabilityOracle();
  const roomId = randomBytes(12).toString("base64url");
  const random = new Random(plan.seed + 1);
  const scene: Scene = { server, oracle, random, roomId, heartbeat };
  const people: Person[] = [];
  for (const { name, kind } of plan.people) people.push(await Person.arrives(scene, name, kind));
  const inspection = new Inspection(scene, people);
  const faults: Partial<Record<string, number>> = {};
  const count = (kind: string): void => {
    faults[kind] = (faults[kind] ?? 0) + 1;
  };
  try {
    for (const [index, round] of plan.rounds.entries()) {
      for (const step of await perform(round, scene, people)) count(step);
      if (round.ending !== "heal") count(round.ending);
      await end(round, scene, people);
      await inspection.look(`round ${index + 1} (${round.ending})`, round.ending === "heal");
      if (inspection.wrong.length > 0) break;
      for (const person of people) person.comesBack();
    }
    return {
      seed: plan.seed,
      wrong: [...oracle.violations, ...inspection.wrong],
      tally: oracle.tally,
      faults,
      compactions: countCompactions(server.directory.rooms),
      ghostTimes: inspection.ghostTimes,
      milliseconds: performance.now() - before,
    };
  } finally {
    for (const person of people) person.goes();
    await server.remove();
  }
}

interface Event {
  readonly at: number;
  readonly fault: string | null;
  happens(): void;
}

/** Lets everything of a round happen at its time; what is to end after the round is left to its ending. */
async function perform(
  round: Round,
  scene: Scene,
  people: readonly Person[],
): Promise<readonly string[]> {
  const events = round.steps
    .flatMap((step) => eventsOf(step, scene, people))
    .filter(({ at }) => at <= round.length)
    .sort((one, other) => one.at - other.at);
  const start = performance.now();
  const until = async (at: number): Promise<void> => {
    const left = start + at - performance.now();
    if (left > 1) await pause(left);
    else await nextTurn();
  };
  for (const { at, happens } of events) {
    await until(at);
    happens();
  }
  await until(round.length);
  return events.flatMap(({ fault }) => (fault === null ? [] : [fault]));
}

function eventsOf(step: Step, scene: Scene, people: readonly Person[]): readonly Event[] {
  const { at } = step;
  if ("fault" in step) {
    const { fault } = step;
    const start: Event = { at, fault: fault.kind, happens: () => befalls(fault, scene, people) };
    if (fault.kind === "drop") return [start];
    return [start, { at: at + fault.for, fault: null, happens: () => ends(fault, scene, people) }];
  }
  const person = people[step.who];
  if (person === undefined) throw new Error(`the plan has no person ${step.who}`);
  const { action } = step;
  const does: Event = { at, fault: null, happens: () => person.does(action) };
  if (action.kind !== "crash" && action.kind !== "offline") return [does];
  const returns = { at: at + action.for, fault: null, happens: () => person.comesBack() };
  return [{ ...does, fault: action.kind }, returns];
}

function befalls(fault: Fault, { server }: Scene, people: readonly Person[]): void {
  switch (fault.kind) {
    case "kill":
      server.kill();
      return;
    case "freeze":
      server.freeze();
      return;
    case "cut":
      people[fault.who]?.network.cut(fault.direction, fault.isolates);
      return;
    case "abandon":
      people[fault.who]?.network.abandon();
      return;
    case "drop":
      people[fault.who]?.network.drop();
  }
}

function ends(fault: Fault, { server }: Scene, people: readonly Person[]): void {
  switch (fault.kind) {
    case "kill":
      // The ending of the round waits until it listens.
      void server.start();
      return;
    case "freeze":
      server.thaw();
      return;
    case "cut":
    case "abandon":
      people[fault.who]?.network.heal();
      return;
    case "drop":
      return;
  }
}

async function end(round: Round, { server }: Scene, people: readonly Person[]): Promise<void> {
  // One turn: nobody can see anything between the power cut and their own end.
  if (round.ending === "power-cut") server.kill();
  if (round.ending !== "heal") for (const person of people) person.crashes();
  for (const person of people) person.network.heal();
  await server.start();
  if (round.ending === "heal") for (const person of people) person.comesBack();
}
