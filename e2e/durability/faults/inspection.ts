import { setTimeout as pause } from "node:timers/promises";
import { NativeClient } from "./native-client.ts";
import { Person, type Scene } from "./person.ts";

/** Milliseconds for everybody to come back, have everything stored and read the chat, and for documents to be equal. */
const SAVED_MS = 60_000;
const EQUAL_MS = 5_000;

/**
 * Milliseconds after which a list of people is right. Rule R7 gives the time where the room is told
 * of a socket's end, and R58 where it is not. That may be so with the text `ping`. Delayed between
 * its answer and the socket's end, the runtime says nothing of the end (workerd 1.20261023).
 */
const GONE_MS = { query: 1_000, ping: 60_000 } as const;

/** Milliseconds after which what is late counts as never: dead connections are found within a minute. */
const NEVER_MS = 60_000;

/** Milliseconds between two looks. */
const POLL_MS = 10;

/** Looks at a room after a round, through fresh clients, and writes down what is wrong. */
export class Inspection {
  readonly wrong: string[] = [];
  readonly ghostTimes: number[] = [];
  readonly #scene: Scene;
  readonly #people: readonly Person[];

  constructor(scene: Scene, people: readonly Person[]) {
    this.#scene = scene;
    this.#people = people;
  }

  /** Compares what is promised with what newcomers find; `isHealed`: the others are here, too. */
  async look(when: string, isHealed: boolean): Promise<void> {
    const present = isHealed ? [...this.#people] : [];
    const complain = (sentence: string): void => {
      this.wrong.push(`after ${when}: ${sentence}`);
    };
    for (const person of present) {
      const isSaved = await comesTrue(SAVED_MS, () => person.client?.isSaved === true);
      if (!isSaved) complain(`${person.name} has unsaved changes ${SAVED_MS} ms after the faults`);
    }
    const promised = this.#scene.oracle.promised();
    const newcomers = [
      await Person.arrives(this.#scene, "Newcomer", "native"),
      await Person.arrives(this.#scene, "Stranger", "generic"),
    ];
    try {
      for (const newcomer of newcomers) {
        if (!(await comesTrue(SAVED_MS, () => newcomer.client?.isSynced === true))) {
          complain(`${newcomer.name} could not join`);
          return;
        }
        const content = newcomer.model?.content ?? new Map<string, string>();
        for (const lost of this.#scene.oracle.lostIn(content, promised)) {
          complain(`${newcomer.name} found that ${lost}`);
        }
      }
      const everybody = [...present, ...newcomers];
      if (!(await comesTrue(EQUAL_MS, () => haveTheSame(everybody)))) {
        complain(`these do not have the same document: ${prints(everybody)}`);
      }
      await this.#readsChat(newcomers, complain);
      await this.#seesPeople(everybody, "are here", complain);
    } finally {
      // One orderly and one without a word; both must be gone from the lists of those who stay.
      newcomers[0]?.leaves();
      newcomers[1]?.crashes();
    }
    if (isHealed) await this.#seesPeople(present, "have stayed", complain);
    for (const newcomer of newcomers) newcomer.goes();
  }

  async #readsChat(readers: readonly Person[], complain: (wrong: string) => void): Promise<void> {
    for (const { client, name } of readers) {
      if (!(client instanceof NativeClient)) continue;
      client.readHistory();
      if (!(await comesTrue(SAVED_MS, () => client.history !== null))) {
        complain(`${name} could not read the chat`);
        continue;
      }
      for (const lost of this.#scene.oracle.lostInChat(client.history ?? [])) complain(lost);
    }
  }

  /**
   * Nobody may see who is not here. Our own clients see all of ours. A stock client comes back with
   * the clock that it had, and takes no news at a clock that it knows. So it counts on the next move.
   */
  async #seesPeople(
    people: readonly Person[],
    what: string,
    complain: (wrong: string) => void,
  ): Promise<void> {
    const ours = people.filter(({ kind }) => kind === "native").map(({ name }) => name);
    const all = people.map(({ name }) => name).sort();
    const before = performance.now();
    const patience = GONE_MS[this.#scene.heartbeat];
    const seesNoGhost = ({ kind, client }: Person): boolean => {
      const seen = client?.people ?? [];
      return isWithin(seen, all) && (kind === "generic" || isWithin(ours, seen));
    };
    const isFree = await comesTrue(patience, () => people.every(seesNoGhost));
    this.ghostTimes.push(performance.now() - before);
    if (!isFree) await tellAbout(seesNoGhost);
    for (const { client } of people) client?.point();
    const seesAll = ({ client }: Person): boolean => client?.people.join() === all.join();
    if (await comesTrue(patience, () => people.every(seesAll))) return;
    await tellAbout(seesAll);

    async function tellAbout(isRight: (person: Person) => boolean): Promise<void> {
      const mistakes = people
        .filter((person) => !isRight(person))
        .map(({ name, kind, client }) => `${name} (${kind}) sees ${client?.people.join(", ")}`);
      const isLate = await comesTrue(NEVER_MS, () => people.every(isRight));
      const end = isLate ? "it was right" : "it was still wrong";
      const after = Math.round(performance.now() - before);
      complain(`${all.join(", ")} ${what}; ${mistakes.join("; ")}; ${end} after ${after} ms`);
    }
  }
}

/** Is every name of `some` in `all`, as often as there? */
function isWithin(some: readonly string[], all: readonly string[]): boolean {
  const left = [...all];
  return some.every((name) => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

function haveTheSame(people: readonly Person[]): boolean {
  return new Set(people.map(({ model }) => model?.print)).size === 1;
}

function prints(people: readonly Person[]): string {
  return people.map(({ name, model }) => `\n  ${name}: ${model?.print}`).join("");
}

/**
 * Waits until something is so; says whether it was within the time. By how much this process comes
 * late itself does not count: the machine holds up servers and clients alike, and is not to be judged.
 */
async function comesTrue(milliseconds: number, isSo: () => boolean): Promise<boolean> {
  let deadline = performance.now() + milliseconds;
  while (!isSo()) {
    const before = performance.now();
    if (before > deadline) return false;
    await pause(POLL_MS);
    deadline += Math.max(0, performance.now() - before - 2 * POLL_MS);
  }
  return true;
}
